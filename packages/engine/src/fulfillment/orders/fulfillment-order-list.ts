import { Injectable } from '@nestjs/common';
import type {
  FulfillmentOrderEntriesWire,
  FulfillmentOrderEntryQuery,
  FulfillmentOrderEntryWire,
} from '@sidestall/contracts';
import { Database } from '../../platform/database.ts';

type Row = Omit<FulfillmentOrderEntryWire, 'requestedAt' | 'acceptBy' | 'shipBy'> & {
  readonly requestedAt: Date;
  readonly acceptBy: Date;
  readonly shipBy: Date;
};

/** Finds fulfillment orders of all brands and retailers, for who runs the house. */
@Injectable()
export class FulfillmentOrderList {
  constructor(private readonly database: Database) {}

  /** The newest first. */
  async execute(query: FulfillmentOrderEntryQuery): Promise<FulfillmentOrderEntriesWire> {
    const rows = await this.database.rows<Row>(
      `SELECT f.id, f.order_id AS "orderId", f.order_number AS "orderNumber", r.name AS "retailerName", f.state,
              (SELECT coalesce(sum(l.quantity), 0)::int FROM fulfillment.fulfillment_order_line l
                WHERE l.fulfillment_order_id = f.id) AS units,
              f.shipping_address->>'country' AS country, f.requested_at AS "requestedAt", f.accept_by AS "acceptBy",
              f.ship_by AS "shipBy", f.late_at IS NOT NULL AS "isLate"
         FROM fulfillment.fulfillment_order f JOIN fulfillment.retailer r ON r.id = f.retailer_id
        WHERE ($1::text IS NULL OR f.state = $1) AND ($2::text IS NULL OR f.order_number ILIKE $2)
          AND ($3::text IS NULL OR f.id < $3)
        ORDER BY f.id DESC LIMIT $4`,
      [
        query.state ?? null,
        query.q ? `%${query.q.replaceAll(/[\\%_]/g, String.raw`\$&`)}%` : null,
        query.cursor ?? null,
        query.limit + 1,
      ],
    );
    const page = rows.slice(0, query.limit);
    return {
      fulfillmentOrders: page.map((row) => ({
        ...row,
        requestedAt: row.requestedAt.toISOString(),
        acceptBy: row.acceptBy.toISOString(),
        shipBy: row.shipBy.toISOString(),
      })),
      nextCursor: rows.length > page.length ? page.at(-1)!.id : null,
    };
  }
}
