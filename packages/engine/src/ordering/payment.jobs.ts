import { Inject, Injectable } from '@nestjs/common';
import type { OrderId, Result } from '@sidestall/kernel';
import { canBePaid } from '@sidestall/ordering';
import { PaymentStore } from '../payments/payment.store.ts';
import { CHECKOUT_DRIVER, type CheckoutDriver, type DriverTrouble } from '../payments/stripe/checkout-driver.ts';
import { Database } from '../platform/database.ts';
import { Faults } from '../platform/faults.ts';
import { Handles, type JobAgain, type JobHandler, type JobRun } from '../platform/job-handler.ts';
import { EndOrder } from './end-order.ts';
import { expireOrder, releasePayment, resumePayment, syncPayment } from './facts.ts';
import { OrderPayments } from './order-payments.ts';
import { PaymentLookUp } from './payment-look-up.ts';
import { OrderStore } from './order.store.ts';
import { AuthorizeOrder } from './authorize-order.ts';

/** An authorization without any answer for so long is over: Stripe forgets its key, so it can never be asked again. */
const GIVE_UP_AFTER_SECONDS = 24 * 60 * 60;
/** From here on a key is too old to be trusted: the payment is looked up, never asked for again. */
const KEY_TRUSTED_SECONDS = 23 * 60 * 60;
/** After so many tries the answer may be an error kept under the key: the payment itself knows better. */
const LOOK_AFTER_TRIES = 3;

interface OfOrder {
  readonly orderId: OrderId;
}

/** A job cannot do anything about Stripe being away but try again later, which is what throwing means here. */
export function certain<T>(answer: Result<T, DriverTrouble>): T {
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
    private readonly faults: Faults,
  ) {}

  async handle({ orderId, intentId: named }: OfOrder & { readonly intentId?: string }): Promise<void> {
    const payment = await this.payments.find(this.database, orderId);
    const intentId = payment?.reference ?? named;
    if (!payment || !intentId || payment.state === 'captured' || payment.state === 'canceled') return;
    const intent = certain(await this.driver.look(intentId));
    // While our own call is under way (or died) only news that settles it counts, in case its answer never comes;
    // resuming it is another job's business.
    const isSettled = ['requires_action', 'authorized', 'captured', 'canceled'].includes(intent.state);
    if (!payment.reference && !(isSettled && intent.orderId === orderId)) return;
    await this.faults.at('sync.looked-before-record');
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
    private readonly orders: OrderStore,
    private readonly payments: PaymentStore,
    private readonly lookUp: PaymentLookUp,
    private readonly record: OrderPayments,
    private readonly authorize: AuthorizeOrder,
  ) {}

  async handle({ orderId }: OfOrder, run: JobRun): Promise<void> {
    const payment = await this.payments.find(this.database, orderId);
    if (payment?.state !== 'authorizing') return;
    const isKeyOld = await this.payments.isOlderThan(this.database, orderId, KEY_TRUSTED_SECONDS);
    if (isKeyOld || run.attempt > LOOK_AFTER_TRIES) {
      if (await this.#isFound(orderId)) return;
      if (isKeyOld) return this.#giveUp(orderId, payment.attempt);
      // Nothing was made, so what the key keeps is an error: only a new one leads on. The token can be spent but once.
      await this.database.transaction((tx) => this.payments.nextKey(tx, orderId, payment.attempt));
    }
    const result = await this.authorize.execute(orderId);
    if (!result.ok && result.error.code === 'PAYMENTS.UNAVAILABLE') throw new Error('Stripe did not answer');
  }

  /** Looks for the payment that was perhaps made though its answer was lost. */
  async #isFound(orderId: OrderId): Promise<boolean> {
    const told = certain(await this.lookUp.find(orderId));
    if (!told || told.state === 'authorizing') return false;
    await this.database.transaction((tx) => this.record.record(tx, orderId, told, true));
    return true;
  }

  /** Nothing was ever made of it: the buyer may try again while the order lives. */
  async #giveUp(orderId: OrderId, attempt: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      const order = await this.orders.lock(tx, orderId);
      const now = await this.payments.find(tx, orderId);
      if (!order || now?.state !== 'authorizing' || now.attempt !== attempt) return;
      await this.record.refuse(tx, order, 'unanswered', 'The payment service never answered; nothing was charged');
    });
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
    private readonly lookUp: PaymentLookUp,
    private readonly record: OrderPayments,
    private readonly end: EndOrder,
  ) {}

  async handle({ orderId }: OfOrder, run: JobRun): Promise<void | JobAgain> {
    const order = await this.orders.find(this.database, orderId);
    if (!order || !canBePaid(order.state)) return;
    const payment = await this.payments.find(this.database, orderId);
    const isGivenUp = await this.orders.isOlderThan(this.database, orderId, GIVE_UP_AFTER_SECONDS);
    if (payment?.state === 'authorizing' && !isGivenUp) return { again: { seconds: 60 } };
    const seen = certain(await this.lookUp.find(orderId));
    if (seen) {
      // Approved, and nobody told us: then it is an order.
      const isPaid = ['authorized', 'captured'].includes(seen.state);
      const told = isPaid ? seen : certain(await this.driver.cancel(orderId, seen.reference, run.attempt));
      await this.database.transaction((tx) => this.record.record(tx, orderId, told, true));
      return;
    }
    return this.database.transaction(async (tx) => {
      const now = await this.orders.lock(tx, orderId);
      if (!now || !canBePaid(now.state)) return;
      const isTriedAgain = (await this.payments.find(tx, orderId))?.attempt !== payment?.attempt;
      if (isTriedAgain) return { again: { seconds: 60 } };
      await this.payments.cancel(tx, orderId);
      const lines = await this.orders.lines(tx, orderId);
      await this.end.execute(tx, now, lines, 'expired', 'Not paid in time; nothing was charged');
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
    private readonly faults: Faults,
  ) {}

  async handle({ orderId }: OfOrder, run: JobRun): Promise<void> {
    const payment = await this.payments.find(this.database, orderId);
    if (!payment?.reference || payment.state === 'canceled' || payment.state === 'captured') return;
    const intent = certain(await this.driver.cancel(orderId, payment.reference, run.attempt));
    await this.faults.at('release.canceled-before-record');
    await this.database.transaction((tx) => this.record.record(tx, orderId, intent, true));
  }
}
