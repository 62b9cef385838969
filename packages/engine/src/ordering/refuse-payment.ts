import { Injectable } from '@nestjs/common';
import type { Failure } from '@sidestall/contracts';
import { err, ok, type OrderId, type Result } from '@sidestall/kernel';
import { PaymentStore } from '../payments/payment.store.ts';
import { Database } from '../platform/database.ts';
import { Outbox } from '../platform/outbox.ts';
import { releasePayment } from './facts.ts';
import { OrderStore } from './order.store.ts';

/** Why a payment is held that somebody refused, until it is let go; nobody may find it in order any more. */
export const REFUSED = 'refused';

/** A person has looked at an odd payment and does not want it: it is let go, which ends its order uncharged. */
@Injectable()
export class RefusePayment {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderStore,
    private readonly payments: PaymentStore,
    private readonly outbox: Outbox,
  ) {}

  execute(
    orderId: OrderId,
  ): Promise<Result<{ orderId: OrderId }, Failure<'ORDERING.ORDER_NOT_FOUND' | 'ORDERING.ORDER_CLOSED'>>> {
    return this.database.attempt(async (tx) => {
      const order = await this.orders.lock(tx, orderId);
      const payment = order && (await this.payments.find(tx, orderId));
      if (!order || !payment) return err({ code: 'ORDERING.ORDER_NOT_FOUND' });
      if (order.state === 'canceled' || payment.heldFor === REFUSED) return ok({ orderId });
      if (order.state !== 'authorized' || !payment.heldFor || payment.clearedBy) {
        return err({ code: 'ORDERING.ORDER_CLOSED', detail: 'The payment of this order is not waiting to be checked' });
      }
      await this.payments.hold(tx, orderId, REFUSED);
      await this.outbox.schedule(tx, releasePayment, { orderId }, { key: orderId });
      return ok({ orderId });
    });
  }
}
