import { Injectable } from '@nestjs/common';
import type { BrandId, OrderId, OrderLineId, StreamId, VariantId } from '@sidestall/kernel';
import type { Sql } from '../platform/database.ts';

/** A line as its brand knows it. */
export interface BrandLine {
  readonly lineId: OrderLineId;
  readonly variantId: VariantId;
  readonly title: string;
  readonly variantTitle: string | null;
}

/** An order with the brand's own lines. */
export interface BrandLines {
  readonly orderId: OrderId;
  readonly number: string;
  readonly lines: readonly BrandLine[];
}

/** Reads what of orders is a brand's. */
@Injectable()
export class BrandLinesReader {
  /** Null when nothing of the order is the brand's. */
  async ofOrder(sql: Sql, brandId: BrandId, orderId: OrderId): Promise<BrandLines | null> {
    return await sql.one<BrandLines>(
      `SELECT o.id AS "orderId", o.number,
              json_agg(json_build_object('lineId', l.id, 'variantId', l.variant_id, 'title', l.title,
                                         'variantTitle', l.variant_title) ORDER BY l.position) AS lines
         FROM ordering."order" o JOIN ordering.order_line l ON l.order_id = o.id
        WHERE o.id = $2 AND l.brand_id = $1 GROUP BY o.id`,
      [brandId, orderId],
    );
  }

  /** The latest orders that were paid, the newest first; of one show when it is named. */
  async latest(sql: Sql, brandId: BrandId, showId: StreamId | null, limit: number): Promise<BrandLines[]> {
    return await sql.rows<BrandLines>(
      `SELECT o.id AS "orderId", o.number,
              json_agg(json_build_object('lineId', l.id, 'variantId', l.variant_id, 'title', l.title,
                                         'variantTitle', l.variant_title) ORDER BY l.position) AS lines
         FROM ordering."order" o JOIN ordering.order_line l ON l.order_id = o.id
        WHERE l.brand_id = $1 AND ($2::text IS NULL OR o.stream_id = $2)
          AND o.state IN ('authorized', 'captured', 'completed', 'canceled')
        GROUP BY o.id ORDER BY o.id DESC LIMIT $3`,
      [brandId, showId, limit],
    );
  }
}
