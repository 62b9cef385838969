import { Injectable } from '@nestjs/common';
import { SCORECARD_DAYS, type ScoreCounts } from '@sidestall/fulfillment';
import type { RetailerId } from '@sidestall/kernel';
import type { Sql } from '../../platform/database.ts';

/** Taken on and given back by the retailer's own doing; the units it once accepted may be counted down by then. */
const GIVEN_BACK = `f.state IN ('canceled_by_partner', 'recalled')`;

/** The SQL of what retailers did with what they were asked for. */
@Injectable()
export class ScorecardStore {
  async of(
    sql: Sql,
    retailerIds: readonly RetailerId[],
  ): Promise<{ retailerId: RetailerId; counts: ScoreCounts; countedAt: Date }[]> {
    return await sql.rows(
      `SELECT retailer_id AS "retailerId", counts, counted_at AS "countedAt" FROM fulfillment.scorecard WHERE retailer_id = ANY($1)`,
      [retailerIds],
    );
  }

  /**
   * Counts every retailer anew over the days a scorecard looks back, by when each was asked. A parcel is late by the
   * carrier's first scan; where no carrier scans, by the word of the retailer. What is sent again for a lost parcel was
   * in time with the parcel it replaces.
   */
  async countAnew(sql: Sql, returned: readonly { retailerId: RetailerId; units: number }[]): Promise<void> {
    await sql.rows(
      `WITH asked AS (
         SELECT f.retailer_id, l.quantity, l.shipped, s.parcels, s.failed, ${GIVEN_BACK} AS is_given_back,
                CASE WHEN ${GIVEN_BACK} AND l.accepted = 0 THEN l.quantity ELSE l.accepted END AS accepted,
                f.state IN ('rejected', 'expired', 'unreachable') OR l.accepted > 0 OR ${GIVEN_BACK} AS is_answered,
                l.accepted > 0 AND f.state NOT IN ('on_hold', 'canceled', 'canceled_by_partner', 'recalled')
                  AND (l.shipped >= l.accepted OR f.ship_by <= now()) AS is_due,
                s.left_at > f.ship_by OR (l.shipped < l.accepted AND f.ship_by <= now()) AS is_late
           FROM fulfillment.fulfillment_order f
           CROSS JOIN LATERAL (SELECT sum(quantity) AS quantity, sum(accepted) AS accepted, sum(shipped) AS shipped
                                 FROM fulfillment.fulfillment_order_line WHERE fulfillment_order_id = f.id) l
           CROSS JOIN LATERAL (SELECT max(coalesce(first_scan_at, shipped_at)) FILTER (WHERE replaces_id IS NULL) AS left_at,
                                      count(*) AS parcels, count(*) FILTER (WHERE failed_at IS NOT NULL) AS failed
                                 FROM fulfillment.shipment WHERE fulfillment_order_id = f.id) s
          WHERE f.requested_at > now() - make_interval(days => $1)),
       summed AS (
         SELECT retailer_id,
                coalesce(sum(quantity) FILTER (WHERE is_answered), 0) AS "unitsAsked",
                coalesce(sum(accepted) FILTER (WHERE is_answered), 0) AS "unitsAccepted",
                count(*) FILTER (WHERE accepted > 0) AS "ordersAccepted",
                count(*) FILTER (WHERE is_given_back) AS "ordersCanceled",
                count(*) FILTER (WHERE is_due) AS "ordersDue",
                count(*) FILTER (WHERE is_due AND is_late) AS "ordersLate",
                coalesce(sum(shipped), 0) AS "unitsShipped",
                coalesce(sum(parcels), 0) AS "parcelsSent",
                coalesce(sum(failed), 0) AS "parcelsFailed"
           FROM asked GROUP BY retailer_id),
       back AS (SELECT * FROM unnest($2::text[], $3::int[]) AS b(retailer_id, units))
       INSERT INTO fulfillment.scorecard (retailer_id, counts)
       SELECT r.id, coalesce(to_jsonb(s) - 'retailer_id', '{}') || jsonb_build_object('unitsReturned', coalesce(b.units, 0))
         FROM fulfillment.retailer r LEFT JOIN summed s ON s.retailer_id = r.id LEFT JOIN back b ON b.retailer_id = r.id
       ON CONFLICT (retailer_id) DO UPDATE SET counts = excluded.counts, counted_at = now()`,
      [SCORECARD_DAYS, returned.map((one) => one.retailerId), returned.map((one) => one.units)],
    );
  }
}
