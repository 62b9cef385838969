import { Injectable } from '@nestjs/common';
import type { OrderId, OrderLineId, RetailerId } from '@sidestall/kernel';
import type { Sql, Tx } from '../platform/database.ts';

/** How many units of a line one retailer took on, sent and gave up. */
export interface LineSourceRow {
  readonly lineId: OrderLineId;
  readonly retailerId: RetailerId;
  readonly retailerName: string;
  readonly accepted: number;
  readonly shipped: number;
  readonly canceled: number;
}

/** What changes; each counts up. */
export type SourceMove = Pick<LineSourceRow, 'lineId' | 'retailerId' | 'retailerName'> & {
  readonly accepted?: number;
  readonly shipped?: number;
  readonly canceled?: number;
};

/** The SQL of who ships what. Whoever changes it holds the order's row. */
@Injectable()
export class LineSourceStore {
  /** In one order for everybody: what is captured is made of it. */
  of(sql: Sql, orderId: OrderId): Promise<LineSourceRow[]> {
    return sql.rows(
      `SELECT line_id AS "lineId", retailer_id AS "retailerId", retailer_name AS "retailerName", accepted, shipped, canceled
         FROM ordering.line_source WHERE order_id = $1 ORDER BY line_id, retailer_id`,
      [orderId],
    );
  }

  async move(tx: Tx, orderId: OrderId, moves: readonly SourceMove[]): Promise<void> {
    if (moves.length === 0) return;
    await tx.rows(
      `INSERT INTO ordering.line_source AS s (order_id, line_id, retailer_id, retailer_name, accepted, shipped, canceled)
       SELECT $1, m."lineId", m."retailerId", m."retailerName", coalesce(m.accepted, 0), 0, 0
         FROM jsonb_to_recordset($2)
           AS m("lineId" text, "retailerId" text, "retailerName" text, accepted int, shipped int, canceled int)
       ON CONFLICT (order_id, line_id, retailer_id) DO UPDATE SET accepted = s.accepted + excluded.accepted`,
      [orderId, JSON.stringify(moves)],
    );
    await tx.rows(
      `UPDATE ordering.line_source s
          SET shipped = s.shipped + coalesce(m.shipped, 0), canceled = s.canceled + coalesce(m.canceled, 0)
         FROM jsonb_to_recordset($2) AS m("lineId" text, "retailerId" text, shipped int, canceled int)
        WHERE s.order_id = $1 AND s.line_id = m."lineId" AND s.retailer_id = m."retailerId"`,
      [orderId, JSON.stringify(moves)],
    );
  }

  /** Gives up all that was taken on and not sent: the order is over. */
  async giveUp(tx: Tx, orderId: OrderId): Promise<void> {
    await tx.rows(`UPDATE ordering.line_source SET canceled = accepted - shipped WHERE order_id = $1`, [orderId]);
  }
}
