import { Injectable } from '@nestjs/common';
import type { OrderId } from '@sidestall/kernel';
import { PaymentStore, type PaymentRow } from '../payments/payment.store.ts';
import type { PaymentSnapshot } from '../payments/stripe/checkout-driver.ts';
import type { Tx } from '../platform/database.ts';
import { Outbox, type OutboxRow } from '../platform/outbox.ts';
import { orderAuthorized, releasePayment, settleOrder, stopWaiting } from './facts.ts';
import { OrderStore, type OrderRow } from './order.store.ts';
import { REFUSED } from './refuse-payment.ts';

/** The hard stop of `PaymentStore.hardStop`: so long before the approval ends, or after a new one without an end. */
const STOP_BEFORE_MS = 12 * 60 * 60 * 1_000;
const STOP_AFTER_SECONDS = (6 * 24 - 12) * 60 * 60;

/** What an order is told while its payment is looked at; also what its page says. */
const BEING_CHECKED = 'The payment is being checked; nothing is sent or charged until that is done';

/**
 * Keeps an order back whose payment is odd: nobody is asked to pack it and nothing is captured until Stripe's review or a
 * person finds it in order. Whoever waits too long is let go before the approval of the bank runs out.
 */
@Injectable()
export class PaymentWatch {
  constructor(
    private readonly orders: OrderStore,
    private readonly payments: PaymentStore,
    private readonly outbox: Outbox,
  ) {}

  /** The order was just approved: it is passed on to be packed, unless something is odd. */
  async begin(tx: Tx, order: OrderRow, told: PaymentSnapshot): Promise<void> {
    await this.outbox.schedule(
      tx,
      stopWaiting,
      { orderId: order.id },
      { key: order.id, after: (await this.payments.hardStop(tx, order.id))! },
    );
    const reason = reasonToWait(told);
    if (!reason) return this.#passOn(tx, order);
    await this.#hold(tx, order, reason);
  }

  /** What passes an order on to be packed that was just approved without anything odd. */
  passOn(orderId: OrderId, { captureBefore }: PaymentSnapshot): OutboxRow[] {
    const after = captureBefore ? new Date(captureBefore.getTime() - STOP_BEFORE_MS) : { seconds: STOP_AFTER_SECONDS };
    return [
      this.outbox.ofJob(stopWaiting, { orderId }, { key: orderId, after }),
      ...this.outbox.ofFact(orderAuthorized, { orderId }),
    ];
  }

  /** Stripe spoke again of an order that waits for its parcels. */
  async hear(tx: Tx, order: OrderRow, payment: PaymentRow, told: PaymentSnapshot): Promise<void> {
    if (order.state !== 'authorized' || payment.clearedBy || payment.heldFor === REFUSED) return;
    if (told.risk.review === 'refused') {
      await this.outbox.schedule(tx, releasePayment, { orderId: order.id }, { key: order.id });
    } else if (payment.heldFor && told.risk.review === 'approved') {
      await this.clear(tx, order, 'stripe');
    } else if (!payment.heldFor) {
      const reason = reasonToWait(told);
      if (reason) await this.#hold(tx, order, reason);
    }
  }

  /** It is in order after all: whatever waited goes on. */
  async clear(tx: Tx, order: OrderRow, by: string): Promise<void> {
    await this.payments.clear(tx, order.id, by);
    await this.orders.tell(tx, order.id, 'checked', 'The payment was checked and is in order');
    await this.#passOn(tx, order);
    await this.outbox.schedule(tx, settleOrder, { orderId: order.id }, { key: order.id });
  }

  async #hold(tx: Tx, order: OrderRow, reason: string): Promise<void> {
    await this.payments.hold(tx, order.id, reason);
    await this.orders.tell(tx, order.id, 'checking', BEING_CHECKED);
    await this.orders.bump(tx, order.id);
  }

  async #passOn(tx: Tx, order: OrderRow): Promise<void> {
    await this.orders.bump(tx, order.id);
    await this.outbox.publish(tx, orderAuthorized, { orderId: order.id });
  }
}

/** Why an approved payment is looked at before anything is packed; null when nothing is odd. */
export function reasonToWait({ risk }: PaymentSnapshot): string | null {
  if (risk.review === 'approved') return null;
  if (risk.review === 'open') return 'review';
  return risk.level === 'elevated' || risk.level === 'highest' ? `risk_${risk.level}` : null;
}
