import { Injectable } from '@nestjs/common';
import { newId, type OrderId, type VariantId, type WaitlistEntryId } from '@sidestall/kernel';
import type { Sql, Tx } from '../platform/database.ts';
import { HoldStore } from './hold.store.ts';
import { StockStore } from './stock.store.ts';

/** What there is of a variant for those who wait; `Infinity` where the brand sells beyond its shelf. */
export interface FreeUnits {
  /** What can be offered to the waitlist. */
  readonly free: number;
  /** What everybody may buy: what is free beyond what the waitlist wants. */
  readonly available: number;
}

/** Units held for somebody who waits. */
export interface OfferedUnits {
  readonly entryId: WaitlistEntryId;
  /** What they wait for, and wait for no longer. */
  readonly wanted: number;
  /** What is held for them: all of it, or as many as are free. */
  readonly quantity: number;
}

/**
 * Stock as the waitlist sees it. What is waited for is kept from everybody else, so that a unit that comes free goes to
 * whoever is next in line; an offer is a hold in the name of the place in line, and buying it moves that hold to the order.
 */
@Injectable()
export class WaitlistHolds {
  constructor(
    private readonly stock: StockStore,
    private readonly holds: HoldStore,
  ) {}

  /** Locks the sums of a variant, so that joining, offering and freeing see each other; adds them where nobody stocks it. */
  async lock(tx: Tx, variantId: VariantId): Promise<FreeUnits> {
    await this.stock.addVariants(tx, [{ variantId }]);
    const row = await tx.one<{ free: number; waiting: number; may_oversell: boolean }>(
      `SELECT on_hand - claimed - safety AS free, waiting, may_oversell
         FROM inventory.variant_stock WHERE variant_id = $1 FOR UPDATE`,
      [variantId],
    );
    const { free, waiting, may_oversell: isEndless } = row!;
    if (isEndless) return { free: Infinity, available: Infinity };
    return { free: Math.max(free, 0), available: Math.max(free - waiting, 0) };
  }

  /** Those of the variants of which there is something to offer. */
  async offerable(sql: Sql, variantIds: readonly VariantId[]): Promise<VariantId[]> {
    const rows = await sql.rows<{ variant_id: VariantId }>(
      `SELECT variant_id FROM inventory.variant_stock
        WHERE variant_id = ANY ($1) AND (may_oversell OR on_hand - claimed - safety > 0) ORDER BY variant_id`,
      [variantIds],
    );
    return rows.map((row) => row.variant_id);
  }

  /** Somebody waits for so many units more. */
  async want(tx: Tx, variantId: VariantId, quantity: number): Promise<void> {
    await tx.rows(`UPDATE inventory.variant_stock SET waiting = waiting + $2 WHERE variant_id = $1`, [
      variantId,
      quantity,
    ]);
  }

  /** Somebody waits no longer, without having been offered anything. */
  unwant(tx: Tx, variantId: VariantId, quantity: number): Promise<void> {
    return this.want(tx, variantId, -quantity);
  }

  /** Holds units of one variant for those who are next, all of the offers or none; false when that many are not free. */
  async offer(tx: Tx, variantId: VariantId, offers: readonly OfferedUnits[], seconds: number): Promise<boolean> {
    const told = await tx.rows(
      `WITH offered AS (SELECT * FROM unnest($2::text[], $3::int[], $4::int[], $5::text[], $6::text[])
                                   AS o(entry_id, wanted, quantity, hold_id, movement_id)),
            claimed AS (UPDATE inventory.variant_stock v SET claimed = v.claimed + s.quantity, waiting = v.waiting - s.wanted
                          FROM (SELECT sum(quantity)::int AS quantity, sum(wanted)::int AS wanted FROM offered) s
                         WHERE v.variant_id = $1 AND (v.may_oversell OR v.on_hand - v.claimed - v.safety >= s.quantity)
                        RETURNING v.variant_id),
            held AS (INSERT INTO inventory.hold (id, order_id, variant_id, quantity, state, expires_at)
                     SELECT o.hold_id, o.entry_id, c.variant_id, o.quantity, 'held', now() + make_interval(secs => $7)
                       FROM offered o CROSS JOIN claimed c)
       INSERT INTO inventory.movement (id, variant_id, kind, quantity, reference)
       SELECT o.movement_id, c.variant_id, 'held', o.quantity, o.entry_id FROM offered o CROSS JOIN claimed c RETURNING 1`,
      [
        variantId,
        offers.map((offer) => offer.entryId),
        offers.map((offer) => offer.wanted),
        offers.map((offer) => offer.quantity),
        offers.map(() => newId('hld')),
        offers.map(() => newId('mov')),
        seconds,
      ],
    );
    return told.length > 0;
  }

  /** The units held for a place in line become the order's, for so long; false when none are. */
  async passOn(tx: Tx, entryId: WaitlistEntryId, orderId: OrderId, seconds: number): Promise<boolean> {
    // What an earlier try of the same order gave back stands in the way.
    await tx.rows(
      `DELETE FROM inventory.hold was USING inventory.hold mine
        WHERE was.order_id = $2 AND was.state = 'closed' AND mine.order_id = $1 AND mine.variant_id = was.variant_id`,
      [entryId, orderId],
    );
    const moved = await tx.rows(
      `UPDATE inventory.hold SET order_id = $2, expires_at = now() + make_interval(secs => $3)
        WHERE order_id = $1 AND state = 'held' RETURNING 1`,
      [entryId, orderId, seconds],
    );
    return moved.length > 0;
  }

  /**
   * An order came to nothing while the offer lasts: what it held, or has just given back in this transaction, is held
   * for the place in line again. False when it is gone.
   */
  async takeBack(
    tx: Tx,
    orderId: OrderId,
    entryId: WaitlistEntryId,
    { variantId, quantity, until }: { readonly variantId: VariantId; readonly quantity: number; readonly until: Date },
  ): Promise<boolean> {
    const moved = await tx.rows(
      `UPDATE inventory.hold SET order_id = $2, expires_at = $4 WHERE order_id = $1 AND variant_id = $3 AND state = 'held'
       RETURNING 1`,
      [orderId, entryId, variantId, until],
    );
    if (moved.length > 0) return true;
    const told = await tx.rows(
      `WITH claimed AS (UPDATE inventory.variant_stock SET claimed = claimed + $2
                         WHERE variant_id = $1 AND (may_oversell OR on_hand - claimed - safety >= $2) RETURNING variant_id),
            held AS (INSERT INTO inventory.hold (id, order_id, variant_id, quantity, state, expires_at)
                     SELECT $4, $3, variant_id, $2, 'held', $6 FROM claimed)
       INSERT INTO inventory.movement (id, variant_id, kind, quantity, reference)
       SELECT $5, variant_id, 'held', $2, $3 FROM claimed RETURNING 1`,
      [variantId, quantity, entryId, newId('hld'), newId('mov'), until],
    );
    return told.length > 0;
  }

  /** Gives everybody back what is held for a place in line, or for an order made of it. Doing it again changes nothing. */
  async release(tx: Tx, holderId: WaitlistEntryId | OrderId): Promise<void> {
    await this.stock.record(tx, 'released', await this.holds.release(tx, holderId, 'held'), holderId);
  }
}
