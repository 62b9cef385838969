import { Injectable } from '@nestjs/common';
import type { BrandId, RetailerId } from '@sidestall/kernel';
import type { Sql } from '../platform/database.ts';

/** How many of a brand's latest lines are looked through. */
const LINES = 5_000;

/** Who ships for a brand. */
@Injectable()
export class BrandRetailers {
  /** Those who took on some of its latest orders, by name. */
  async of(sql: Sql, brandId: BrandId): Promise<{ id: RetailerId; name: string }[]> {
    return await sql.rows(
      `SELECT s.retailer_id AS id, max(s.retailer_name) AS name
         FROM (SELECT id, order_id FROM ordering.order_line WHERE brand_id = $1 ORDER BY order_id DESC LIMIT $2) l
         JOIN ordering.line_source s ON s.order_id = l.order_id AND s.line_id = l.id
        WHERE s.accepted > 0 GROUP BY s.retailer_id ORDER BY 2, 1`,
      [brandId, LINES],
    );
  }
}
