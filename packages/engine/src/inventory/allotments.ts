import { Injectable } from '@nestjs/common';
import { gatherUnits, type Units } from '@sidestall/inventory';
import { err, newId, ok, type DropId, type Result, type VariantId } from '@sidestall/kernel';
import type { Sql, Tx } from '../platform/database.ts';
import { StockStore } from './stock.store.ts';

/** What is set apart for a drop of one variant. */
export interface AllotmentLeft {
  readonly dropId: DropId;
  readonly variantId: VariantId;
  /** Bought, or being paid for, from the allotment. */
  readonly claimed: number;
  /** Can be bought from it now: on a shelf, and claimed by nobody; none once it went back. */
  readonly left: number;
}

/**
 * SQL: what can be bought now of an open allotment `a`, with the sum `v` of its variant. Where retailers count fewer units
 * than were set apart, what buyers hold goes first, and the rest is all that the variant's drops may sell together.
 */
export const ALLOTMENT_LEFT = `CASE WHEN v.may_oversell THEN a.allotted - a.claimed ELSE
  greatest(least(a.allotted - a.claimed, v.on_hand - v.claimed + (SELECT sum(o.allotted - o.claimed)::int
    FROM inventory.allotment o WHERE o.variant_id = a.variant_id AND o.is_open)), 0) END`;

/**
 * Units set apart for drops. They are claimed from everybody's stock when a drop is made and claimed once more, from the
 * allotment, by those who buy in it: two drops on one variant can never promise the same unit.
 */
@Injectable()
export class Allotments {
  constructor(private readonly stock: StockStore) {}

  /** Sets units apart, all of them or none; answers which variants have too few that everybody may buy. */
  async allot(tx: Tx, dropId: DropId, units: readonly Units[]): Promise<Result<null, { missing: VariantId[] }>> {
    const sorted = gatherUnits(units);
    const variantIds = sorted.map((unit) => unit.variantId);
    const rows = await tx.rows<{ variant_id: VariantId; free: number | null }>(
      `SELECT variant_id, CASE WHEN may_oversell THEN NULL ELSE on_hand - claimed - safety - waiting END AS free
         FROM inventory.variant_stock WHERE variant_id = ANY($1) ORDER BY variant_id FOR UPDATE`,
      [variantIds],
    );
    const free = new Map(rows.map((row) => [row.variant_id, row.free ?? Infinity]));
    const short = sorted.filter((unit) => (free.get(unit.variantId) ?? 0) < unit.quantity);
    if (short.length > 0) return err({ missing: short.map((unit) => unit.variantId) });
    await tx.rows(
      `WITH apart AS (SELECT * FROM unnest($2::text[], $3::int[], $4::text[]) AS u(variant_id, quantity, movement_id)),
            told AS (INSERT INTO inventory.movement (id, variant_id, kind, quantity, reference)
                     SELECT movement_id, variant_id, 'allotted', quantity, $1 FROM apart),
            made AS (INSERT INTO inventory.allotment (drop_id, variant_id, allotted)
                     SELECT $1, variant_id, quantity FROM apart)
       UPDATE inventory.variant_stock v SET claimed = v.claimed + a.quantity FROM apart a WHERE v.variant_id = a.variant_id`,
      [dropId, variantIds, sorted.map((unit) => unit.quantity), sorted.map(() => newId('mov'))],
    );
    return ok(null);
  }

  /**
   * Closes the drop's allotments and gives everybody what nobody claimed of them; answers what that was. What is claimed
   * stays claimed. Doing it again changes nothing.
   */
  async giveBack(tx: Tx, dropId: DropId): Promise<Units[]> {
    const open = await tx.rows<{ variantId: VariantId }>(
      `SELECT variant_id AS "variantId" FROM inventory.allotment WHERE drop_id = $1 AND is_open ORDER BY variant_id`,
      [dropId],
    );
    if (open.length === 0) return [];
    // The sums before the allotments, as everybody who claims does.
    await this.stock.lock(tx, open);
    return tx.rows<Units>(
      `WITH unsold AS (SELECT variant_id, allotted - claimed AS quantity FROM inventory.allotment
                        WHERE drop_id = $1 AND is_open ORDER BY variant_id FOR UPDATE),
            closed AS (UPDATE inventory.allotment a SET allotted = a.claimed, is_open = false FROM unsold u
                        WHERE a.drop_id = $1 AND a.variant_id = u.variant_id),
            given AS (SELECT * FROM unsold WHERE quantity > 0),
            told AS (INSERT INTO inventory.movement (id, variant_id, kind, quantity, reference)
                     SELECT m.id, g.variant_id, 'unallotted', g.quantity, $1
                       FROM given g JOIN unnest($2::text[], $3::text[]) AS m(variant_id, id) USING (variant_id))
       UPDATE inventory.variant_stock v SET claimed = greatest(v.claimed - g.quantity, 0) FROM given g
        WHERE v.variant_id = g.variant_id RETURNING v.variant_id AS "variantId", g.quantity`,
      [dropId, open.map((unit) => unit.variantId), open.map(() => newId('mov'))],
    );
  }

  /** What is claimed and left of the drops' allotments. */
  left(sql: Sql, dropIds: readonly DropId[]): Promise<AllotmentLeft[]> {
    return sql.rows(
      `SELECT a.drop_id AS "dropId", a.variant_id AS "variantId", a.claimed,
              CASE WHEN a.is_open THEN ${ALLOTMENT_LEFT} ELSE 0 END AS left
         FROM inventory.allotment a JOIN inventory.variant_stock v USING (variant_id)
        WHERE a.drop_id = ANY($1) ORDER BY a.drop_id, a.variant_id`,
      [dropIds],
    );
  }
}
