import { Inject, Injectable } from '@nestjs/common';
import type { Failure } from '@sidestall/contracts';
import { err, ok, type OrderId, type Result } from '@sidestall/kernel';
import { isGivenUp } from '@sidestall/ordering';
import { PaymentStore } from '../payments/payment.store.ts';
import { CHECKOUT_DRIVER, type CheckoutDriver } from '../payments/stripe/checkout-driver.ts';
import { Database } from '../platform/database.ts';
import { OrderPayments } from './order-payments.ts';
import { OrderStore } from './order.store.ts';
import type { Placed } from './placing.ts';

export type ConfirmOrderFailure = Failure<
  'ORDERING.ORDER_NOT_FOUND' | 'ORDERING.ORDER_CLOSED' | 'PAYMENTS.DECLINED' | 'PAYMENTS.UNAVAILABLE'
>;

/** The buyer is back from the bank's page: asks Stripe how it went and records it, as a webhook would. */
@Injectable()
export class ConfirmOrder {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderStore,
    private readonly payments: PaymentStore,
    @Inject(CHECKOUT_DRIVER) private readonly driver: CheckoutDriver,
    private readonly record: OrderPayments,
  ) {}

  async execute(orderId: OrderId): Promise<Result<Placed, ConfirmOrderFailure>> {
    const before = await this.payments.find(this.database, orderId);
    if (!before?.reference) return err({ code: 'ORDERING.ORDER_NOT_FOUND' });
    const answer = await this.driver.look(before.reference);
    if (!answer.ok)
      return err({
        code: 'PAYMENTS.UNAVAILABLE',
        detail: 'Your order is kept; we will tell you by email how it went',
      });
    await this.database.transaction((tx) =>
      this.record.record(tx, orderId, answer.value, before.state === 'requires_action'),
    );
    const after = (await this.payments.find(this.database, orderId))!;
    if (after.state === 'failed') return err({ code: 'PAYMENTS.DECLINED', detail: after.failureMessage ?? undefined });
    const order = (await this.orders.find(this.database, orderId))!;
    if (after.state === 'canceled' || isGivenUp(order.state)) return err({ code: 'ORDERING.ORDER_CLOSED' });
    const isDone = after.state === 'authorized' || after.state === 'captured';
    return ok({
      orderId,
      status: isDone ? 'authorized' : 'requires_action',
      clientSecret: isDone ? null : after.clientSecret,
    });
  }
}
