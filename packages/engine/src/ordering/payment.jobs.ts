import { Inject, Injectable } from '@nestjs/common';
import { money, type Money, type OrderId } from '@sidestall/kernel';
import { canBePaid, captureAmount, isAllShipped, isAwaitingAnswers } from '@sidestall/ordering';
import { PaymentStore } from '../payments/payment.store.ts';
import {
  CHECKOUT_DRIVER,
  type CheckoutDriver,
  type DriverTrouble,
  type PaymentSnapshot,
} from '../payments/stripe/checkout-driver.ts';
import { Database } from '../platform/database.ts';
import { Faults } from '../platform/faults.ts';
import { Handles, type JobAgain, type JobHandler } from '../platform/job-handler.ts';
import { expireOrder, releasePayment, resumePayment, settleOrder, syncPayment } from './facts.ts';
import { OrderPayments } from './order-payments.ts';
import { OrderStore } from './order.store.ts';
import { AuthorizeOrder } from './authorize-order.ts';

/** An authorization without any answer for so long is over: Stripe forgets its key, so it can never be asked again. */
const GIVE_UP_AFTER_SECONDS = 24 * 60 * 60;

interface OfOrder {
  readonly orderId: OrderId;
}

/** A job cannot do anything about Stripe being away but try again later, which is what throwing means here. */
function sure(answer: { ok: true; value: PaymentSnapshot } | { ok: false; error: DriverTrouble }): PaymentSnapshot {
  if (answer.ok) return answer.value;
  throw new Error(`Stripe did not answer: ${answer.error.message}`);
}

@Injectable()
@Handles(syncPayment)
export class SyncPaymentHandler implements JobHandler<typeof syncPayment> {
  constructor(
    private readonly database: Database,
    private readonly payments: PaymentStore,
    @Inject(CHECKOUT_DRIVER) private readonly driver: CheckoutDriver,
    private readonly record: OrderPayments,
  ) {}

  async handle({ orderId, intentId: named }: OfOrder & { readonly intentId?: string }): Promise<void> {
    const payment = await this.payments.find(this.database, orderId);
    const intentId = payment?.reference ?? named;
    if (!payment || !intentId || payment.state === 'captured' || payment.state === 'canceled') return;
    const intent = sure(await this.driver.look(intentId));
    // While our own call is under way (or died) only news that settles it counts, in case its answer never comes;
    // resuming it is another job's business.
    const isSettled = ['requires_action', 'authorized', 'captured', 'canceled'].includes(intent.state);
    if (!payment.reference && !(isSettled && intent.orderId === orderId)) return;
    await this.database.transaction((tx) =>
      this.record.record(tx, orderId, intent, payment.state === 'requires_action'),
    );
  }
}

@Injectable()
@Handles(resumePayment)
export class ResumePaymentHandler implements JobHandler<typeof resumePayment> {
  constructor(
    private readonly database: Database,
    private readonly payments: PaymentStore,
    private readonly authorize: AuthorizeOrder,
  ) {}

  async handle({ orderId }: OfOrder): Promise<void> {
    const payment = await this.payments.find(this.database, orderId);
    if (payment?.state !== 'authorizing') return;
    const result = await this.authorize.execute(orderId);
    if (!result.ok && result.error.code === 'PAYMENTS.UNAVAILABLE') throw new Error('Stripe did not answer');
  }
}

@Injectable()
@Handles(expireOrder)
export class ExpireOrderHandler implements JobHandler<typeof expireOrder> {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderStore,
    private readonly payments: PaymentStore,
    @Inject(CHECKOUT_DRIVER) private readonly driver: CheckoutDriver,
    private readonly record: OrderPayments,
  ) {}

  async handle({ orderId }: OfOrder): Promise<void | JobAgain> {
    const order = await this.orders.find(this.database, orderId);
    if (!order || !canBePaid(order.state)) return;
    const payment = await this.payments.find(this.database, orderId);
    const isGivenUp = await this.orders.isOlderThan(this.database, orderId, GIVE_UP_AFTER_SECONDS);
    if (payment?.state === 'authorizing' && !isGivenUp) return { again: { seconds: 60 } };
    if (payment?.reference) {
      const seen = sure(await this.driver.look(payment.reference));
      // Approved, and nobody told us: then it is an order.
      const isPaid = ['authorized', 'captured'].includes(seen.state);
      const intent = isPaid ? seen : sure(await this.driver.cancel(orderId, payment.reference));
      await this.database.transaction((tx) => this.record.record(tx, orderId, intent, true));
      return;
    }
    return this.database.transaction(async (tx) => {
      const now = await this.orders.lock(tx, orderId);
      if (!now || !canBePaid(now.state)) return;
      const isTriedAgain = (await this.payments.find(tx, orderId))?.attempt !== payment?.attempt;
      if (isTriedAgain) return { again: { seconds: 60 } };
      await this.payments.cancel(tx, orderId);
      await this.record.close(
        tx,
        now,
        await this.orders.lines(tx, orderId),
        'expired',
        'Not paid in time; nothing was charged',
      );
    });
  }
}

@Injectable()
@Handles(releasePayment)
export class ReleasePaymentHandler implements JobHandler<typeof releasePayment> {
  constructor(
    private readonly database: Database,
    private readonly payments: PaymentStore,
    @Inject(CHECKOUT_DRIVER) private readonly driver: CheckoutDriver,
    private readonly record: OrderPayments,
  ) {}

  async handle({ orderId }: OfOrder): Promise<void> {
    const payment = await this.payments.find(this.database, orderId);
    if (!payment?.reference || payment.state === 'canceled' || payment.state === 'captured') return;
    const intent = sure(await this.driver.cancel(orderId, payment.reference));
    await this.database.transaction((tx) => this.record.record(tx, orderId, intent, true));
  }
}

@Injectable()
@Handles(settleOrder)
export class SettleOrderHandler implements JobHandler<typeof settleOrder> {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderStore,
    private readonly payments: PaymentStore,
    @Inject(CHECKOUT_DRIVER) private readonly driver: CheckoutDriver,
    private readonly record: OrderPayments,
    private readonly faults: Faults,
  ) {}

  async handle({ orderId }: OfOrder): Promise<void> {
    const plan = await this.#plan(orderId);
    if (!plan) return;
    const intent = sure(
      plan.capture.amount > 0
        ? await this.driver.capture(orderId, plan.reference, plan.capture)
        : await this.driver.cancel(orderId, plan.reference),
    );
    await this.faults.at('capture.captured-before-record');
    const state = await this.database.transaction((tx) => this.record.record(tx, orderId, intent, true));
    if (state === 'authorized') throw new Error('Stripe answered, and the money is still only set aside');
    await this.#complete(orderId);
  }

  /** What to take, fixed before anybody asks for it; null while somebody has still to answer, or when it is done. */
  #plan(orderId: OrderId): Promise<{ reference: string; capture: Money } | null> {
    return this.database.transaction(async (tx) => {
      const order = await this.orders.lock(tx, orderId);
      if (!order) return null;
      const lines = await this.orders.lines(tx, orderId);
      if (order.state === 'captured' && isAllShipped(lines)) {
        await this.orders.setState(tx, orderId, 'completed');
        return null;
      }
      if (order.state !== 'authorized' || isAwaitingAnswers(lines)) return null;
      const payment = await this.payments.find(tx, orderId);
      if (!payment?.reference) return null;
      const priced = lines.map((line) => ({ ...line, unitPrice: money(line.unitPriceMinor, order.currency) }));
      const amount = captureAmount(priced, money(order.shippingMinor, order.currency));
      return {
        reference: payment.reference,
        capture: money(await this.payments.fixCapture(tx, orderId, amount.amount), order.currency),
      };
    });
  }

  async #complete(orderId: OrderId): Promise<void> {
    await this.database.transaction(async (tx) => {
      const order = await this.orders.lock(tx, orderId);
      if (order?.state === 'captured' && isAllShipped(await this.orders.lines(tx, orderId))) {
        await this.orders.setState(tx, orderId, 'completed');
      }
    });
  }
}
