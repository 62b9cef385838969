import { Injectable } from '@nestjs/common';
import type { OrderId, RetailerId, VariantId } from '@sidestall/kernel';
import type { Sql } from '../../platform/database.ts';

/** Somebody was asked for units of an order before and did not take them all on. */
export interface Refusal {
  readonly retailerId: RetailerId;
  /** Null when it is about the retailer and not about what it was asked for. */
  readonly variantId: VariantId | null;
  readonly answeredAt: Date;
  /** No count of stock mends it: the parcel cannot be delivered there. */
  readonly isForGood: boolean;
}

const ADDRESS = `('undeliverable_destination', 'incorrect_address')`;

/** Reads who must not be asked again. */
@Injectable()
export class RefusalStore {
  /** Who refused, stayed silent, could not be reached or gave it back later, for what they were asked; by order. */
  async ofOrders(sql: Sql, orderIds: readonly OrderId[]): Promise<Map<OrderId, Refusal[]>> {
    const rows = await sql.rows<Refusal & { orderId: OrderId }>(
      `SELECT f.order_id AS "orderId", f.retailer_id AS "retailerId", bool_or(f.reason IN ${ADDRESS}) IS TRUE AS "isForGood",
              CASE WHEN f.state IN ('expired', 'unreachable') OR f.reason IN ${ADDRESS} OR f.reason = 'capacity' THEN NULL
                   ELSE l.variant_id END AS "variantId", max(coalesce(f.answered_at, f.requested_at)) AS "answeredAt"
         FROM fulfillment.fulfillment_order f JOIN fulfillment.fulfillment_order_line l ON l.fulfillment_order_id = f.id
        WHERE f.order_id = ANY($1)
          AND (f.state IN ('rejected', 'expired', 'unreachable', 'canceled_by_partner', 'recalled')
               OR (f.state NOT IN ('requested', 'on_hold', 'canceled') AND l.accepted < l.quantity))
        GROUP BY 1, 2, 4 ORDER BY 1, 2, 4`,
      [orderIds],
    );
    const found = new Map<OrderId, Refusal[]>();
    for (const { orderId, ...refusal } of rows) found.set(orderId, [...(found.get(orderId) ?? []), refusal]);
    return found;
  }
}
