import { Injectable } from '@nestjs/common';
import type { Failure } from '@sidestall/contracts';
import { err, ok, type OrderId, type Result } from '@sidestall/kernel';
import { PaymentStore } from '../payments/payment.store.ts';
import { Database } from '../platform/database.ts';
import { OrderStore } from './order.store.ts';
import { REFUSED } from './refuse-payment.ts';
import { PaymentWatch } from './payment-watch.ts';

/** A person has looked at an odd payment and found it in order: the order goes on. Saying it again changes nothing. */
@Injectable()
export class ClearPayment {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderStore,
    private readonly payments: PaymentStore,
    private readonly watch: PaymentWatch,
  ) {}

  execute(
    orderId: OrderId,
    by: string,
  ): Promise<Result<{ orderId: OrderId }, Failure<'ORDERING.ORDER_NOT_FOUND' | 'ORDERING.ORDER_CLOSED'>>> {
    return this.database.attempt(async (tx) => {
      const order = await this.orders.lock(tx, orderId);
      const payment = order && (await this.payments.find(tx, orderId));
      if (!order || !payment) return err({ code: 'ORDERING.ORDER_NOT_FOUND' });
      if (payment.clearedBy || !payment.heldFor) return ok({ orderId });
      if (order.state !== 'authorized' || payment.heldFor === REFUSED) {
        return err({ code: 'ORDERING.ORDER_CLOSED', detail: 'The order ended before its payment was checked' });
      }
      await this.watch.clear(tx, order, by);
      return ok({ orderId });
    });
  }
}
