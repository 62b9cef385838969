import { Inject, Injectable } from '@nestjs/common';
import { money, type Money, type OrderId } from '@sidestall/kernel';
import { captureTotal, isAwaitingAnswers, isNothingLeft } from '@sidestall/ordering';
import { PaymentStore } from '../payments/payment.store.ts';
import { CHECKOUT_DRIVER, type CheckoutDriver } from '../payments/stripe/checkout-driver.ts';
import { Database } from '../platform/database.ts';
import { Faults } from '../platform/faults.ts';
import { Handles, type JobHandler, type JobRun } from '../platform/job-handler.ts';
import { settleOrder } from './facts.ts';
import { OrderCapture } from './order-capture.ts';
import { OrderPayments } from './order-payments.ts';
import { OrderStore } from './order.store.ts';
import { certain } from './payment.jobs.ts';

/** Takes what retailers took on, once, or lets all of it go; and closes the order once nothing of it is left to do. */
@Injectable()
@Handles(settleOrder)
export class SettleOrderHandler implements JobHandler<typeof settleOrder> {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderStore,
    private readonly payments: PaymentStore,
    private readonly capture: OrderCapture,
    @Inject(CHECKOUT_DRIVER) private readonly driver: CheckoutDriver,
    private readonly record: OrderPayments,
    private readonly faults: Faults,
  ) {}

  async handle({ orderId }: { readonly orderId: OrderId }, run: JobRun): Promise<void> {
    const plan = await this.#plan(orderId);
    if (!plan) return;
    await this.faults.at('capture.before-capture');
    const told = certain(
      plan.capture.amount > 0
        ? await this.driver.capture(orderId, plan.reference, plan.capture, run.attempt)
        : await this.driver.cancel(orderId, plan.reference, run.attempt),
    );
    await this.faults.at('capture.captured-before-record');
    const state = await this.database.transaction((tx) => this.record.record(tx, orderId, told, true));
    if (state === 'authorized') throw new Error('Stripe answered, and the money is still only set aside');
    await this.#complete(orderId);
  }

  /** What to take, fixed before anybody asks for it; null while somebody has still to answer, or when it is done. */
  #plan(orderId: OrderId): Promise<{ reference: string; capture: Money } | null> {
    return this.database.transaction(async (tx) => {
      const order = await this.orders.lock(tx, orderId);
      if (!order) return null;
      const lines = await this.orders.lines(tx, orderId);
      if (order.state === 'captured' && isNothingLeft(lines)) {
        await this.orders.setState(tx, orderId, 'completed');
        return null;
      }
      if (order.state !== 'authorized' || isAwaitingAnswers(lines)) return null;
      const payment = await this.payments.find(tx, orderId);
      const isHeld = payment?.heldFor !== null && payment?.clearedBy === null;
      const isLost = lines.every((line) => line.canceled === line.quantity);
      if (!payment?.reference || (isHeld && !isLost)) return null;
      const amount = captureTotal(await this.capture.items(tx, order, lines), order.currency);
      const fixed = await this.payments.fixCapture(tx, orderId, amount.amount);
      return { reference: payment.reference, capture: money(fixed, order.currency) };
    });
  }

  async #complete(orderId: OrderId): Promise<void> {
    await this.database.transaction(async (tx) => {
      const order = await this.orders.lock(tx, orderId);
      if (order?.state === 'captured' && isNothingLeft(await this.orders.lines(tx, orderId))) {
        await this.orders.setState(tx, orderId, 'completed');
      }
    });
  }
}
