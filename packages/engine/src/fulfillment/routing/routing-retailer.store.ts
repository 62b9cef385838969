import { Injectable } from '@nestjs/common';
import type { Traits } from '@sidestall/fulfillment';
import type { Money, RetailerId, VariantId } from '@sidestall/kernel';
import { money } from '@sidestall/kernel';
import type { Sql, Tx } from '../../platform/database.ts';

/** What routing ranks a retailer by beside what everybody knows of it. Left out or null is unknown. */
export interface RoutingFacts {
  readonly shipsNotTo?: readonly string[];
  /** Where it ships from: `CA` of `US-CA`. */
  readonly region?: string | null;
  readonly place?: { readonly latitude: number; readonly longitude: number } | null;
  readonly ordersADay?: number | null;
  readonly parcelCost?: Money | null;
  readonly unitCost?: Money | null;
  readonly promiseDays?: number | null;
  readonly feedAgeLimitSeconds?: number | null;
  readonly traits?: Traits;
}

/** The same as it is now, with what the retailer was asked for today already. */
export interface RoutingFactsRow extends Required<RoutingFacts> {
  readonly id: RetailerId;
  /** What it says it charges for one unit, of the variants that were asked for. */
  readonly prices: Readonly<Record<VariantId, Money>>;
  /** Fulfillment orders it can still take today, by the day where it is; null for no limit. */
  readonly capacityLeft: number | null;
}

interface Row extends Omit<RoutingFactsRow, 'place' | 'parcelCost' | 'unitCost'> {
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly parcelCostMinor: number | null;
  readonly unitCostMinor: number | null;
  readonly costCurrency: string | null;
}

/** Asked, and then not to be counted: whoever refused has room again. */
const LET_GO = `('rejected', 'expired', 'unreachable', 'canceled', 'canceled_by_partner', 'recalled')`;

/** The SQL of what routing knows of retailers. */
@Injectable()
export class RoutingRetailerStore {
  async of(
    sql: Sql,
    retailerIds: readonly RetailerId[],
    variantIds: readonly VariantId[],
  ): Promise<Map<RetailerId, RoutingFactsRow>> {
    const rows = await sql.rows<Row>(
      `SELECT r.id, r.ships_not_to AS "shipsNotTo", trim(r.region) AS region, r.latitude, r.longitude, r.orders_a_day AS "ordersADay",
              r.parcel_cost_minor AS "parcelCostMinor", r.unit_cost_minor AS "unitCostMinor", r.cost_currency AS "costCurrency",
              r.promise_days AS "promiseDays", r.feed_age_limit_seconds AS "feedAgeLimitSeconds", r.traits,
              (SELECT coalesce(jsonb_object_agg(p.variant_id, jsonb_build_object('amount', p.amount_minor, 'currency', p.currency)), '{}')
                 FROM fulfillment.retailer_price p
                WHERE p.retailer_id = r.id AND p.variant_id = ANY($2) AND p.amount_minor IS NOT NULL) AS prices,
              r.orders_a_day - (SELECT count(*)::int FROM fulfillment.fulfillment_order f
                                 WHERE r.orders_a_day IS NOT NULL AND f.retailer_id = r.id AND f.state NOT IN ${LET_GO}
                                   AND f.requested_at >= date_trunc('day', now(), r.time_zone)) AS "capacityLeft"
         FROM fulfillment.retailer r WHERE r.id = ANY($1)`,
      [retailerIds, variantIds],
    );
    return new Map(rows.map((row) => [row.id, factsOf(row)]));
  }

  async set(tx: Tx, retailerId: RetailerId, facts: RoutingFacts): Promise<void> {
    const currency = facts.parcelCost?.currency ?? facts.unitCost?.currency ?? null;
    if (facts.unitCost && facts.unitCost.currency !== currency)
      throw new Error('Costs of a retailer are in one currency');
    await tx.rows(
      `UPDATE fulfillment.retailer SET ships_not_to = $2, region = $3, latitude = $4, longitude = $5, orders_a_day = $6,
              parcel_cost_minor = $7, unit_cost_minor = $8, cost_currency = $9, promise_days = $10, feed_age_limit_seconds = $11,
              traits = $12 WHERE id = $1`,
      [
        retailerId,
        facts.shipsNotTo ?? [],
        facts.region ?? null,
        facts.place?.latitude ?? null,
        facts.place?.longitude ?? null,
        facts.ordersADay ?? null,
        facts.parcelCost?.amount ?? null,
        facts.unitCost?.amount ?? null,
        currency,
        facts.promiseDays ?? null,
        facts.feedAgeLimitSeconds ?? null,
        JSON.stringify(facts.traits ?? {}),
      ],
    );
  }
}

function factsOf({ latitude, longitude, parcelCostMinor, unitCostMinor, costCurrency, ...row }: Row): RoutingFactsRow {
  const cost = (minor: number | null) => (minor === null || costCurrency === null ? null : money(minor, costCurrency));
  return {
    ...row,
    place: latitude === null || longitude === null ? null : { latitude, longitude },
    parcelCost: cost(parcelCostMinor),
    unitCost: cost(unitCostMinor),
  };
}
