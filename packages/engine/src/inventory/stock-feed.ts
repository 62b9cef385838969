import { Injectable } from '@nestjs/common';
import { newestCounts, type ShelfCount } from '@sidestall/inventory';
import { newId, type RetailerId, type VariantId } from '@sidestall/kernel';
import type { Sql, Tx } from '../platform/database.ts';
import { StockStore } from './stock.store.ts';

export type { ShelfCount } from '@sidestall/inventory';

/** What became of a retailer's count of one variant, and what is known of its shelf now. */
export interface CountedShelf {
  readonly variantId: VariantId;
  /** `ignored`: something newer is known. `unknown`: the retailer does not stock this variant. */
  readonly outcome: 'applied' | 'ignored' | 'unknown';
  /** Null where the variant is unknown. */
  readonly onHand: number | null;
  readonly asOf: Date | null;
  readonly hasMoved: boolean;
}

interface ShelfRow {
  variant_id: VariantId;
  is_applied: boolean;
  has_moved: boolean;
  on_hand: number;
  as_of: Date;
}

/**
 * Takes what a retailer counted as the truth about its shelves, as of the moment of the count: parcels told of since then
 * are taken off, goods that came back since are added, and a count older than what is known changes nothing. Claims stay
 * as they are: a shelf may then hold less than was promised, and nothing more is sold until it does not.
 */
@Injectable()
export class StockFeed {
  constructor(private readonly stock: StockStore) {}

  /** Those of the variants that the retailer has a shelf for, be it empty. */
  async stocked(sql: Sql, retailerId: RetailerId, variantIds: readonly VariantId[]): Promise<Set<VariantId>> {
    const rows = await sql.rows<{ variant_id: VariantId }>(
      `SELECT variant_id FROM inventory.stock WHERE retailer_id = $1 AND variant_id = ANY($2)`,
      [retailerId, variantIds],
    );
    return new Set(rows.map((row) => row.variant_id));
  }

  /** One answer for each variant named, in the order of variants; of several counts of one the right one is taken. */
  async apply(tx: Tx, retailerId: RetailerId, counts: readonly ShelfCount[]): Promise<CountedShelf[]> {
    const newest = newestCounts(counts);
    if (newest.length === 0) return [];
    await this.stock.lock(tx, newest);
    const rows = await this.#count(tx, retailerId, newest);
    const moved = rows.filter((row) => row.has_moved).map((row) => row.variant_id);
    await this.stock.sumUp(tx, moved);
    const known = new Map(rows.map((row) => [row.variant_id, row]));
    return newest.map(({ variantId }) => {
      const row = known.get(variantId);
      if (!row) return { variantId, outcome: 'unknown', onHand: null, asOf: null, hasMoved: false };
      const outcome = row.is_applied ? 'applied' : 'ignored';
      return { variantId, outcome, onHand: row.on_hand, asOf: row.as_of, hasMoved: row.has_moved };
    });
  }

  /** A clock that runs ahead must not shut out the counts that follow: a count of the future is one of now. */
  #count(tx: Tx, retailerId: RetailerId, counts: readonly ShelfCount[]): Promise<ShelfRow[]> {
    return tx.rows(
      `WITH told AS (SELECT t.variant_id, t.on_hand, least(t.as_of, now()) AS as_of, t.movement_id
                       FROM unnest($2::text[], $3::int[], $4::timestamptz[], $5::text[]) AS t(variant_id, on_hand, as_of, movement_id)),
            shelf AS (SELECT s.variant_id, s.on_hand, s.as_of FROM inventory.stock s JOIN told USING (variant_id) WHERE s.retailer_id = $1),
            due AS (SELECT told.variant_id, told.movement_id, told.as_of, shelf.on_hand AS before,
                           greatest(told.on_hand + coalesce((
                             SELECT sum(m.quantity)::int FROM inventory.movement m
                              WHERE m.variant_id = told.variant_id AND m.retailer_id = $1 AND m.at > told.as_of
                                AND m.kind IN ('shipped', 'returned')), 0), 0) AS on_hand
                      FROM told JOIN shelf USING (variant_id) WHERE told.as_of >= shelf.as_of),
            moved AS (INSERT INTO inventory.movement (id, variant_id, retailer_id, kind, quantity, reference)
                      SELECT movement_id, variant_id, $1, CASE WHEN on_hand > before THEN 'received' ELSE 'corrected' END,
                             on_hand - before, 'count as of ' || to_char(as_of AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
                        FROM due WHERE on_hand <> before),
            counted AS (UPDATE inventory.stock s SET on_hand = due.on_hand, as_of = due.as_of
                          FROM due WHERE s.variant_id = due.variant_id AND s.retailer_id = $1)
       SELECT shelf.variant_id, due.variant_id IS NOT NULL AS is_applied, coalesce(due.on_hand <> shelf.on_hand, false) AS has_moved,
              coalesce(due.on_hand, shelf.on_hand) AS on_hand, coalesce(due.as_of, shelf.as_of) AS as_of
         FROM shelf LEFT JOIN due USING (variant_id)`,
      [
        retailerId,
        counts.map((count) => count.variantId),
        counts.map((count) => count.onHand),
        counts.map((count) => count.asOf),
        counts.map(() => newId('mov')),
      ],
    );
  }
}
