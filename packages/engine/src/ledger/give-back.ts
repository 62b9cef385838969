import { Injectable } from '@nestjs/common';
import { money, sumMoney, type LedgerTxId, type OrderId, type PayableId } from '@sidestall/kernel';
import { accountOfCode, debit, planGiving, receivable, tidyEntries, type Taken } from '@sidestall/ledger';
import type { Tx } from '../platform/database.ts';
import { LedgerService } from './ledger.service.ts';
import { SaleStore, type Sale } from './sale.store.ts';

export interface Giving {
  readonly orderId: OrderId;
  readonly idemKey: string;
  readonly taken: Taken;
  readonly reverses?: LedgerTxId;
}

/** Gives everybody back what a taking took, e.g. when a refund failed: to where their money of the sale is now. */
@Injectable()
export class GiveBack {
  constructor(
    private readonly ledger: LedgerService,
    private readonly sales: SaleStore,
  ) {}

  async execute(tx: Tx, giving: Giving): Promise<void> {
    const sale = await this.sales.lock(tx, giving.orderId);
    if (!sale) throw new Error(`Nothing was captured for ${giving.orderId}`);
    if (await this.ledger.find(tx, giving.idemKey)) return;
    const plan = planGiving(giving.taken, sale.shares, sale.payables, sale.isFeeEarned, sale.currency);
    const whole = sumMoney(
      giving.taken.shares.map((share) => money(share.amountMinor, sale.currency)),
      sale.currency,
    );
    await this.sales.addTaken(
      tx,
      sale.orderId,
      giving.taken.shares.map((share) => ({ ...share, amountMinor: -share.amountMinor })),
    );
    await this.ledger.post(tx, {
      idemKey: giving.idemKey,
      kind: `${giving.taken.kind}-returned`,
      orderId: sale.orderId,
      reverses: giving.reverses,
      entries: [debit(accountOfCode(giving.taken.contra), whole), ...tidyEntries(plan.entries)],
      meta: { given: giving.taken.shares },
    });
    const reopened = [...plan.reopened, ...(await this.#owing(tx, sale, giving.taken))];
    if (reopened.length === 0) return;
    // Paid out already: what is theirs again is sent with a further transfer.
    await tx.rows(`UPDATE ledger.payable SET state = 'available' WHERE id = ANY ($1) AND state = 'transferred'`, [
      reopened,
    ]);
  }

  /** Payables of parties whom we owe now: their debt was settled some other way before it was forgiven. */
  async #owing(tx: Tx, sale: Sale, taken: Taken): Promise<PayableId[]> {
    const touched = new Set(taken.shares.map((share) => share.partyId));
    const owing: PayableId[] = [];
    for (const payable of sale.payables) {
      if (payable.state !== 'transferred' || !touched.has(payable.partyId)) continue;
      const owed = await this.ledger.balance(tx, receivable(payable.partyId, payable.currency));
      if (owed.amount < 0) owing.push(payable.id);
    }
    return owing;
  }
}
