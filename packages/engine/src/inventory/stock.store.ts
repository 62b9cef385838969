import { Injectable } from '@nestjs/common';
import type { Units } from '@sidestall/inventory';
import { newId, type RetailerId, type VariantId } from '@sidestall/kernel';
import type { Sql, Tx } from '../platform/database.ts';

export interface StockCount {
  readonly variantId: VariantId;
  readonly retailerId: RetailerId;
  readonly onHand: number;
}

export interface LocationRow {
  readonly retailerId: RetailerId;
  readonly name: string;
  readonly shipsFrom: string;
  readonly shipsTo: readonly string[];
  readonly isActive: boolean;
}

/** What a retailer could still promise of a variant, and how old its count of it is. */
export interface FreeShelf {
  readonly variantId: VariantId;
  readonly retailerId: RetailerId;
  readonly free: number;
  readonly asOf: Date;
  readonly ageSeconds: number;
}

/** Units of one variant at one retailer. */
export interface ShelfUnits {
  readonly retailerId: RetailerId;
  readonly variantId: VariantId;
  readonly quantity: number;
}

/** What a quote must know of a variant's stock. */
export interface Sellable {
  /** Units that everybody may buy; null means sold on back order. */
  readonly available: number | null;
  readonly locations: readonly LocationRow[];
}

/** The SQL of what lies where. Rows are always taken in the order of their variant, so that two writers cannot deadlock. */
@Injectable()
export class StockStore {
  /**
   * Lets nobody else change the sums of these variants. A statement of its own, before the shelves are touched: only
   * the next statement sees what whoever held the lock wrote on other shelves, without which a sum would miss it.
   */
  async lock(tx: Tx, units: readonly { readonly variantId: VariantId }[]): Promise<void> {
    await tx.rows(`SELECT 1 FROM inventory.variant_stock WHERE variant_id = ANY($1) ORDER BY variant_id FOR UPDATE`, [
      units.map((unit) => unit.variantId),
    ]);
  }

  /** Takes the retailers' counts as the truth about their shelves and keeps the sums and the story in step. */
  async setCounts(tx: Tx, counts: readonly StockCount[]): Promise<void> {
    if (counts.length === 0) return;
    const last = new Map(counts.map((count) => [`${count.variantId} ${count.retailerId}`, count]));
    const sorted = [...last.values()].sort((a, b) => (a.variantId < b.variantId ? -1 : 1));
    const variantIds = [...new Set(sorted.map((count) => count.variantId))];
    await this.addVariants(tx, sorted);
    await this.lock(tx, sorted);
    await tx.rows(
      `WITH told AS (SELECT * FROM unnest($1::text[], $2::text[], $3::int[], $4::text[]) AS t(variant_id, retailer_id, on_hand, movement_id)),
            before AS (SELECT s.variant_id, s.retailer_id, s.on_hand FROM inventory.stock s JOIN told USING (variant_id, retailer_id)),
            moved AS (INSERT INTO inventory.movement (id, variant_id, retailer_id, kind, quantity)
                      SELECT told.movement_id, told.variant_id, told.retailer_id,
                             CASE WHEN before.on_hand IS NULL THEN 'received' ELSE 'corrected' END,
                             told.on_hand - coalesce(before.on_hand, 0)
                        FROM told LEFT JOIN before USING (variant_id, retailer_id)
                       WHERE told.on_hand IS DISTINCT FROM before.on_hand)
       INSERT INTO inventory.stock (variant_id, retailer_id, on_hand) SELECT variant_id, retailer_id, on_hand FROM told
       ON CONFLICT (variant_id, retailer_id) DO UPDATE SET on_hand = excluded.on_hand, as_of = now()`,
      [
        sorted.map((count) => count.variantId),
        sorted.map((count) => count.retailerId),
        sorted.map((count) => count.onHand),
        sorted.map(() => newId('mov')),
      ],
    );
    await this.sumUp(tx, variantIds);
  }

  /** Makes sure that the variants, which come in their order, have a sum to be locked. */
  async addVariants(tx: Tx, units: readonly { readonly variantId: VariantId }[]): Promise<void> {
    await tx.rows(
      `INSERT INTO inventory.variant_stock (variant_id, on_hand) SELECT DISTINCT unnest($1::text[]) AS id, 0 ORDER BY id
       ON CONFLICT (variant_id) DO NOTHING`,
      [units.map((unit) => unit.variantId)],
    );
  }

  /** Brings the sums of variants up to what lies on their shelves. The caller holds the lock. */
  async sumUp(tx: Tx, variantIds: readonly VariantId[]): Promise<void> {
    if (variantIds.length === 0) return;
    await tx.rows(
      `UPDATE inventory.variant_stock v SET on_hand = s.on_hand
         FROM (SELECT variant_id, sum(on_hand)::int AS on_hand FROM inventory.stock WHERE variant_id = ANY($1) GROUP BY variant_id) s
        WHERE v.variant_id = s.variant_id AND v.on_hand <> s.on_hand`,
      [variantIds],
    );
  }

  async setOverselling(tx: Tx, variantIds: readonly VariantId[], mayOversell: boolean): Promise<void> {
    await tx.rows(
      `INSERT INTO inventory.variant_stock (variant_id, on_hand, may_oversell) SELECT unnest($1::text[]), 0, $2
       ON CONFLICT (variant_id) DO UPDATE SET may_oversell = excluded.may_oversell`,
      [[...variantIds].sort(), mayOversell],
    );
  }

  /** Units that can be bought now; null where the brand sells on back order. Variants nobody stocks have none. */
  async available(sql: Sql, variantIds: readonly VariantId[]): Promise<Map<VariantId, number | null>> {
    const found = new Map<VariantId, number | null>(variantIds.map((id) => [id, 0]));
    if (variantIds.length === 0) return found;
    const rows = await sql.rows<{ variant_id: VariantId; available: number | null }>(
      `SELECT variant_id, CASE WHEN may_oversell THEN NULL ELSE greatest(on_hand - claimed - safety - waiting, 0) END AS available
         FROM inventory.variant_stock WHERE variant_id = ANY($1)`,
      [variantIds],
    );
    for (const row of rows) found.set(row.variant_id, row.available);
    return found;
  }

  /** What can be bought of variants now and who would send it where, in one look. Variants nobody stocks have neither. */
  async sellable(sql: Sql, variantIds: readonly VariantId[]): Promise<Map<VariantId, Sellable>> {
    const rows = await sql.rows<{ variant_id: VariantId; available: number | null; locations: LocationRow[] }>(
      `SELECT v.variant_id, CASE WHEN v.may_oversell THEN NULL ELSE greatest(v.on_hand - v.claimed - v.safety - v.waiting, 0) END AS available,
              coalesce((SELECT json_agg(json_build_object('retailerId', l.retailer_id, 'name', l.name, 'shipsFrom', l.ships_from,
                                                          'shipsTo', l.ships_to, 'isActive', l.is_active) ORDER BY l.name)
                          FROM inventory.stock s JOIN inventory.location l USING (retailer_id)
                         WHERE s.variant_id = v.variant_id AND l.is_active), '[]') AS locations
         FROM inventory.variant_stock v WHERE v.variant_id = ANY($1)`,
      [variantIds],
    );
    const found = new Map(rows.map((row) => [row.variant_id, { available: row.available, locations: row.locations }]));
    return new Map(variantIds.map((id) => [id, found.get(id) ?? { available: 0, locations: [] }]));
  }

  /** What each retailer could still promise, for routing. */
  async free(sql: Sql, variantIds: readonly VariantId[]): Promise<FreeShelf[]> {
    return sql.rows(
      `SELECT s.variant_id AS "variantId", s.retailer_id AS "retailerId",
              CASE WHEN v.may_oversell THEN greatest(s.on_hand - s.allocated, 1000000) ELSE s.on_hand - s.allocated END AS free,
              s.as_of AS "asOf", greatest(extract(epoch FROM now() - s.as_of), 0)::int AS "ageSeconds"
         FROM inventory.stock s JOIN inventory.variant_stock v USING (variant_id)
        WHERE s.variant_id = ANY($1) ORDER BY s.variant_id, s.retailer_id`,
      [variantIds],
    );
  }

  /** Promises units of many shelves at once; false (and nothing changed that the caller may keep) when some are gone. */
  async allocateMany(tx: Tx, wanted: readonly ShelfUnits[]): Promise<boolean> {
    const rows = await tx.rows(
      `WITH wanted AS (SELECT retailer_id, variant_id, sum(quantity)::int AS quantity
                         FROM unnest($1::text[], $2::text[], $3::int[]) AS u(retailer_id, variant_id, quantity) GROUP BY 1, 2),
            shelf AS (SELECT s.retailer_id, s.variant_id, wanted.quantity FROM inventory.stock s JOIN wanted USING (retailer_id, variant_id)
                       ORDER BY s.variant_id, s.retailer_id FOR UPDATE OF s)
       UPDATE inventory.stock s SET allocated = s.allocated + u.quantity
         FROM shelf u, inventory.variant_stock v
        WHERE s.retailer_id = u.retailer_id AND s.variant_id = u.variant_id AND v.variant_id = s.variant_id
          AND (v.may_oversell OR s.on_hand - s.allocated >= u.quantity)
       RETURNING s.variant_id`,
      [wanted.map((it) => it.retailerId), wanted.map((it) => it.variantId), wanted.map((it) => it.quantity)],
    );
    return rows.length === new Set(wanted.map((it) => `${it.retailerId} ${it.variantId}`)).size;
  }

  async releaseAllocation(tx: Tx, retailerId: RetailerId, units: readonly Units[]): Promise<void> {
    await tx.rows(
      `UPDATE inventory.stock s SET allocated = greatest(s.allocated - u.quantity, 0)
         FROM unnest($2::text[], $3::int[]) AS u(variant_id, quantity)
        WHERE s.retailer_id = $1 AND s.variant_id = u.variant_id`,
      [retailerId, units.map((unit) => unit.variantId), units.map((unit) => unit.quantity)],
    );
  }

  /**
   * Units leave the shelf: the retailer's count, its promise and the sum all go down. What leaves was there, whatever had
   * been counted: the story says so, or it would not add up. The caller holds the lock.
   */
  async ship(tx: Tx, retailerId: RetailerId, units: readonly Units[], reference: string): Promise<void> {
    const variantIds = units.map((unit) => unit.variantId);
    await tx.rows(
      `WITH sent AS (SELECT * FROM unnest($2::text[], $3::int[], $4::text[]) AS u(variant_id, quantity, movement_id)),
            shelf AS (SELECT s.variant_id, s.on_hand FROM inventory.stock s JOIN sent USING (variant_id) WHERE s.retailer_id = $1),
            found AS (INSERT INTO inventory.movement (id, variant_id, retailer_id, kind, quantity, reference)
                      SELECT sent.movement_id, sent.variant_id, $1, 'corrected', sent.quantity - coalesce(shelf.on_hand, 0), $5
                        FROM sent LEFT JOIN shelf USING (variant_id) WHERE sent.quantity > coalesce(shelf.on_hand, 0))
       UPDATE inventory.stock s SET on_hand = greatest(s.on_hand - u.quantity, 0), allocated = greatest(s.allocated - u.quantity, 0)
         FROM sent u WHERE s.retailer_id = $1 AND s.variant_id = u.variant_id`,
      [retailerId, variantIds, units.map((unit) => unit.quantity), units.map(() => newId('mov')), reference],
    );
    await this.sumUp(tx, variantIds);
    await this.record(tx, 'shipped', units, reference, retailerId);
  }

  async record(
    tx: Tx,
    kind: 'released' | 'shipped',
    units: readonly Units[],
    reference: string,
    retailerId: RetailerId | null = null,
  ): Promise<void> {
    const sign = kind === 'shipped' ? -1 : 1;
    const moves = units.map(({ variantId, quantity }) => ({
      variantId,
      quantity: sign * quantity,
      orderId: reference,
    }));
    await this.recordEach(tx, kind, moves, retailerId);
  }

  /** Writes down what happened to units of several orders. */
  async recordEach(
    tx: Tx,
    kind: 'released' | 'shipped',
    moves: readonly (Units & { readonly orderId: string })[],
    retailerId: RetailerId | null = null,
  ): Promise<void> {
    if (moves.length === 0) return;
    await tx.rows(
      `INSERT INTO inventory.movement (id, variant_id, retailer_id, kind, quantity, reference)
       SELECT m.id, m.variant_id, $5, $6, m.quantity, m.reference
         FROM unnest($1::text[], $2::text[], $3::int[], $4::text[]) AS m(id, variant_id, quantity, reference)`,
      [
        moves.map(() => newId('mov')),
        moves.map((move) => move.variantId),
        moves.map((move) => move.quantity),
        moves.map((move) => move.orderId),
        retailerId,
        kind,
      ],
    );
  }

  async setLocation(tx: Tx, location: LocationRow): Promise<void> {
    await tx.rows(
      `INSERT INTO inventory.location (retailer_id, name, ships_from, ships_to, is_active) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (retailer_id) DO UPDATE SET name = excluded.name, ships_from = excluded.ships_from,
         ships_to = excluded.ships_to, is_active = excluded.is_active`,
      [location.retailerId, location.name, location.shipsFrom, location.shipsTo, location.isActive],
    );
  }

  /** Who has these variants on a shelf, and where to they send. */
  async locationsOf(sql: Sql, variantIds: readonly VariantId[]): Promise<(LocationRow & { variantId: VariantId })[]> {
    return sql.rows(
      `SELECT s.variant_id AS "variantId", l.retailer_id AS "retailerId", l.name, l.ships_from AS "shipsFrom",
              l.ships_to AS "shipsTo", l.is_active AS "isActive"
         FROM inventory.stock s JOIN inventory.location l USING (retailer_id)
        WHERE s.variant_id = ANY($1) AND l.is_active ORDER BY l.name`,
      [variantIds],
    );
  }

  async countries(sql: Sql): Promise<string[]> {
    const rows = await sql.rows<{ country: string }>(
      `SELECT DISTINCT unnest(ships_to) AS country FROM inventory.location WHERE is_active ORDER BY 1`,
    );
    return rows.map((row) => row.country);
  }

  async firstLocation(sql: Sql): Promise<RetailerId | null> {
    const row = await sql.one<{ retailer_id: RetailerId }>(
      `SELECT retailer_id FROM inventory.location WHERE is_active ORDER BY retailer_id LIMIT 1`,
    );
    return row?.retailer_id ?? null;
  }
}
