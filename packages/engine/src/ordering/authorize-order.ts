import { Inject, Injectable } from '@nestjs/common';
import { err, money, ok, type OrderId, type Result } from '@sidestall/kernel';
import { isGivenUp } from '@sidestall/ordering';
import { declineWords } from '@sidestall/payments';
import { PaymentStore, type PaymentRow } from '../payments/payment.store.ts';
import {
  CHECKOUT_DRIVER,
  type AuthorizeCall,
  type CheckoutDriver,
  type DriverTrouble,
} from '../payments/stripe/checkout-driver.ts';
import { Database } from '../platform/database.ts';
import { Faults } from '../platform/faults.ts';
import { OrderPayments } from './order-payments.ts';
import { OrderStore, type OrderRow, type WholeOrder } from './order.store.ts';
import { RecordPayments } from './record-payments.ts';
import type { Placed, PlaceOrderFailure } from './placing.ts';

/** Asks Stripe for the money of a begun order and records the answer; safe to run again for the same attempt. */
@Injectable()
export class AuthorizeOrder {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderStore,
    private readonly payments: PaymentStore,
    @Inject(CHECKOUT_DRIVER) private readonly driver: CheckoutDriver,
    private readonly together: RecordPayments,
    private readonly record: OrderPayments,
    private readonly faults: Faults,
  ) {}

  async execute(orderId: OrderId): Promise<Result<Placed, PlaceOrderFailure>> {
    const order = (await this.orders.find(this.database, orderId))!;
    const payment = (await this.payments.find(this.database, orderId))!;
    if (payment.state !== 'authorizing') return this.#told(order, payment);
    return this.call({
      orderId,
      orderNumber: order.number,
      attempt: payment.attempt,
      reference: payment.reference,
      amount: money(payment.amountMinor, payment.currency),
      confirmationToken: payment.confirmationToken,
      returnUrl: payment.returnUrl,
      shippingAddress: order.shippingAddress,
      taxCalculation: payment.taxCalculation,
    });
  }

  /** The call for an attempt that is known to be running; `whole` is its order where it was written just now. */
  async call(call: AuthorizeCall, whole?: WholeOrder): Promise<Result<Placed, PlaceOrderFailure>> {
    const { orderId } = call;
    await this.faults.at('place-order.before-authorize');
    const answer = await this.driver.authorize(call);
    await this.faults.at('place-order.authorized-before-record');
    if (!answer.ok) return this.#refused(orderId, call.attempt, answer.error);
    const state = await this.together.execute({ orderId, snapshot: answer.value, whole });
    if (state === 'authorized') return ok({ orderId, status: 'authorized', clientSecret: null });
    const [now, outcome] = await Promise.all([
      this.orders.find(this.database, orderId),
      this.payments.find(this.database, orderId),
    ]);
    return this.#told(now!, outcome!);
  }

  async #refused(orderId: OrderId, attempt: number, error: DriverTrouble): Promise<Result<Placed, PlaceOrderFailure>> {
    if (error.kind === 'unavailable') {
      return err({
        code: 'PAYMENTS.UNAVAILABLE',
        detail:
          'The payment service does not answer. Your order is kept: send it again, or wait for our email. You will not be charged twice.',
      });
    }
    await this.database.transaction(async (tx) => {
      const order = await this.orders.lock(tx, orderId);
      const now = await this.payments.find(tx, orderId);
      if (!order || now?.state !== 'authorizing' || now.attempt !== attempt) return;
      const [code, words] =
        error.kind !== 'confirmation-invalid'
          ? ['refused', declineWords(null, null)]
          : ['confirmation_invalid', 'The payment details must be entered again'];
      await this.record.refuse(tx, order, code, words);
    });
    if (error.kind !== 'confirmation-invalid')
      return err({ code: 'PAYMENTS.DECLINED', detail: declineWords(null, null) });
    return err({
      code: 'PAYMENTS.CONFIRMATION_INVALID',
      detail: 'The payment details have expired. Enter them again; nothing was charged.',
    });
  }

  #told(order: OrderRow, payment: PaymentRow): Result<Placed, PlaceOrderFailure> {
    const orderId = order.id;
    if (isGivenUp(order.state))
      return err({ code: 'ORDERING.ORDER_CLOSED', detail: 'This order was given up; nothing was charged' });
    switch (payment.state) {
      case 'authorized':
      case 'captured':
        return ok({ orderId, status: 'authorized', clientSecret: null });
      case 'requires_action':
        return ok({ orderId, status: 'requires_action', clientSecret: payment.clientSecret });
      case 'failed':
        return err({
          code: 'PAYMENTS.DECLINED',
          detail: payment.failureMessage ?? undefined,
          extra: { declineCode: payment.failureCode },
        });
      case 'canceled':
        return err({ code: 'ORDERING.ORDER_CLOSED', detail: 'This order was given up; nothing was charged' });
      case 'authorizing':
        return err({
          code: 'PAYMENTS.UNAVAILABLE',
          detail: 'Your bank is still thinking. Your order is kept: send it again in a moment.',
        });
    }
  }
}
