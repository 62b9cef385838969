import { Injectable } from '@nestjs/common';
import { money, sumMoney, type LedgerTxId, type OrderId } from '@sidestall/kernel';
import { accountOfCode, debit, planGiving, tidyEntries, type Taken } from '@sidestall/ledger';
import type { Tx } from '../platform/database.ts';
import { LedgerService } from './ledger.service.ts';
import { SaleStore } from './sale.store.ts';

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
    // Paid out already: what is theirs again is sent with a further transfer.
    if (plan.reopened.length > 0) {
      await tx.rows(`UPDATE ledger.payable SET state = 'available' WHERE id = ANY ($1) AND state = 'transferred'`, [
        plan.reopened,
      ]);
    }
    await this.ledger.post(tx, {
      idemKey: giving.idemKey,
      kind: `${giving.taken.kind}-returned`,
      orderId: sale.orderId,
      reverses: giving.reverses,
      entries: [debit(accountOfCode(giving.taken.contra), whole), ...tidyEntries(plan.entries)],
      meta: { given: giving.taken.shares },
    });
  }
}
