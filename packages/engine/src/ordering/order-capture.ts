import { Injectable } from '@nestjs/common';
import { money, type OrderId } from '@sidestall/kernel';
import { canBecome, isAllShipped } from '@sidestall/ordering';
import type { PaymentSnapshot } from '../payments/stripe/checkout-driver.ts';
import { RecordCapture, type SaleItem } from '../payments/record-capture.ts';
import type { Tx } from '../platform/database.ts';
import { Outbox } from '../platform/outbox.ts';
import { settleOrder } from './facts.ts';
import { GoodsLeft } from './goods-left.ts';
import { LineSourceStore } from './line-source.store.ts';
import { OrderMails } from './order-mails.ts';
import { OrderStore, type OrderLineRow, type OrderRow } from './order.store.ts';
import { QuoteStore } from './quote.store.ts';
import { saleItems } from './sale-items.ts';

/** What is taken of an order's money, item by item, and how it is written down once it was. */
@Injectable()
export class OrderCapture {
  constructor(
    private readonly orders: OrderStore,
    private readonly quotes: QuoteStore,
    private readonly sources: LineSourceStore,
    private readonly books: RecordCapture,
    private readonly outbox: Outbox,
    private readonly mails: OrderMails,
    private readonly goods: GoodsLeft,
  ) {}

  /** What the retailers took on, as the accepted quote prices and divides it. */
  async items(tx: Tx, order: OrderRow, lines: readonly OrderLineRow[]): Promise<SaleItem[]> {
    const quote = (await this.quotes.find(tx, order.quoteId))!;
    return saleItems(quote.content, lines, await this.sources.of(tx, order.id));
  }

  /** The money was taken: the order is captured and its sale is in the ledger, together or not at all. */
  async record(tx: Tx, orderId: OrderId, told: PaymentSnapshot): Promise<void> {
    const order = await this.orders.lock(tx, orderId);
    if (!order || !canBecome(order.state, 'captured')) return;
    const lines = await this.orders.lines(tx, orderId);
    await this.books.execute(tx, {
      orderId,
      chargeId: told.chargeId,
      items: await this.items(tx, order, lines),
      captured: money(told.capturedMinor, order.currency),
    });
    // What left before the sale was recorded counts from now.
    await this.goods.tell(tx, orderId, lines);
    await this.orders.setState(tx, orderId, 'captured');
    await this.orders.tell(tx, orderId, 'captured', 'Payment taken for what the shop accepted');
    if (lines.some((line) => line.canceled > 0)) await this.mails.reduced(tx, order, lines);
    if (isAllShipped(lines)) await this.outbox.schedule(tx, settleOrder, { orderId }, { key: orderId });
  }
}
