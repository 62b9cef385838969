import { Injectable } from '@nestjs/common';
import type { PlaceOrderRequest } from '@sidestall/contracts';
import { err, ok, type OrderId, type Result } from '@sidestall/kernel';
import { canBePaid } from '@sidestall/ordering';
import { PaymentStore } from '../payments/payment.store.ts';
import { Database, type Tx } from '../platform/database.ts';
import { AuthorizeOrder } from './authorize-order.ts';
import { OrderReservation } from './order-reservation.ts';
import { OrderStore, type OrderRow } from './order.store.ts';
import type { Placed, PlaceOrderFailure } from './placing.ts';
import { QuoteCheck } from './quote-check.ts';
import { QuoteStore } from './quote.store.ts';

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
    private readonly check: QuoteCheck,
    private readonly authorization: AuthorizeOrder,
    private readonly reservation: OrderReservation,
  ) {}

  async execute(request: PlaceOrderRequest): Promise<Result<Placed, PlaceOrderFailure>> {
    const quote = await this.quotes.find(this.database, request.quoteId);
    if (!quote) return err({ code: 'ORDERING.QUOTE_NOT_FOUND' });
    const refusal = await this.check.refusal(quote, request);
    if (refusal) return err(refusal);
    const begun = await this.database.attempt((tx) => this.#begin(tx, request));
    if (!begun.ok) return begun;
    return this.authorization.execute(begun.value);
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
