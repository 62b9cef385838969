import { Injectable } from '@nestjs/common';
import type { Units } from '@sidestall/inventory';
import { newId, type OrderId, type VariantId } from '@sidestall/kernel';
import type { Tx } from '../platform/database.ts';

/** The SQL of claims: a hold while an order is being paid, a reservation once it is. */
@Injectable()
export class HoldStore {
  /**
   * Claims all of it, or nothing and says what is missing. What the order holds already is not
   * claimed again: `fresh` is what this call added.
   */
  async claim(
    tx: Tx,
    orderId: OrderId,
    units: readonly Units[],
    seconds: number,
  ): Promise<{ missing: VariantId[]; fresh: Units[] }> {
    const granted = await this.#claimSums(tx, units);
    const refused = units.filter((unit) => !granted.includes(unit));
    if (refused.length > 0) {
      const held = await this.#held(tx, orderId, refused);
      const missing = refused.filter((unit) => !held.has(unit.variantId)).map((unit) => unit.variantId);
      if (missing.length > 0) {
        await this.giveBack(tx, granted);
        return { missing, fresh: [] };
      }
    }
    const fresh = granted.length > 0 ? await this.#insert(tx, orderId, granted, seconds) : [];
    const twice = granted.filter((unit) => !fresh.includes(unit));
    if (twice.length > 0) {
      await this.#held(tx, orderId, twice);
      await this.giveBack(tx, twice);
    }
    return { missing: [], fresh };
  }

  async #claimSums(tx: Tx, units: readonly Units[]): Promise<Units[]> {
    const rows = await tx.rows<{ variant_id: VariantId }>(
      `WITH want AS (SELECT * FROM unnest($1::text[], $2::int[]) AS w(variant_id, quantity)),
            locked AS (SELECT v.variant_id, w.quantity FROM inventory.variant_stock v JOIN want w USING (variant_id)
                        ORDER BY v.variant_id FOR UPDATE OF v)
       UPDATE inventory.variant_stock v SET claimed = v.claimed + l.quantity FROM locked l
        WHERE v.variant_id = l.variant_id AND (v.may_oversell OR v.on_hand - v.claimed >= l.quantity)
       RETURNING v.variant_id`,
      columns(units),
    );
    const ids = new Set(rows.map((row) => row.variant_id));
    return units.filter((unit) => ids.has(unit.variantId));
  }

  /** Writes the holds that the order does not have yet; a row that lives stays as it is. */
  async #insert(tx: Tx, orderId: OrderId, units: readonly Units[], seconds: number): Promise<Units[]> {
    const rows = await tx.rows<{ variant_id: VariantId }>(
      `INSERT INTO inventory.hold AS h (id, order_id, variant_id, quantity, state, expires_at)
       SELECT n.id, $4, n.variant_id, n.quantity, 'held', now() + make_interval(secs => $5)
         FROM unnest($1::text[], $2::text[], $3::int[]) AS n(id, variant_id, quantity)
       ON CONFLICT (order_id, variant_id) DO UPDATE
          SET quantity = excluded.quantity, state = 'held', expires_at = excluded.expires_at WHERE h.state = 'closed'
       RETURNING variant_id`,
      [units.map(() => newId('hld')), ...columns(units), orderId, seconds],
    );
    const ids = new Set(rows.map((row) => row.variant_id));
    return units.filter((unit) => ids.has(unit.variantId));
  }

  /** Which of these the order holds. An order's lines never change, so another quantity is somebody's mistake. */
  async #held(tx: Tx, orderId: OrderId, units: readonly Units[]): Promise<Set<VariantId>> {
    const rows = await tx.rows<Units>(
      `SELECT variant_id AS "variantId", quantity FROM inventory.hold
        WHERE order_id = $1 AND variant_id = ANY($2) AND state <> 'closed'`,
      [orderId, units.map((unit) => unit.variantId)],
    );
    const wanted = new Map(units.map((unit) => [unit.variantId, unit.quantity]));
    const other = rows.find((row) => row.quantity !== wanted.get(row.variantId));
    if (other)
      throw new Error(`${orderId} holds ${other.quantity} of ${other.variantId} and asks for another quantity`);
    return new Set(rows.map((row) => row.variantId));
  }

  /** Makes the order's holds firm; true when this call did it. */
  async reserve(tx: Tx, orderId: OrderId): Promise<Units[]> {
    return tx.rows(
      `UPDATE inventory.hold SET state = 'reserved', expires_at = NULL WHERE order_id = $1 AND state = 'held'
       RETURNING variant_id AS "variantId", quantity`,
      [orderId],
    );
  }

  /** Gives back whatever the order still claims in that state. */
  async release(tx: Tx, orderId: OrderId, state: 'held' | 'reserved'): Promise<Units[]> {
    return tx.rows(
      `WITH freed AS (UPDATE inventory.hold SET state = 'closed', expires_at = NULL
                       WHERE order_id = $1 AND state = $2 RETURNING variant_id, quantity),
            locked AS (SELECT v.variant_id, f.quantity FROM inventory.variant_stock v JOIN freed f USING (variant_id)
                        ORDER BY v.variant_id FOR UPDATE OF v),
            back AS (UPDATE inventory.variant_stock v SET claimed = greatest(v.claimed - l.quantity, 0)
                       FROM locked l WHERE v.variant_id = l.variant_id)
       SELECT variant_id AS "variantId", quantity FROM freed ORDER BY variant_id`,
      [orderId, state],
    );
  }

  /**
   * Takes shipped or given-up units out of the order's reservation, at most what is left of it, and says how many that
   * were; the sum is the caller's business.
   */
  async useUp(tx: Tx, orderId: OrderId, units: readonly Units[]): Promise<Units[]> {
    return tx.rows(
      `WITH mine AS (SELECT h.id, h.variant_id, h.quantity, least(h.quantity, u.quantity) AS used
                       FROM inventory.hold h JOIN unnest($2::text[], $3::int[]) AS u(variant_id, quantity) USING (variant_id)
                      WHERE h.order_id = $1 AND h.state = 'reserved' ORDER BY h.variant_id FOR UPDATE OF h)
       UPDATE inventory.hold h SET quantity = m.quantity - m.used,
              state = CASE WHEN m.quantity = m.used THEN 'closed' ELSE h.state END
         FROM mine m WHERE h.id = m.id
       RETURNING h.variant_id AS "variantId", m.used AS quantity`,
      [orderId, ...columns(units)],
    );
  }

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
