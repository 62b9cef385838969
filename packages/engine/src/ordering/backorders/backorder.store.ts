import { Injectable } from '@nestjs/common';
import type { OrderId, OrderLineId, VariantId } from '@sidestall/kernel';
import type { Sql, Tx } from '../../platform/database.ts';

/** How long routing leaves a line that waits alone when nothing is heard of its stock. */
const RETRY_SECONDS = 3_600;

/** The SQL of lines on back order. */
@Injectable()
export class BackorderStore {
  /** Answers until when each line waits that does so from now on; one that waited before keeps its time. */
  async begin(
    tx: Tx,
    orderId: OrderId,
    lines: readonly { readonly lineId: OrderLineId; readonly variantId: VariantId; readonly days: number }[],
    notAfter: Date | null,
  ): Promise<Map<OrderLineId, Date>> {
    const rows = await tx.rows<{ lineId: OrderLineId; until: Date }>(
      `INSERT INTO ordering.backorder (line_id, order_id, variant_id, until, retry_at)
       SELECT l."lineId", $1, l."variantId", u.until, least(u.until, now() + make_interval(secs => $4))
         FROM jsonb_to_recordset($2) AS l("lineId" text, "variantId" text, days int)
        CROSS JOIN LATERAL (SELECT least(now() + make_interval(days => l.days), $3::timestamptz) AS until) u
       ON CONFLICT (line_id) DO NOTHING RETURNING line_id AS "lineId", until`,
      [orderId, JSON.stringify(lines), notAfter, RETRY_SECONDS],
    );
    return new Map(rows.map((row) => [row.lineId, row.until]));
  }

  /** Those of these variants that somebody waits for. */
  async awaited(sql: Sql, variantIds: readonly VariantId[]): Promise<VariantId[]> {
    const rows = await sql.rows<{ variantId: VariantId }>(
      `SELECT DISTINCT b.variant_id AS "variantId" FROM ordering.backorder b JOIN ordering.order_line l ON l.id = b.line_id
        WHERE b.variant_id = ANY($1) AND b.retry_at IS NOT NULL AND l.unrouted > 0 ORDER BY 1`,
      [variantIds],
    );
    return rows.map((row) => row.variantId);
  }

  /** Lines of an order that wait now. */
  async ofOrder(
    sql: Sql,
    orderId: OrderId,
  ): Promise<{ lineId: OrderLineId; quantity: number; since: Date; until: Date }[]> {
    return await sql.rows(
      `SELECT b.line_id AS "lineId", l.unrouted AS quantity, b.since, b.until
         FROM ordering.backorder b JOIN ordering.order_line l ON l.id = b.line_id
        WHERE b.order_id = $1 AND l.unrouted > 0 ORDER BY l.position`,
      [orderId],
    );
  }

  /** Orders that wait for one of these variants, the one that waits longest first. */
  async waiting(sql: Sql, variantIds: readonly VariantId[], limit: number): Promise<OrderId[]> {
    const rows = await sql.rows<{ orderId: OrderId }>(
      `SELECT b.order_id AS "orderId" FROM ordering.backorder b JOIN ordering.order_line l ON l.id = b.line_id
        WHERE b.variant_id = ANY($1) AND b.retry_at IS NOT NULL AND l.unrouted > 0
        GROUP BY 1 ORDER BY min(b.since), 1 LIMIT $2`,
      [variantIds, limit],
    );
    return rows.map((row) => row.orderId);
  }

  /**
   * Orders of lines whose time to be looked at again has come, the one that waits longest first, and sets their next time.
   * Lines that wait no more are never looked at again unless they are put back.
   */
  async due(tx: Tx, limit: number): Promise<OrderId[]> {
    const rows = await tx.rows<{ orderId: OrderId }>(
      `WITH due AS (SELECT b.line_id, b.order_id, b.since, l.unrouted > 0 AS is_waiting
                      FROM ordering.backorder b JOIN ordering.order_line l ON l.id = b.line_id
                     WHERE b.retry_at <= now() ORDER BY b.since LIMIT $1 FOR UPDATE OF b SKIP LOCKED),
            moved AS (UPDATE ordering.backorder b
                         SET retry_at = CASE WHEN b.until > now() THEN least(b.until, now() + make_interval(secs => $2))
                                             WHEN due.is_waiting THEN now() + make_interval(secs => $2) END
                        FROM due WHERE b.line_id = due.line_id)
       SELECT order_id AS "orderId" FROM due WHERE is_waiting GROUP BY 1 ORDER BY min(since), 1`,
      [limit, RETRY_SECONDS],
    );
    return rows.map((row) => row.orderId);
  }
}
