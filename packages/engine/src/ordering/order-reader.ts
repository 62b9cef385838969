import { Injectable } from '@nestjs/common';
import type { OrderView } from '@sidestall/contracts';
import { money, type OrderId } from '@sidestall/kernel';
import { fulfillmentStatus, returnableUnits } from '@sidestall/ordering';
import { DisputeReader } from '../payments/disputes/dispute-reader.ts';
import { RefundReader } from '../payments/refunds/refund-reader.ts';
import { Database } from '../platform/database.ts';
import { Gatherer } from '../platform/gatherer.ts';
import { SELLERS_NOTE } from './order-story.ts';
import { OrderStore, type OrderLineRow, type OrderPage, type OrderRow } from './order.store.ts';
import { buyersReturnView } from './returns/return-view.ts';
import { ReturnWindow } from './returns/return-window.ts';
import { ReturnStore } from './returns/return.store.ts';

/** An order as its buyer may see it; parcels are fulfillment's to tell. */
export type BuyersOrder = Omit<OrderView, 'parcels'>;

type Afterwards = Pick<BuyersOrder, 'refunded' | 'refunds' | 'returns' | 'returnableUntil' | 'isDisputed'>;

/** Only money that was taken can be given back or disputed, and only goods that were paid for leave. */
const hasLeft = ({ state, payment }: OrderPage): boolean =>
  payment?.state === 'captured' || (state !== 'pending_payment' && state !== 'authorized');

const nothingYet = (currency: string): Afterwards => ({
  refunded: money(0, currency),
  refunds: [],
  returns: [],
  returnableUntil: null,
  isDisputed: false,
});

/** Reads orders for those who bought them. */
@Injectable()
export class OrderReader {
  readonly #pages: Gatherer<OrderId, OrderPage | null>;

  constructor(
    private readonly database: Database,
    private readonly orders: OrderStore,
    private readonly refunds: RefundReader,
    private readonly disputes: DisputeReader,
    private readonly returns: ReturnStore,
    private readonly window: ReturnWindow,
  ) {
    this.#pages = new Gatherer(
      async (ids) => {
        const pages = await this.orders.pages(this.database, [...new Set(ids)]);
        return ids.map((id) => pages.find((page) => page.id === id) ?? null);
      },
      { most: 32, lanes: 2 },
    );
  }

  /** What people call these orders. */
  async numbersOf(orderIds: readonly OrderId[]): Promise<Map<OrderId, string>> {
    if (orderIds.length === 0) return new Map();
    const rows = await this.database.rows<{ id: OrderId; number: string }>(
      `SELECT id, number FROM ordering."order" WHERE id = ANY ($1)`,
      [orderIds],
    );
    return new Map(rows.map((row) => [row.id, row.number]));
  }

  async find(orderId: OrderId): Promise<BuyersOrder | null> {
    const order = await this.#pages.ask(orderId);
    if (!order) return null;
    const { lines, story, payment } = order;
    const inOrder = (minor: number) => money(minor, order.currency);
    return {
      id: order.id,
      number: order.number,
      state: order.state,
      fulfillment: fulfillmentStatus(lines, order.state !== 'pending_payment'),
      placedAt: order.placedAt.toISOString(),
      email: order.email,
      shippingAddress: order.shippingAddress,
      lines: lines.map((line) => ({
        id: line.id,
        productId: line.productId,
        variantId: line.variantId,
        brandName: line.brandName,
        title: line.title,
        variantTitle: line.variantTitle,
        imageUrl: line.imageUrl,
        quantity: line.quantity,
        canceledQuantity: line.canceled,
        shippedQuantity: line.shipped,
        unitPrice: inOrder(line.unitPriceMinor),
        discount: inOrder(line.discountMinor),
        total: inOrder(line.unitPriceMinor * line.quantity - line.discountMinor),
      })),
      totals: {
        subtotal: inOrder(order.subtotalMinor),
        discount: inOrder(order.discountMinor),
        shipping: inOrder(order.shippingMinor),
        tax: inOrder(order.taxMinor),
        isTaxIncluded: order.isTaxIncluded,
        total: inOrder(order.totalMinor),
      },
      payment: {
        state: payment?.state ?? 'authorizing',
        authorized: inOrder(payment && ['authorized', 'captured'].includes(payment.state) ? payment.amountMinor : 0),
        captured: inOrder(payment?.capturedMinor ?? 0),
        card: payment?.cardLast4 ? { brand: payment.cardBrand ?? 'card', last4: payment.cardLast4 } : null,
        failureMessage: payment?.failureMessage ?? null,
      },
      ...(hasLeft(order) ? await this.#afterwards(order, lines) : nothingYet(order.currency)),
      hasPromiseReceipt: order.hasPromiseReceipt,
      timeline: story
        .filter(({ kind }) => !kind.startsWith(SELLERS_NOTE))
        .map(({ at, kind, text }) => ({ at: new Date(at).toISOString(), kind, text })),
      version: order.version,
    };
  }

  /** What happened since it was paid. */
  async #afterwards(order: OrderRow, lines: readonly OrderLineRow[]): Promise<Afterwards> {
    const sql = this.database;
    const [refunds, refunded, returns, ends, isDisputed] = await Promise.all([
      this.refunds.ofOrder(sql, order.id),
      this.refunds.refundedMinor(sql, order.id),
      this.returns.ofOrder(sql, order.id),
      this.window.ends(sql, order.id),
      this.disputes.isDisputed(sql, order.id),
    ]);
    const left = returnableUnits(lines, returns);
    const open = lines.filter((line) => (left.get(line.id) ?? 0) > 0).flatMap((line) => ends.get(line.brandId) ?? []);
    const end = open.length > 0 ? new Date(Math.max(...open.map((at) => at.getTime()))) : null;
    const isOpen = end && (await sql.one(`SELECT 1 WHERE now() <= $1::timestamptz`, [end]));
    return {
      refunded: money(refunded, order.currency),
      refunds,
      returns: returns.map((one) => buyersReturnView(one, lines)),
      returnableUntil: isOpen ? end.toISOString() : null,
      isDisputed,
    };
  }
}
