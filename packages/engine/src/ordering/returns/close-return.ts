import { Injectable } from '@nestjs/common';
import type { Failure } from '@sidestall/contracts';
import { ok, type BrandId, type OrderId, type Result, type ReturnId } from '@sidestall/kernel';
import { SaleReturns } from '../../payments/refunds/sale-returns.ts';
import { Database, type Tx } from '../../platform/database.ts';
import { OrderStore } from '../order.store.ts';
import { OpenReturns } from './open-returns.ts';
import { ReturnMails } from './return-mails.ts';
import { ReturnStore } from './return.store.ts';

export type CloseReturnFailure = Failure<'ORDERING.RETURN_NOT_FOUND' | 'ORDERING.RETURN_STATE_CONFLICT'>;

/** Ends a return without goods: the buyer keeps them after all, or the brand does not take them back. */
@Injectable()
export class CloseReturn {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderStore,
    private readonly returns: ReturnStore,
    private readonly open: OpenReturns,
    private readonly sales: SaleReturns,
    private readonly mails: ReturnMails,
  ) {}

  /** The buyer changed their mind. Withdrawn before, it stays so. */
  withdraw(orderId: OrderId, id: ReturnId): Promise<Result<void, CloseReturnFailure>> {
    return this.database.attempt(async (tx) => {
      const found = await this.open.lock(tx, id, (one) => one.orderId === orderId);
      if (!found.ok) return found.error.extra?.['state'] === 'withdrawn' ? ok(undefined) : found;
      const { order } = found.value;
      await this.returns.answer(tx, id, { state: 'withdrawn' });
      await this.#go(tx, orderId, 'return_withdrawn', 'You keep what you wanted to send back');
      await this.mails.withdrawn(tx, order, found.value.asked);
      return ok(undefined);
    });
  }

  /** The brand does not take it back, and says why. */
  refuse(brandId: BrandId, id: ReturnId, note: string): Promise<Result<void, CloseReturnFailure>> {
    return this.database.attempt(async (tx) => {
      const found = await this.open.lock(tx, id, (one) => one.brandId === brandId);
      if (!found.ok) return found;
      const { order } = found.value;
      await this.returns.answer(tx, id, { state: 'refused', note });
      await this.#go(tx, order.id, 'return_refused', `The shop does not take the return: ${note}`);
      await this.mails.refused(tx, order, id, note);
      return ok(undefined);
    });
  }

  async #go(tx: Tx, orderId: OrderId, kind: string, text: string): Promise<void> {
    if (!(await this.open.isAny(tx, orderId))) await this.sales.hold(tx, orderId, false);
    await this.orders.tell(tx, orderId, kind, text);
    await this.orders.bump(tx, orderId);
  }
}
