import { Injectable } from '@nestjs/common';
import type { PlaceOrderRequest } from '@sidestall/contracts';
import { err, newId, ok, type OrderId, type Result } from '@sidestall/kernel';
import { InventoryService } from '../inventory/inventory.service.ts';
import { PaymentStore } from '../payments/payment.store.ts';
import type { Tx } from '../platform/database.ts';
import { Outbox } from '../platform/outbox.ts';
import { expireOrder, resumePayment } from './facts.ts';
import { OrderStore, type OrderRow } from './order.store.ts';
import { PAY_WITHIN_SECONDS, RESUME_AFTER_SECONDS, type PlaceOrderFailure } from './placing.ts';
import type { QuoteRow } from './quote.store.ts';
import { StockNews } from './stock-news.ts';

/** Writes a new order, or a new try of it, with the units it claims. */
@Injectable()
export class OrderReservation {
  constructor(
    private readonly orders: OrderStore,
    private readonly payments: PaymentStore,
    private readonly inventory: InventoryService,
    private readonly outbox: Outbox,
    private readonly news: StockNews,
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
      taxCalculation: quote.content.taxes.calculationId,
    });
    await this.outbox.schedule(tx, expireOrder, { orderId }, { key: orderId, after: { seconds: PAY_WITHIN_SECONDS } });
    await this.outbox.schedule(
      tx,
      resumePayment,
      { orderId },
      { key: orderId, after: { seconds: RESUME_AFTER_SECONDS } },
    );
    await this.news.tell(tx, quote.content.lines);
    // Last, since from here to the commit other buyers of the same units wait.
    return this.#hold(tx, orderId, quote.content.lines);
  }

  async tryAgain(tx: Tx, order: OrderRow, request: PlaceOrderRequest): Promise<Result<OrderId, PlaceOrderFailure>> {
    await this.payments.tryAgain(tx, order.id, request.confirmationTokenId, request.returnUrl);
    await this.orders.redirect(tx, order.id, request);
    await this.outbox.schedule(
      tx,
      resumePayment,
      { orderId: order.id },
      { key: order.id, after: { seconds: RESUME_AFTER_SECONDS } },
    );
    const lines = await this.orders.lines(tx, order.id);
    await this.news.tell(tx, lines);
    return this.#hold(tx, order.id, lines);
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

/** The short code people read out on the phone: the random end of the id, which is enough to be unique. */
function numberOf(orderId: OrderId): string {
  const tail = orderId.slice(-8).toUpperCase();
  return `${tail.slice(0, 4)}-${tail.slice(4)}`;
}
