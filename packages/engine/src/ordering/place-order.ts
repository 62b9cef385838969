import { Injectable } from '@nestjs/common';
import type { Failure, PlaceOrderRequest } from '@sidestall/contracts';
import { err, money, newId, ok, type OrderId, type Result } from '@sidestall/kernel';
import { canBePaid } from '@sidestall/ordering';
import { InventoryService } from '../inventory/inventory.service.ts';
import { PaymentStore, type PaymentRow } from '../payments/payment.store.ts';
import { StripeGateway, type GatewayError } from '../payments/stripe.gateway.ts';
import { Database, type Tx } from '../platform/database.ts';
import { Faults } from '../platform/faults.ts';
import { Outbox } from '../platform/outbox.ts';
import { expireOrder, resumePayment } from './facts.ts';
import { OrderPayments } from './order-payments.ts';
import { OrderStore, type OrderRow } from './order.store.ts';
import { QuoteOrder, hashQuote } from './quote-order.ts';
import { QuoteStore, type QuoteRow } from './quote.store.ts';

/** How long a buyer may take to finish paying, the bank's own page included; the units are held as long. */
export const PAY_WITHIN_SECONDS = 30 * 60;
const RESUME_AFTER_SECONDS = 45;

export type PlaceOrderFailure = Failure<
  | 'ORDERING.QUOTE_NOT_FOUND'
  | 'ORDERING.QUOTE_EXPIRED'
  | 'ORDERING.QUOTE_CHANGED'
  | 'ORDERING.STOCK_GONE'
  | 'ORDERING.NOT_SHIPPABLE'
  | 'ORDERING.CURRENCIES_MIXED'
  | 'ORDERING.ORDER_CLOSED'
  | 'CATALOG.LISTING_NOT_FOUND'
  | 'PAYMENTS.DECLINED'
  | 'PAYMENTS.CONFIRMATION_INVALID'
  | 'PAYMENTS.UNAVAILABLE'
>;

export interface Placed {
  readonly orderId: OrderId;
  readonly status: 'authorized' | 'requires_action';
  readonly clientSecret: string | null;
}

/**
 * Turns an accepted quote into an order and sets the money aside: commit, then Stripe, then commit. Whatever dies in
 * between, the same request, a webhook or the sweep finds the order and goes on under the same key.
 */
@Injectable()
export class PlaceOrder {
  constructor(
    private readonly database: Database,
    private readonly quotes: QuoteStore,
    private readonly orders: OrderStore,
    private readonly payments: PaymentStore,
    private readonly pricing: QuoteOrder,
    private readonly authorization: AuthorizeOrder,
    private readonly reservation: OrderReservation,
  ) {}

  async execute(request: PlaceOrderRequest): Promise<Result<Placed, PlaceOrderFailure>> {
    const quote = await this.quotes.find(this.database, request.quoteId);
    if (!quote) return err({ code: 'ORDERING.QUOTE_NOT_FOUND' });
    const refusal = await this.#refusal(quote, request);
    if (refusal) return err(refusal);
    const begun = await this.database.attempt((tx) => this.#begin(tx, request));
    if (!begun.ok) return begun;
    return this.authorization.execute(begun.value);
  }

  /** Why this quote cannot be bought as it stands. An order already made of it is never refused here. */
  async #refusal(quote: QuoteRow, request: PlaceOrderRequest): Promise<PlaceOrderFailure | null> {
    if (quote.hash !== request.quoteHash || quote.content.country !== request.shippingAddress.country) {
      return this.#anew(
        quote,
        request,
        'ORDERING.QUOTE_CHANGED',
        'The quote was made for something else; look at the total again',
      );
    }
    const isPlaced = await this.database.one(`SELECT 1 FROM ordering."order" WHERE quote_id = $1`, [quote.id]);
    if (isPlaced) return null;
    if (quote.isExpired)
      return this.#anew(
        quote,
        request,
        'ORDERING.QUOTE_EXPIRED',
        'The quote was good for ten minutes; look at the total again',
      );
    const now = await this.pricing.price(quote.content.lines, quote.content.country);
    if (!now.ok) return now.error;
    if (hashQuote(now.value) === quote.hash) return null;
    return this.#anew(
      quote,
      request,
      'ORDERING.QUOTE_CHANGED',
      'A price changed since you looked; look at the total again',
    );
  }

  async #anew(
    quote: QuoteRow,
    request: PlaceOrderRequest,
    code: 'ORDERING.QUOTE_CHANGED' | 'ORDERING.QUOTE_EXPIRED',
    detail: string,
  ): Promise<PlaceOrderFailure> {
    const fresh = await this.pricing.execute({
      lines: quote.content.lines.map(({ listingId, quantity }) => ({ listingId, quantity })),
      country: request.shippingAddress.country,
      streamId: quote.streamId ?? undefined,
    });
    return fresh.ok ? { code, detail, extra: { freshQuoteId: fresh.value.id } } : fresh.error;
  }

  async #begin(tx: Tx, request: PlaceOrderRequest): Promise<Result<OrderId, PlaceOrderFailure>> {
    const quote = (await this.quotes.lock(tx, request.quoteId))!;
    const existing = await this.orders.lockByQuote(tx, quote.id);
    if (existing) return this.#again(tx, existing, request);
    return this.reservation.begin(tx, quote, request);
  }

  /** The same quote once more: a second tab, a retry after a lost answer, or another card after a decline. */
  async #again(tx: Tx, order: OrderRow, request: PlaceOrderRequest): Promise<Result<OrderId, PlaceOrderFailure>> {
    const payment = (await this.payments.find(tx, order.id))!;
    if (payment.state !== 'failed') return ok(order.id);
    if (!canBePaid(order.state))
      return err({ code: 'ORDERING.ORDER_CLOSED', detail: 'This order was given up; start again from the cart' });
    if (payment.confirmationToken === request.confirmationTokenId) return ok(order.id);
    return this.reservation.tryAgain(tx, order, request);
  }
}

/** Writes a new order, or a new try of it, with the units it claims. */
@Injectable()
export class OrderReservation {
  constructor(
    private readonly orders: OrderStore,
    private readonly payments: PaymentStore,
    private readonly inventory: InventoryService,
    private readonly outbox: Outbox,
  ) {}

  async begin(tx: Tx, quote: QuoteRow, request: PlaceOrderRequest): Promise<Result<OrderId, PlaceOrderFailure>> {
    const orderId = newId('ord');
    await this.orders.insert(tx, {
      id: orderId,
      number: numberOf(orderId),
      quoteId: quote.id,
      email: request.email,
      shippingAddress: request.shippingAddress,
      content: quote.content,
      streamId: quote.streamId,
      marketingConsent: request.marketingConsent,
    });
    await this.payments.insert(tx, {
      id: newId('pay'),
      orderId,
      amount: quote.content.totals.total,
      confirmationToken: request.confirmationTokenId,
      returnUrl: request.returnUrl,
    });
    await this.outbox.schedule(tx, expireOrder, { orderId }, { key: orderId, after: { seconds: PAY_WITHIN_SECONDS } });
    await this.outbox.schedule(
      tx,
      resumePayment,
      { orderId },
      { key: orderId, after: { seconds: RESUME_AFTER_SECONDS } },
    );
    // Last, since from here to the commit other buyers of the same units wait.
    return this.#hold(tx, orderId, quote.content.lines);
  }

  async tryAgain(tx: Tx, order: OrderRow, request: PlaceOrderRequest): Promise<Result<OrderId, PlaceOrderFailure>> {
    await this.payments.tryAgain(tx, order.id, request.confirmationTokenId, request.returnUrl);
    await this.orders.bump(tx, order.id);
    await this.outbox.schedule(
      tx,
      resumePayment,
      { orderId: order.id },
      { key: order.id, after: { seconds: RESUME_AFTER_SECONDS } },
    );
    return this.#hold(tx, order.id, await this.orders.lines(tx, order.id));
  }

  async #hold(
    tx: Tx,
    orderId: OrderId,
    lines: readonly { variantId: `var_${string}`; listingId: string; title: string; quantity: number }[],
  ): Promise<Result<OrderId, PlaceOrderFailure>> {
    const held = await this.inventory.hold(tx, orderId, lines, PAY_WITHIN_SECONDS + 60);
    if (held.ok) return ok(orderId);
    const gone = lines.filter((line) => held.error.missing.includes(line.variantId));
    return err({
      code: 'ORDERING.STOCK_GONE',
      detail: `${gone.map((line) => line.title).join(', ')} sold out while you were choosing; nothing was charged`,
      extra: { lines: gone.map((line) => ({ listingId: line.listingId, available: 0 })) },
    });
  }
}

/** Asks Stripe for the money of a begun order and records the answer; safe to run again for the same attempt. */
@Injectable()
export class AuthorizeOrder {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderStore,
    private readonly payments: PaymentStore,
    private readonly gateway: StripeGateway,
    private readonly record: OrderPayments,
    private readonly inventory: InventoryService,
    private readonly faults: Faults,
  ) {}

  async execute(orderId: OrderId): Promise<Result<Placed, PlaceOrderFailure>> {
    const order = (await this.orders.find(this.database, orderId))!;
    const payment = (await this.payments.find(this.database, orderId))!;
    if (payment.state !== 'authorizing') return this.#told(orderId, payment);
    await this.faults.at('place-order.before-authorize');
    const answer = await this.gateway.authorize({
      orderId,
      orderNumber: order.number,
      attempt: payment.attempt,
      intentId: payment.intentId,
      amount: money(payment.amountMinor, payment.currency),
      confirmationToken: payment.confirmationToken,
      returnUrl: payment.returnUrl,
      shippingAddress: order.shippingAddress,
    });
    await this.faults.at('place-order.authorized-before-record');
    if (!answer.ok) return this.#refused(orderId, payment, answer.error);
    await this.database.transaction((tx) => this.record.record(tx, orderId, answer.value, true));
    return this.#told(orderId, (await this.payments.find(this.database, orderId))!);
  }

  async #refused(
    orderId: OrderId,
    payment: PaymentRow,
    error: GatewayError,
  ): Promise<Result<Placed, PlaceOrderFailure>> {
    if (error.kind === 'unavailable') {
      return err({
        code: 'PAYMENTS.UNAVAILABLE',
        detail:
          'The payment service does not answer. Your order is kept: send it again, or wait for our e-mail. You will not be charged twice.',
      });
    }
    await this.database.transaction(async (tx) => {
      const order = await this.orders.lock(tx, orderId);
      const now = await this.payments.find(tx, orderId);
      if (!order || now?.state !== 'authorizing' || now.attempt !== payment.attempt) return;
      await this.payments.fail(tx, orderId, 'confirmation_invalid', 'The payment details must be entered again');
      await this.inventory.releaseHolds(tx, orderId);
    });
    return err({
      code: 'PAYMENTS.CONFIRMATION_INVALID',
      detail: 'The payment details have expired. Enter them again; nothing was charged.',
    });
  }

  #told(orderId: OrderId, payment: PaymentRow): Result<Placed, PlaceOrderFailure> {
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

/** The short code people read out on the phone: the random end of the id, which is enough to be unique. */
function numberOf(orderId: OrderId): string {
  const tail = orderId.slice(-8).toUpperCase();
  return `${tail.slice(0, 4)}-${tail.slice(4)}`;
}
