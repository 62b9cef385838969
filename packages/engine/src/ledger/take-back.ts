import { Injectable } from '@nestjs/common';
import { money, sumMoney, type OrderId } from '@sidestall/kernel';
import { credit, planTaking, tidyEntries, type Account, type Taken } from '@sidestall/ledger';
import type { Tx } from '../platform/database.ts';
import { LedgerService } from './ledger.service.ts';
import { SaleStore } from './sale.store.ts';

export type { Taken } from '@sidestall/ledger';

export interface Taking {
  readonly orderId: OrderId;
  /** The refund or dispute. */
  readonly causeId: string;
  readonly idemKey: string;
  readonly kind: 'refund' | 'dispute';
  readonly amounts: readonly { readonly itemId: string; readonly amountMinor: number }[];
  /** Where it goes: on its way to the buyer, or to the bank that took it. */
  readonly contra: Account;
}

/** Takes parts of a sale back from all who share it, at the rates it was sold with. The same taking again changes nothing. */
@Injectable()
export class TakeBack {
  constructor(
    private readonly ledger: LedgerService,
    private readonly sales: SaleStore,
  ) {}

  async execute(tx: Tx, taking: Taking): Promise<Taken> {
    const sale = await this.sales.lock(tx, taking.orderId);
    if (!sale) throw new Error(`Nothing was captured for ${taking.orderId}`);
    const known = await tx.one<{ meta: { taken: Taken } }>(`SELECT meta FROM ledger.tx WHERE idem_key = $1`, [
      taking.idemKey,
    ]);
    if (known) return known.meta.taken;
    const plan = planTaking(taking.amounts, sale.shares, sale.payables, sale.isFeeEarned, sale.currency);
    const entries = tidyEntries(plan.entries);
    const taken: Taken = {
      kind: taking.kind,
      contra: taking.contra.code,
      shares: plan.shares,
      entries: entries.map(({ account, amount }) => ({ code: account.code, amount })),
      reversals: plan.reversals,
    };
    const whole = sumMoney(
      plan.shares.map((share) => money(share.amountMinor, sale.currency)),
      sale.currency,
    );
    await this.sales.addTaken(tx, sale.orderId, plan.shares);
    await this.ledger.post(tx, {
      idemKey: taking.idemKey,
      kind: `${taking.kind}-taken`,
      orderId: sale.orderId,
      entries: [...entries, credit(taking.contra, whole)],
      meta: { causeId: taking.causeId, taken },
    });
    return taken;
  }
}
