import { Injectable } from '@nestjs/common';
import type { RetailerId } from '@sidestall/kernel';
import type { Sql } from '../../platform/database.ts';

/** How much came back, for those who judge retailers by it. */
@Injectable()
export class ReturnCounts {
  /**
   * Units of the last days' returns whose reason the retailer answers for and that arrived. A buyer's change of mind is
   * nobody's fault.
   */
  async ofRetailers(sql: Sql, days: number): Promise<{ retailerId: RetailerId; units: number }[]> {
    return await sql.rows(
      `SELECT r.retailer_id AS "retailerId", sum((l->>'quantity')::int)::int AS units
         FROM ordering.return r, jsonb_array_elements(coalesce(r.received, r.lines)) l
        WHERE r.retailer_id IS NOT NULL AND r.received_at > now() - make_interval(days => $1)
          AND r.reason IN ('damaged', 'not_as_described', 'wrong_item', 'late')
        GROUP BY r.retailer_id ORDER BY 1`,
      [days],
    );
  }
}
