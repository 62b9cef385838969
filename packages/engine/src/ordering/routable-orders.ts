import { Injectable } from '@nestjs/common';
import type { Address } from '@sidestall/contracts';
import {
  money,
  type BrandId,
  type Money,
  type OrderId,
  type OrderLineId,
  type StreamId,
  type VariantId,
} from '@sidestall/kernel';
import { PaymentStore } from '../payments/payment.store.ts';
import type { Tx } from '../platform/database.ts';

/** Units of a line that still need a retailer. */
export interface UnroutedLine {
  readonly lineId: OrderLineId;
  readonly variantId: VariantId;
  readonly brandId: BrandId;
  readonly brandName: string;
  readonly sku: string;
  readonly title: string;
  readonly variantTitle: string | null;
  readonly quantityUnrouted: number;
  readonly unitPrice: Money;
  readonly grams: number;
  /** Of a line that was put on back order: `waiting`, or `over` once it has waited for as long as it was to wait. */
  readonly backorder: 'waiting' | 'over' | null;
  /** Nothing of it has found a retailer, and no other variant was offered for it yet. */
  readonly mayBeSubstituted: boolean;
}

/** A paid order with what of it still needs a retailer. */
export interface UnroutedOrder {
  readonly orderId: OrderId;
  readonly number: string;
  readonly country: string;
  readonly address: Address;
  readonly email: string;
  readonly currency: string;
  readonly showId: StreamId | null;
  /** The approval of the payment is about to run out: nobody else is asked any more. */
  readonly isOutOfTime: boolean;
  /** At least one. */
  readonly lines: readonly UnroutedLine[];
}

/** What retailers were just asked for of an order, and what its page tells of it. */
export interface RequestedUnits {
  readonly orderId: OrderId;
  readonly units: ReadonlyMap<OrderLineId, number>;
  readonly text: string;
}

type Head = Omit<UnroutedOrder, 'lines' | 'isOutOfTime'> & { readonly state: 'authorized' | 'captured' };
type LineRow = Omit<UnroutedLine, 'unitPrice'> & { readonly orderId: OrderId; readonly unitPriceMinor: number };

/** Many orders as routing reads and moves them, in as few statements as one. */
@Injectable()
export class RoutableOrders {
  constructor(private readonly payments: PaymentStore) {}

  /** Those of these that are paid and have units to route, in the order asked for; their rows locked one after the other. */
  async lock(tx: Tx, orderIds: readonly OrderId[]): Promise<UnroutedOrder[]> {
    const heads = await tx.rows<Head>(
      `SELECT id AS "orderId", number, country, shipping_address AS address, email, currency, stream_id AS "showId", state
         FROM ordering."order" WHERE id = ANY ($1) AND state IN ('authorized', 'captured') ORDER BY id FOR UPDATE`,
      [orderIds],
    );
    if (heads.length === 0) return [];
    // A statement of its own: one that waits for a lock sees of other tables only what was there before it waited.
    const lines = await tx.rows<LineRow>(
      `SELECT l.order_id AS "orderId", l.id AS "lineId", l.variant_id AS "variantId", l.brand_id AS "brandId",
              l.brand_name AS "brandName", l.sku, l.title, l.variant_title AS "variantTitle", l.grams,
              l.unrouted AS "quantityUnrouted", l.unit_price_minor AS "unitPriceMinor",
              CASE WHEN b.until <= now() THEN 'over' WHEN b.until IS NOT NULL THEN 'waiting' END AS backorder,
              l.unrouted = l.quantity AND s.line_id IS NULL AS "mayBeSubstituted"
         FROM ordering.order_line l LEFT JOIN ordering.backorder b ON b.line_id = l.id
              LEFT JOIN ordering.substitute_offer s ON s.line_id = l.id
        WHERE l.order_id = ANY ($1) AND l.unrouted > 0 ORDER BY l.order_id, l.position`,
      [heads.map((head) => head.orderId)],
    );
    const outOfTime = await this.payments.outOfTime(
      tx,
      heads.filter((head) => head.state === 'authorized').map((head) => head.orderId),
    );
    const orders = new Map(
      heads.map(({ state: _, ...head }): [OrderId, UnroutedOrder] => [
        head.orderId,
        {
          ...head,
          isOutOfTime: outOfTime.has(head.orderId),
          lines: lines
            .filter((line) => line.orderId === head.orderId)
            .map(({ orderId: __, unitPriceMinor, ...line }) => ({
              ...line,
              unitPrice: money(unitPriceMinor, head.currency),
            })),
        },
      ]),
    );
    return [...new Set(orderIds)].flatMap((id) => {
      const order = orders.get(id);
      return order && order.lines.length > 0 ? [order] : [];
    });
  }

  /** Units of orders that are locked have been asked for. They wait for an answer, so nothing is settled by it. */
  async setRequested(tx: Tx, requested: readonly RequestedUnits[]): Promise<void> {
    const moves = requested.flatMap(({ units }) => [...units].map(([id, quantity]) => ({ id, quantity })));
    if (moves.length === 0) return;
    await tx.rows(
      `WITH told AS (SELECT * FROM jsonb_to_recordset($2) AS t(id text, text text)),
            moved AS (UPDATE ordering.order_line l SET unrouted = l.unrouted - m.quantity, requested = l.requested + m.quantity
                        FROM jsonb_to_recordset($1) AS m(id text, quantity int) WHERE l.id = m.id),
            event AS (INSERT INTO ordering.order_event (order_id, kind, text) SELECT id, 'requested', text FROM told)
       UPDATE ordering."order" o SET version = o.version + 1 FROM told WHERE o.id = told.id`,
      [JSON.stringify(moves), JSON.stringify(requested.map(({ orderId, text }) => ({ id: orderId, text })))],
    );
  }
}
