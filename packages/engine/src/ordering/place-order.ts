import { Injectable } from '@nestjs/common';
import type { PlaceOrderRequest } from '@sidestall/contracts';
import { err, ok, type Result } from '@sidestall/kernel';
import type { AuthorizeCall } from '../payments/stripe/checkout-driver.ts';
import { Database } from '../platform/database.ts';
import { AuthorizeOrder } from './authorize-order.ts';
import { BeginOrders, RACED } from './begin-orders.ts';
import type { WholeOrder } from './order.store.ts';
import { OrderReservation } from './order-reservation.ts';
import type { Placed, PlaceOrderFailure } from './placing.ts';
import { QuoteCheck } from './quote-check.ts';
import { Turnstile } from './turnstile/turnstile.ts';
import { QuoteStore, type QuoteRow } from './quote.store.ts';

/**
 * Turns an accepted quote into an order and sets the money aside: commit, then Stripe, then commit. Whatever dies in
 * between, the same request, a webhook or the sweep finds the order and goes on under the same key.
 */
@Injectable()
export class PlaceOrder {
  constructor(
    private readonly database: Database,
    private readonly quotes: QuoteStore,
    private readonly check: QuoteCheck,
    private readonly beginning: BeginOrders,
    private readonly authorization: AuthorizeOrder,
    private readonly reservation: OrderReservation,
    private readonly turnstile: Turnstile,
  ) {}

  async execute(request: PlaceOrderRequest): Promise<Result<Placed, PlaceOrderFailure>> {
    const quote = await this.quotes.forPlacing(request.quoteId);
    if (!quote) return err({ code: 'ORDERING.QUOTE_NOT_FOUND' });
    const refusal = await this.check.refusal(quote, request);
    if (refusal) return err(refusal);
    const turn = quote.isPlaced ? ok(null) : await this.turnstile.pass(quote.id, request.ticketId);
    if (!turn.ok) return turn;
    const details = await this.check.readDetails(quote, request);
    if (!details.ok) return details;
    const { cardFingerprint } = details.value;
    const begun = quote.isPlaced ? err(RACED) : await this.beginning.execute({ quote, request, cardFingerprint });
    if (begun.ok) return this.authorization.call(firstCall(begun.value, quote, request), begun.value);
    if (begun.error.code !== 'RACED') return err(begun.error);
    const again = await this.database.attempt((tx) => this.reservation.again(tx, request, cardFingerprint));
    return again.ok ? this.authorization.execute(again.value) : again;
  }
}

function firstCall({ order }: WholeOrder, quote: QuoteRow, request: PlaceOrderRequest): AuthorizeCall {
  return {
    orderId: order.id,
    orderNumber: order.number,
    attempt: 1,
    reference: null,
    amount: quote.content.totals.total,
    confirmationToken: request.confirmationTokenId,
    returnUrl: request.returnUrl,
    shippingAddress: request.shippingAddress,
    taxCalculation: quote.content.taxes.calculationId,
  };
}
