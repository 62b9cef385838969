import { Injectable } from '@nestjs/common';
import type { BrandOrderQuery } from '@sidestall/contracts';
import type { BrandId, OrderId } from '@sidestall/kernel';
import { Database } from '../platform/database.ts';
import { OrderStore, type OrderLineRow, type OrderRow } from './order.store.ts';

export interface BrandsOrder {
  readonly order: OrderRow;
  /** The brand's own lines. */
  readonly lines: readonly OrderLineRow[];
  readonly openReturns: number;
}

export interface BrandsOrderPage {
  readonly orders: readonly BrandsOrder[];
  readonly nextCursor: OrderId | null;
}

export interface StoryEvent {
  readonly at: Date;
  readonly kind: string;
  readonly text: string;
}

/** Reads orders for the brands of their lines. */
@Injectable()
export class BrandOrderReader {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderStore,
  ) {}

  /** The newest first; found by number, email or name of the buyer. */
  async list(brandId: BrandId, query: BrandOrderQuery): Promise<BrandsOrderPage> {
    const rows = await this.database.rows<{ id: OrderId }>(
      `SELECT o.id FROM ordering."order" o
        WHERE o.id IN (SELECT order_id FROM ordering.order_line WHERE brand_id = $1)
          AND ($2::text IS NULL OR o.id < $2)
          AND ($3::text IS NULL OR o.number ILIKE $3 OR o.email ILIKE $3 OR o.shipping_address->>'name' ILIKE $3)
        ORDER BY o.id DESC LIMIT $4`,
      [
        brandId,
        query.cursor ?? null,
        query.q ? `%${query.q.replaceAll(/[\\%_]/g, String.raw`\$&`)}%` : null,
        query.limit + 1,
      ],
    );
    const page = rows.slice(0, query.limit);
    const found = await Promise.all(page.map(({ id }) => this.find(brandId, id)));
    return {
      orders: found.filter((one) => one !== null),
      nextCursor: rows.length > page.length ? page.at(-1)!.id : null,
    };
  }

  /** The order with the brand's own lines; null when none of them is. Without a brand, with those of all: for the house. */
  async find(brandId: BrandId | null, orderId: OrderId): Promise<BrandsOrder | null> {
    const order = await this.orders.find(this.database, orderId);
    const all = await this.orders.lines(this.database, orderId);
    const lines = all.filter((line) => brandId === null || line.brandId === brandId);
    if (!order || lines.length === 0) return null;
    const open = await this.database.one<{ n: number }>(
      `SELECT count(*)::int AS n FROM ordering.return WHERE order_id = $1 AND ($2::text IS NULL OR brand_id = $2)
          AND (state = 'requested' OR state = 'inspected' AND outcome = 'dispute')`,
      [orderId, brandId],
    );
    return { order, lines, openReturns: open!.n };
  }

  story(orderId: OrderId): Promise<StoryEvent[]> {
    return this.orders.story(this.database, orderId);
  }

  /** Those of these orders in which the brand sold something, with their numbers. */
  async among(brandId: BrandId, orderIds: readonly OrderId[]): Promise<Map<OrderId, string>> {
    const rows = await this.database.rows<{ id: OrderId; number: string }>(
      `SELECT o.id, o.number FROM ordering."order" o WHERE o.id = ANY ($2)
          AND EXISTS (SELECT 1 FROM ordering.order_line l WHERE l.order_id = o.id AND l.brand_id = $1)`,
      [brandId, [...new Set(orderIds)]],
    );
    return new Map(rows.map(({ id, number }) => [id, number]));
  }
}
