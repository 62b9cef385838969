import { Injectable } from '@nestjs/common';
import type { Failure } from '@sidestall/contracts';
import { err, ok, type OrderId, type Result, type ReturnId } from '@sidestall/kernel';
import type { Tx } from '../../platform/database.ts';
import { OrderStore, type OrderRow } from '../order.store.ts';
import { ReturnStore, type ReturnRow } from './return.store.ts';

/** Returns nobody has answered yet. */
@Injectable()
export class OpenReturns {
  constructor(
    private readonly orders: OrderStore,
    private readonly returns: ReturnStore,
  ) {}

  /** The open return of somebody's own and its order, whose row is held; the failure says where it has gone. */
  async lock(
    tx: Tx,
    id: ReturnId,
    isTheirs: (one: ReturnRow) => boolean,
  ): Promise<
    Result<
      { order: OrderRow; asked: ReturnRow },
      Failure<'ORDERING.RETURN_NOT_FOUND' | 'ORDERING.RETURN_STATE_CONFLICT'>
    >
  > {
    const seen = await this.returns.find(tx, id);
    if (!seen || !isTheirs(seen)) return err({ code: 'ORDERING.RETURN_NOT_FOUND' });
    const order = (await this.orders.lock(tx, seen.orderId))!;
    const asked = (await this.returns.find(tx, id))!;
    if (asked.state !== 'requested') {
      return err({
        code: 'ORDERING.RETURN_STATE_CONFLICT',
        detail: `The return is ${asked.state} already`,
        extra: { state: asked.state },
      });
    }
    return ok({ order, asked });
  }

  async isAny(tx: Tx, orderId: OrderId): Promise<boolean> {
    return (await this.returns.ofOrder(tx, orderId)).some((one) => one.state === 'requested');
  }
}
