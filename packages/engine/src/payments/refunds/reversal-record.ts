import { Injectable } from '@nestjs/common';
import { money, type PartyId } from '@sidestall/kernel';
import { receivable } from '@sidestall/ledger';
import { LedgerService } from '../../ledger/ledger.service.ts';
import { PspLinks } from '../../ledger/psp-links.ts';
import { SaleStore } from '../../ledger/sale.store.ts';
import { Transfers } from '../../ledger/transfers.ts';
import type { Tx } from '../../platform/database.ts';
import type { ReversalSnapshot } from './reversal.gateway.ts';
import { ReversalStore, type ReversalRow } from './reversal.store.ts';

/** Writes down money that came back from a party. */
@Injectable()
export class ReversalRecord {
  constructor(
    private readonly reversals: ReversalStore,
    private readonly sales: SaleStore,
    private readonly transfers: Transfers,
    private readonly ledger: LedgerService,
    private readonly links: PspLinks,
  ) {}

  /** What the party still owes us, in minor units: what was kept from another transfer meanwhile is not fetched as well. */
  async owedMinor(tx: Tx, partyId: PartyId, currency: string): Promise<number> {
    return (await this.ledger.balance(tx, receivable(partyId, currency))).amount;
  }

  async done(tx: Tx, reversal: ReversalRow, told: ReversalSnapshot): Promise<void> {
    await this.sales.lock(tx, await this.reversals.orderOf(tx, reversal));
    const { currency } = reversal;
    // What moved at Stripe, whatever is owed by now: too much is settled with the next transfer.
    const { amountMinor } = told;
    await this.transfers.reversed(tx, {
      reversalId: reversal.id,
      payableId: reversal.payableId,
      amount: money(amountMinor, currency),
      stripeReversalId: told.reference,
    });
    await this.reversals.end(tx, reversal.id, { stripeReversal: told.reference });
    const txId = await this.ledger.find(tx, `reversal-${reversal.id}`);
    if (txId && told.movement)
      await this.links.link(tx, { balanceTransaction: told.movement, part: 'amount', txId, amountMinor, currency });
  }
}
