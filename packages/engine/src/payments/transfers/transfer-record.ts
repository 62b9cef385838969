import { Inject, Injectable } from '@nestjs/common';
import { isId, money } from '@sidestall/kernel';
import { LedgerService } from '../../ledger/ledger.service.ts';
import { PspLinks } from '../../ledger/psp-links.ts';
import { Transfers } from '../../ledger/transfers.ts';
import type { Tx } from '../../platform/database.ts';
import type { Logger } from '../../platform/logger.ts';
import { LOGGER } from '../../platform/tokens.ts';
import type { TransferSnapshot } from '../stripe/transfer.gateway.ts';

/** What Stripe tells of a transfer of ours, written down: the one place, whoever heard it. */
@Injectable()
export class TransferRecord {
  constructor(
    private readonly transfers: Transfers,
    private readonly ledger: LedgerService,
    private readonly links: PspLinks,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Transfers that are not of a payable are somebody else's; they show in the reconciliation. */
  async done(tx: Tx, told: TransferSnapshot): Promise<void> {
    const { payableId, attempt, reference, movement, amountMinor, currency } = told;
    if (!isId('pbl', payableId) || attempt === null) return;
    const differs = await this.transfers.differs(tx, payableId, attempt, money(amountMinor, currency));
    // Asking again changes nothing about it: the movement shows in the reconciliation, where somebody looks for its reason.
    if (differs === 'new') {
      this.logger.error({ alert: 'transfer-differs', ...told }, 'Stripe sent another amount than was asked for');
    }
    if (differs !== 'no') return;
    // What was really sent, not what would be sent now.
    await this.transfers.done(tx, payableId, attempt, reference, money(amountMinor, currency));
    const txId = await this.ledger.find(tx, `transfer-${payableId}-${attempt}`);
    if (!txId || !movement) return;
    await this.links.link(tx, {
      balanceTransaction: movement,
      part: 'amount',
      txId,
      amountMinor: -amountMinor,
      currency,
    });
  }
}
