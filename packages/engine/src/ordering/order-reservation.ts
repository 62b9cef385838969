import { Injectable } from '@nestjs/common';
import type { PlaceOrderRequest } from '@sidestall/contracts';
import { err, ok, type OrderId, type Result } from '@sidestall/kernel';
import { canBePaid } from '@sidestall/ordering';
import { InventoryService } from '../inventory/inventory.service.ts';
import { PaymentStore } from '../payments/payment.store.ts';
import type { Tx } from '../platform/database.ts';
import { Outbox } from '../platform/outbox.ts';
import type { Buyer } from './caps/buyer-caps.ts';
import { resumePayment } from './facts.ts';
import { goneFailure, holdsOfLines } from './order-holds.ts';
import { OrderStore, type OrderRow } from './order.store.ts';
import { PAY_WITHIN_SECONDS, RESUME_AFTER_SECONDS, type PlaceOrderFailure } from './placing.ts';
import { QuoteStore } from './quote.store.ts';
import { Specials } from './specials.ts';
import { StockNews } from './stock-news.ts';

/** Writes a new try to pay an order, with the units it claims anew. */
@Injectable()
export class OrderReservation {
  constructor(
    private readonly orders: OrderStore,
    private readonly payments: PaymentStore,
    private readonly inventory: InventoryService,
    private readonly outbox: Outbox,
    private readonly news: StockNews,
    private readonly quotes: QuoteStore,
    private readonly specials: Specials,
  ) {}

  /** The same quote once more: a second tab, a retry after a lost answer, or another card after a decline. */
  async again(
    tx: Tx,
    request: PlaceOrderRequest,
    cardFingerprint: string | null,
  ): Promise<Result<OrderId, PlaceOrderFailure>> {
    const order = (await this.orders.lockByQuote(tx, request.quoteId))!;
    const payment = (await this.payments.find(tx, order.id))!;
    if (payment.state !== 'failed') return ok(order.id);
    if (!canBePaid(order.state))
      return err({ code: 'ORDERING.ORDER_CLOSED', detail: 'This order was given up; start again from the cart' });
    if (payment.confirmationToken === request.confirmationTokenId) return ok(order.id);
    return this.#tryAgain(tx, order, request, { email: request.email, cardFingerprint });
  }

  async #tryAgain(
    tx: Tx,
    order: OrderRow,
    request: PlaceOrderRequest,
    buyer: Buyer,
  ): Promise<Result<OrderId, PlaceOrderFailure>> {
    await this.payments.tryAgain(tx, order.id, request.confirmationTokenId, request.returnUrl);
    await this.orders.redirect(tx, order.id, request);
    await this.outbox.schedule(
      tx,
      resumePayment,
      { orderId: order.id },
      { key: order.id, after: { seconds: RESUME_AFTER_SECONDS } },
    );
    const quote = (await this.quotes.find(tx, order.quoteId))!;
    const [claimed] = await this.specials.claim(tx, [{ orderId: order.id, quote, buyer }]);
    if (!claimed!.ok) return claimed!;
    const lines = await this.orders.lines(tx, order.id);
    await this.news.tell(tx, lines);
    const held = await this.inventory.hold(tx, order.id, holdsOfLines(lines), PAY_WITHIN_SECONDS + 60);
    return held.ok ? ok(order.id) : err(goneFailure(lines, held.error.missing));
  }
}
