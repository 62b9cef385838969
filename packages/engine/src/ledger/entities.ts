import { AccountEntity } from './account.entity.ts';
import { BalanceEntity, SnapshotEntity } from './balance.entity.ts';
import { EntryEntity } from './entry.entity.ts';
import { PartyEntity } from './party.entity.ts';
import { PayoutEntity } from './payout.entity.ts';
import { PspLinkEntity } from './psp-link.entity.ts';
import { PayableEntity, SaleEntity, ShareEntity } from './sale.entity.ts';
import { TermsEntity } from './terms.entity.ts';
import { TxEntity } from './tx.entity.ts';

export const ledgerEntities = [
  AccountEntity,
  TxEntity,
  EntryEntity,
  BalanceEntity,
  SnapshotEntity,
  PspLinkEntity,
  PartyEntity,
  TermsEntity,
  SaleEntity,
  ShareEntity,
  PayableEntity,
  PayoutEntity,
];
