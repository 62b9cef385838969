import { Injectable } from '@nestjs/common';
import type { HoldUnits, Units } from '@sidestall/inventory';
import { newId, type DropId, type OrderId, type VariantId, type WaitlistEntryId } from '@sidestall/kernel';
import type { Sql, Tx } from '../platform/database.ts';

/** What one order asks to hold, all of it or nothing. */
export interface HoldAsk {
  readonly orderId: OrderId | WaitlistEntryId;
  readonly units: readonly HoldUnits[];
  readonly seconds: number;
}

/** The SQL of claims: a hold while an order is being paid, a reservation once it is. */
@Injectable()
export class HoldStore {
  /**
   * Grants many asks in one statement, in the order given: each gets all of its units or none, and an answer of what is
   * missing (empty: granted). What an order holds already is not claimed again.
   */
  async claim(sql: Sql, asks: readonly HoldAsk[]): Promise<VariantId[][]> {
    const rows = asks.flatMap(({ orderId, seconds, units }, ask) =>
      units.map((unit) => ({ ask, orderId, seconds, ...unit })),
    );
    const refused = await sql.rows<{ ask: number; variant_id: VariantId }>(
      `SELECT ask, variant_id FROM inventory.hold_many($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        rows.map(({ ask }) => ask),
        rows.map(({ orderId }) => orderId),
        rows.map(({ seconds }) => seconds),
        rows.map(({ variantId }) => variantId),
        rows.map(({ dropId }) => dropId ?? null),
        rows.map(({ quantity }) => quantity),
        rows.map(() => newId('hld')),
        rows.map(() => newId('mov')),
      ],
    );
    const missing: VariantId[][] = asks.map(() => []);
    for (const row of refused) missing[row.ask]!.push(row.variant_id);
    return missing;
  }

  /**
   * Makes the holds of orders firm and writes it down; answers whose this call made so. `most` is how many holds the
   * orders can have at most.
   */
  async reserve(tx: Tx, orderIds: readonly OrderId[], most: number): Promise<Set<OrderId>> {
    const rows = await tx.rows<{ order_id: OrderId }>(
      `WITH firm AS (UPDATE inventory.hold SET state = 'reserved', expires_at = NULL
                      WHERE order_id = ANY ($1) AND state = 'held' RETURNING order_id, variant_id, quantity),
            numbered AS (SELECT *, row_number() OVER () AS place FROM firm),
            told AS (INSERT INTO inventory.movement (id, variant_id, kind, quantity, reference)
                     SELECT m.id, n.variant_id, 'reserved', n.quantity, n.order_id
                       FROM numbered n JOIN unnest($2::text[]) WITH ORDINALITY AS m(id, place) USING (place))
       SELECT order_id FROM firm`,
      [orderIds, Array.from({ length: most }, () => newId('mov'))],
    );
    if (rows.length > most) throw new Error(`${rows.length} holds where ${most} were expected`);
    return new Set(rows.map((row) => row.order_id));
  }

  /** Gives back whatever the order still claims in that state, to where it was claimed from. */
  async release(tx: Tx, orderId: OrderId | WaitlistEntryId, state: 'held' | 'reserved'): Promise<Units[]> {
    const freed = await tx.rows<HoldUnits>(
      `UPDATE inventory.hold SET state = 'closed', expires_at = NULL WHERE order_id = $1 AND state = $2
       RETURNING variant_id AS "variantId", quantity, drop_id AS "dropId"`,
      [orderId, state],
    );
    await this.giveUp(tx, freed);
    return freed;
  }

  /**
   * Takes shipped or given-up units out of the order's reservation, at most what is left of it, and says how many that
   * were; the sum is the caller's business.
   */
  async useUp(tx: Tx, orderId: OrderId, units: readonly Units[]): Promise<HoldUnits[]> {
    return tx.rows(
      `WITH mine AS (SELECT h.id, h.variant_id, h.quantity, least(h.quantity, u.quantity) AS used
                       FROM inventory.hold h JOIN unnest($2::text[], $3::int[]) AS u(variant_id, quantity) USING (variant_id)
                      WHERE h.order_id = $1 AND h.state = 'reserved' ORDER BY h.variant_id FOR UPDATE OF h)
       UPDATE inventory.hold h SET quantity = m.quantity - m.used,
              state = CASE WHEN m.quantity = m.used THEN 'closed' ELSE h.state END
         FROM mine m WHERE h.id = m.id
       RETURNING h.variant_id AS "variantId", m.used AS quantity, h.drop_id AS "dropId"`,
      [orderId, ...columns(units)],
    );
  }

  /** Gives units back to where they were claimed from: to the allotment of a drop while it is open, else to everybody. */
  async giveUp(tx: Tx, units: readonly HoldUnits[]): Promise<void> {
    const ofDrops = units.filter((unit) => unit.dropId);
    if (ofDrops.length === 0) return this.giveBack(tx, units);
    // The sums before the allotments, as a claim on both takes them: an order may be of a drop and of the shelf beside it.
    await tx.rows(`SELECT 1 FROM inventory.variant_stock WHERE variant_id = ANY($1) ORDER BY variant_id FOR UPDATE`, [
      units.map((unit) => unit.variantId),
    ]);
    const open = await tx.rows<{ variant_id: VariantId; drop_id: DropId }>(
      `WITH given AS (SELECT * FROM unnest($1::text[], $2::text[], $3::int[]) AS g(drop_id, variant_id, quantity)),
            locked AS (SELECT a.drop_id, a.variant_id, g.quantity FROM inventory.allotment a JOIN given g USING (drop_id, variant_id)
                        WHERE a.is_open ORDER BY a.drop_id, a.variant_id FOR UPDATE OF a)
       UPDATE inventory.allotment a SET claimed = greatest(a.claimed - l.quantity, 0)
         FROM locked l WHERE a.drop_id = l.drop_id AND a.variant_id = l.variant_id
       RETURNING a.variant_id, a.drop_id`,
      [ofDrops.map((unit) => unit.dropId), ...columns(ofDrops)],
    );
    const isOpen = (unit: HoldUnits) =>
      open.some((row) => row.drop_id === unit.dropId && row.variant_id === unit.variantId);
    await this.giveBack(
      tx,
      units.filter((unit) => !unit.dropId || !isOpen(unit)),
    );
  }

  /** Gives units back to everybody's stock; also where they leave the shelf for good, wherever they were claimed from. */
  async giveBack(tx: Tx, units: readonly Units[]): Promise<void> {
    if (units.length === 0) return;
    await tx.rows(
      `WITH locked AS (SELECT v.variant_id, u.quantity FROM inventory.variant_stock v
                         JOIN unnest($1::text[], $2::int[]) AS u(variant_id, quantity) USING (variant_id)
                        ORDER BY v.variant_id FOR UPDATE OF v)
       UPDATE inventory.variant_stock v SET claimed = greatest(v.claimed - l.quantity, 0)
         FROM locked l WHERE v.variant_id = l.variant_id`,
      columns(units),
    );
  }
}

const columns = (units: readonly Units[]): [variantIds: VariantId[], quantities: number[]] => [
  units.map((unit) => unit.variantId),
  units.map((unit) => unit.quantity),
];
