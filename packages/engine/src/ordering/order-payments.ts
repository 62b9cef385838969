import { Injectable } from '@nestjs/common';
import { assertNever, type OrderId } from '@sidestall/kernel';
import { canBecome, isAllShipped } from '@sidestall/ordering';
import { declineWords, hear, type PaymentState } from '@sidestall/payments';
import { InventoryService } from '../inventory/inventory.service.ts';
import { PaymentStore } from '../payments/payment.store.ts';
import type { PaymentSnapshot } from '../payments/stripe/checkout-driver.ts';
import type { Tx } from '../platform/database.ts';
import { Outbox } from '../platform/outbox.ts';
import { orderAuthorized, orderClosed, releasePayment, settleOrder } from './facts.ts';
import { OrderMails } from './order-mails.ts';
import { PromiseSeal } from './promise-seal.ts';
import { StockNews } from './stock-news.ts';
import { OrderStore, type OrderLineRow, type OrderRow } from './order.store.ts';

/**
 * What Stripe's word means for an order: the one place that writes it down, whoever heard it (our own call, the
 * buyer's return, a webhook, a sweep). Hearing the same word again, or an older one, changes nothing.
 */
@Injectable()
export class OrderPayments {
  constructor(
    private readonly orders: OrderStore,
    private readonly payments: PaymentStore,
    private readonly inventory: InventoryService,
    private readonly outbox: Outbox,
    private readonly mails: OrderMails,
    private readonly news: StockNews,
    private readonly promise: PromiseSeal,
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
    if (next !== payment.state) await this.#follow(tx, order, next, failure);
    return next;
  }

  /** Records that an attempt ended before it became an intent's word; what follows is what follows a decline. */
  async refuse(tx: Tx, order: OrderRow, code: string, words: string): Promise<void> {
    await this.payments.fail(tx, order.id, code, words);
    await this.#follow(tx, order, 'failed', words);
  }

  async #follow(tx: Tx, order: OrderRow, state: PaymentState, failure: string | null): Promise<void> {
    switch (state) {
      case 'authorizing':
      case 'requires_action':
        return this.orders.bump(tx, order.id);
      case 'failed':
        // The unit goes back at once: the next try claims it anew.
        await this.inventory.releaseHolds(tx, order.id);
        await this.news.tell(tx, await this.orders.lines(tx, order.id));
        await this.orders.tell(tx, order.id, 'payment_failed', failure ?? 'The payment did not go through');
        return this.orders.bump(tx, order.id);
      case 'authorized':
        return this.#authorized(tx, order);
      case 'captured':
        if (order.state === 'pending_payment') await this.#authorized(tx, order);
        return this.#captured(tx, order.id);
      case 'canceled':
        return this.#let(tx, order);
      default:
        return assertNever(state);
    }
  }

  async #authorized(tx: Tx, order: OrderRow): Promise<void> {
    if (order.state !== 'pending_payment') {
      // Paid too late: the order was given up meanwhile, so the money is let go.
      await this.outbox.schedule(tx, releasePayment, { orderId: order.id }, { key: order.id });
      return;
    }
    const lines = await this.orders.lines(tx, order.id);
    if (!(await this.#isClaimed(tx, order, lines))) {
      await this.outbox.schedule(tx, releasePayment, { orderId: order.id }, { key: order.id });
      await this.close(tx, order, lines, 'canceled', 'Sold out before the payment came through; nothing was charged');
      await this.mails.canceled(tx, order);
      return;
    }
    await this.promise.seal(tx, order, lines);
    await this.inventory.reserve(tx, order.id);
    await this.orders.setState(tx, order.id, 'authorized');
    await this.orders.tell(tx, order.id, 'authorized', 'Payment approved; charged when the shop accepts');
    await this.mails.confirmed(tx, order, lines);
    await this.outbox.publish(tx, orderAuthorized, { orderId: order.id });
  }

  /** True when the units are held; a hold given back after a decline is claimed again if it still can be. */
  async #isClaimed(tx: Tx, order: OrderRow, lines: readonly OrderLineRow[]): Promise<boolean> {
    const held = await tx.one<{ n: number }>(
      `SELECT count(*)::int AS n FROM inventory.hold WHERE order_id = $1 AND state <> 'closed'`,
      [order.id],
    );
    if (held && held.n > 0) return true;
    return (await this.inventory.hold(tx, order.id, lines, 60)).ok;
  }

  async #captured(tx: Tx, orderId: OrderId): Promise<void> {
    const order = await this.orders.lock(tx, orderId);
    if (!order || !canBecome(order.state, 'captured')) return;
    await this.orders.setState(tx, orderId, 'captured');
    await this.orders.tell(tx, orderId, 'captured', 'Payment taken for what the shop accepted');
    const lines = await this.orders.lines(tx, orderId);
    if (lines.some((line) => line.canceled > 0)) await this.mails.reduced(tx, order, lines);
    if (isAllShipped(lines)) await this.outbox.schedule(tx, settleOrder, { orderId }, { key: orderId });
  }

  /** The intent is over without money: the order is too, unless it was given up before. */
  async #let(tx: Tx, order: OrderRow): Promise<void> {
    const lines = await this.orders.lines(tx, order.id);
    const isNothingShipping = lines.every((line) => line.canceled === line.quantity);
    if (order.state === 'pending_payment')
      await this.close(tx, order, lines, 'expired', 'Not paid in time; nothing was charged');
    else if (order.state === 'authorized' && isNothingShipping) {
      await this.close(tx, order, lines, 'canceled', 'Canceled; nothing was charged');
      await this.mails.canceled(tx, order);
    } else if (order.state === 'authorized') {
      await this.close(
        tx,
        order,
        lines,
        'expired',
        'The approval of the payment ran out before the shop accepted; nothing was charged',
      );
      await this.mails.canceled(tx, order);
    }
  }

  /** Ends an order that will not be paid: every unit it still claims goes back. */
  async close(
    tx: Tx,
    order: OrderRow,
    lines: readonly OrderLineRow[],
    state: 'canceled' | 'expired',
    why: string,
  ): Promise<void> {
    await this.inventory.releaseHolds(tx, order.id);
    await this.news.tell(tx, lines);
    const open = lines
      .map((line) => ({ ...line, left: line.unrouted + line.requested + line.accepted }))
      .filter((line) => line.left > 0);
    if (open.length > 0) {
      if (order.state === 'authorized') {
        await this.inventory.releaseReserved(
          tx,
          order.id,
          open.map((line) => ({ variantId: line.variantId, quantity: line.left })),
        );
      }
      await this.orders.moveUnits(
        tx,
        order.id,
        open.map((line) => ({
          lineId: line.id,
          unrouted: -line.unrouted,
          requested: -line.requested,
          accepted: -line.accepted,
          canceled: line.left,
        })),
      );
    }
    await this.orders.setState(tx, order.id, state);
    await this.orders.tell(tx, order.id, state, why);
    await this.outbox.publish(tx, orderClosed, { orderId: order.id });
  }
}
