import { Module } from '@nestjs/common';
import { FreezeSale } from './freeze-sale.ts';
import { GiveBack } from './give-back.ts';
import { KeepBooksHandler } from './keep-books.ts';
import { LedgerService } from './ledger.service.ts';
import { PartyStore } from './party.store.ts';
import { Payouts } from './payouts.ts';
import { PspLinks } from './psp-links.ts';
import { RecordSale } from './record-sale.ts';
import { ReleasePayables } from './release-payables.ts';
import { SaleStore } from './sale.store.ts';
import { Snapshots } from './snapshots.ts';
import { Statements } from './statements.ts';
import { TakeBack } from './take-back.ts';
import { TermsStore } from './terms.store.ts';
import { Transfers } from './transfers.ts';

const face = [
  LedgerService,
  PartyStore,
  TermsStore,
  SaleStore,
  RecordSale,
  TakeBack,
  GiveBack,
  ReleasePayables,
  FreezeSale,
  Transfers,
  PspLinks,
  Payouts,
  Statements,
  Snapshots,
];

@Module({ providers: [...face, KeepBooksHandler], exports: face })
export class LedgerModule {}
