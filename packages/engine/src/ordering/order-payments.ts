import { Injectable } from '@nestjs/common';
import { assertNever, type OrderId } from '@sidestall/kernel';
import { declineWords, hear, type PaymentState } from '@sidestall/payments';
import { PaymentStore, type PaymentRow } from '../payments/payment.store.ts';
import type { PaymentSnapshot } from '../payments/stripe/checkout-driver.ts';
import type { Tx } from '../platform/database.ts';
import { ApproveOrder } from './approve-order.ts';
import { EndOrder } from './end-order.ts';
import { OrderCapture } from './order-capture.ts';
import { PaymentWatch } from './payment-watch.ts';
import { OrderStore, type OrderRow } from './order.store.ts';

/**
 * What the driver's word means for an order: the one place that writes it down, whoever heard it (our own call, the
 * buyer's return, a webhook, a sweep). Hearing the same word again, or an older one, changes nothing.
 */
@Injectable()
export class OrderPayments {
  constructor(
    private readonly orders: OrderStore,
    private readonly payments: PaymentStore,
    private readonly approve: ApproveOrder,
    private readonly watch: PaymentWatch,
    private readonly capture: OrderCapture,
    private readonly end: EndOrder,
  ) {}

  /** Records the driver's word; the caller's transaction takes the order's row. Answers the payment's state. */
  async record(tx: Tx, orderId: OrderId, told: PaymentSnapshot, isOwnCall: boolean): Promise<PaymentState | null> {
    const order = await this.orders.lock(tx, orderId);
    const payment = order && (await this.payments.find(tx, orderId));
    if (!order || !payment) return null;
    if (payment.reference && payment.reference !== told.reference) return payment.state;
    const next = hear(payment.state, told.state, isOwnCall);
    const failure = next === 'failed' ? declineWords(told.error?.declineCode ?? null, told.error?.code ?? null) : null;
    if (next !== payment.state || !payment.reference) await this.payments.apply(tx, orderId, next, told, failure);
    if (next !== payment.state) await this.#follow(tx, order, payment, next, told, failure);
    else await this.watch.hear(tx, order, payment, told);
    return next;
  }

  /** Records that an attempt ended before it became a payment's word; what follows is what follows a decline. */
  async refuse(tx: Tx, order: OrderRow, code: string, words: string): Promise<void> {
    await this.payments.fail(tx, order.id, code, words);
    await this.#failed(tx, order, words);
  }

  async #follow(
    tx: Tx,
    order: OrderRow,
    payment: PaymentRow,
    state: PaymentState,
    told: PaymentSnapshot,
    failure: string | null,
  ): Promise<void> {
    switch (state) {
      case 'authorizing':
      case 'requires_action':
        return this.orders.bump(tx, order.id);
      case 'failed':
        return this.#failed(tx, order, failure);
      case 'authorized':
        if (await this.approve.execute(tx, order)) await this.watch.begin(tx, order, told);
        return;
      case 'captured':
        if (order.state === 'pending_payment' && (await this.approve.execute(tx, order))) {
          await this.watch.begin(tx, order, told);
        }
        return this.capture.record(tx, order.id, told);
      case 'canceled':
        return this.#let(tx, order, payment);
      default:
        return assertNever(state);
    }
  }

  async #failed(tx: Tx, order: OrderRow, failure: string | null): Promise<void> {
    await this.end.letUnitsGo(tx, order.id);
    await this.orders.tell(tx, order.id, 'payment_failed', failure ?? 'The payment did not go through');
    await this.orders.bump(tx, order.id);
  }

  /** The payment is over without money: the order is too, unless it was given up before. */
  async #let(tx: Tx, order: OrderRow, payment: PaymentRow): Promise<void> {
    const lines = await this.orders.lines(tx, order.id);
    const isNothingShipping = lines.every((line) => line.canceled === line.quantity);
    if (order.state === 'pending_payment') {
      await this.end.execute(tx, order, lines, 'expired', 'Not paid in time; nothing was charged');
    } else if (order.state !== 'authorized') {
      return;
    } else if (isNothingShipping) {
      await this.end.execute(tx, order, lines, 'canceled', 'Canceled; nothing was charged');
    } else if (payment.heldFor && !payment.clearedBy) {
      await this.end.execute(tx, order, lines, 'canceled', 'The payment could not be verified; nothing was charged');
    } else {
      const why = 'The approval of the payment ran out before the shop accepted; nothing was charged';
      await this.end.execute(tx, order, lines, 'expired', why);
    }
  }
}
