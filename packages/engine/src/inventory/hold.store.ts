import { Injectable } from '@nestjs/common';
import type { Units } from '@sidestall/inventory';
import { newId, type OrderId, type VariantId } from '@sidestall/kernel';
import type { Tx } from '../platform/database.ts';

/** The SQL of claims: a hold while an order is being paid, a reservation once it is. */
@Injectable()
export class HoldStore {
  /** Claims all of it or says what is missing; on a failure the caller must undo its transaction. */
  async claim(tx: Tx, orderId: OrderId, units: readonly Units[], seconds: number): Promise<{ missing: VariantId[] }> {
    const sorted = [...units].sort((a, b) => (a.variantId < b.variantId ? -1 : 1));
    const variantIds = sorted.map((unit) => unit.variantId);
    const quantities = sorted.map((unit) => unit.quantity);
    const claimed = await tx.rows<{ variant_id: VariantId }>(
      `WITH want AS (SELECT * FROM unnest($1::text[], $2::int[]) AS w(variant_id, quantity)),
            locked AS (SELECT v.variant_id, w.quantity FROM inventory.variant_stock v JOIN want w USING (variant_id)
                        ORDER BY v.variant_id FOR UPDATE OF v)
       UPDATE inventory.variant_stock v SET claimed = v.claimed + l.quantity FROM locked l
        WHERE v.variant_id = l.variant_id AND (v.may_oversell OR v.on_hand - v.claimed >= l.quantity)
       RETURNING v.variant_id`,
      [variantIds, quantities],
    );
    if (claimed.length < sorted.length) {
      const got = new Set(claimed.map((row) => row.variant_id));
      return { missing: variantIds.filter((id) => !got.has(id)) };
    }
    await tx.rows(
      `INSERT INTO inventory.hold (id, order_id, variant_id, quantity, state, expires_at)
       SELECT h.id, $4, h.variant_id, h.quantity, 'held', now() + make_interval(secs => $5)
         FROM unnest($1::text[], $2::text[], $3::int[]) AS h(id, variant_id, quantity)
       ON CONFLICT (order_id, variant_id) DO UPDATE
          SET quantity = excluded.quantity, state = 'held', expires_at = excluded.expires_at`,
      [sorted.map(() => newId('hld')), variantIds, quantities, orderId, seconds],
    );
    return { missing: [] };
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
            back AS (UPDATE inventory.variant_stock v SET claimed = greatest(v.claimed - f.quantity, 0)
                       FROM (SELECT * FROM freed ORDER BY variant_id) f WHERE v.variant_id = f.variant_id)
       SELECT variant_id AS "variantId", quantity FROM freed`,
      [orderId, state],
    );
  }

  /** Takes shipped or given-up units out of the order's reservation; the sum is the caller's business. */
  async useUp(tx: Tx, orderId: OrderId, units: readonly Units[]): Promise<void> {
    await tx.rows(
      `UPDATE inventory.hold h SET quantity = greatest(h.quantity - u.quantity, 0),
              state = CASE WHEN h.quantity <= u.quantity THEN 'closed' ELSE h.state END
         FROM unnest($2::text[], $3::int[]) AS u(variant_id, quantity)
        WHERE h.order_id = $1 AND h.variant_id = u.variant_id AND h.state = 'reserved'`,
      [orderId, units.map((unit) => unit.variantId), units.map((unit) => unit.quantity)],
    );
  }

  async giveBack(tx: Tx, units: readonly Units[]): Promise<void> {
    const sorted = [...units].sort((a, b) => (a.variantId < b.variantId ? -1 : 1));
    await tx.rows(
      `UPDATE inventory.variant_stock v SET claimed = greatest(v.claimed - u.quantity, 0)
         FROM unnest($1::text[], $2::int[]) AS u(variant_id, quantity) WHERE v.variant_id = u.variant_id`,
      [sorted.map((unit) => unit.variantId), sorted.map((unit) => unit.quantity)],
    );
  }
}
