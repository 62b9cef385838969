import { Injectable } from '@nestjs/common';
import { gatherUnits, type Units } from '@sidestall/inventory';
import { newId, type RetailerId, type VariantId } from '@sidestall/kernel';
import type { Tx } from '../platform/database.ts';
import { StockStore } from './stock.store.ts';

/** What is learned of a retailer's shelf other than by its counts. */
@Injectable()
export class Shelves {
  constructor(private readonly stock: StockStore) {}

  /** Goods that came back and can be sold again lie at the retailer once more. The caller sees to it that this is told once. */
  async putBack(tx: Tx, retailerId: RetailerId, lines: readonly Units[], reference: string): Promise<void> {
    const units = gatherUnits(lines);
    await this.stock.addVariants(tx, units);
    await this.stock.lock(tx, units);
    await tx.rows(
      `WITH back AS (SELECT * FROM unnest($2::text[], $3::int[], $4::text[]) AS b(variant_id, quantity, movement_id)),
            told AS (INSERT INTO inventory.movement (id, variant_id, retailer_id, kind, quantity, reference)
                     SELECT movement_id, variant_id, $1, 'returned', quantity, $5 FROM back)
       INSERT INTO inventory.stock AS s (variant_id, retailer_id, on_hand) SELECT variant_id, $1, quantity FROM back
       ON CONFLICT (variant_id, retailer_id) DO UPDATE SET on_hand = s.on_hand + excluded.on_hand`,
      [
        retailerId,
        units.map((unit) => unit.variantId),
        units.map((unit) => unit.quantity),
        units.map(() => newId('mov')),
        reference,
      ],
    );
    await this.stock.sumUp(
      tx,
      units.map((unit) => unit.variantId),
    );
  }

  /**
   * A retailer sends again what got lost on the way: other units leave the shelf than those that were promised. What was
   * promised to others stays promised. The caller sees to it that this is told once.
   */
  async sendAgain(tx: Tx, retailerId: RetailerId, lines: readonly Units[], reference: string): Promise<void> {
    const units = gatherUnits(lines);
    const variantIds = units.map((unit) => unit.variantId);
    await this.stock.lock(tx, units);
    await tx.rows(
      `WITH sent AS (SELECT * FROM unnest($2::text[], $3::int[], $4::text[]) AS u(variant_id, quantity, movement_id)),
            shelf AS (SELECT s.variant_id, s.on_hand FROM inventory.stock s JOIN sent USING (variant_id) WHERE s.retailer_id = $1),
            found AS (INSERT INTO inventory.movement (id, variant_id, retailer_id, kind, quantity, reference)
                      SELECT sent.movement_id, sent.variant_id, $1, 'corrected', sent.quantity - coalesce(shelf.on_hand, 0), $5
                        FROM sent LEFT JOIN shelf USING (variant_id) WHERE sent.quantity > coalesce(shelf.on_hand, 0))
       UPDATE inventory.stock s SET on_hand = greatest(s.on_hand - u.quantity, 0)
         FROM sent u WHERE s.retailer_id = $1 AND s.variant_id = u.variant_id`,
      [retailerId, variantIds, units.map((unit) => unit.quantity), units.map(() => newId('mov')), reference],
    );
    await this.stock.sumUp(tx, variantIds);
    await this.stock.record(tx, 'shipped', units, reference, retailerId);
  }

  /**
   * The retailer could not find the units it was asked for: nothing is left there beyond what others were promised.
   * `asked` is the promise that is about to be taken back. Answers whether the shelf had been thought to hold more.
   */
  async ranOut(
    tx: Tx,
    retailerId: RetailerId,
    variantId: VariantId,
    asked: number,
    reference: string,
  ): Promise<boolean> {
    await this.stock.lock(tx, [{ variantId }]);
    const moved = await tx.rows(
      `WITH shelf AS (SELECT variant_id, on_hand, greatest(allocated - $3::int, 0) AS left_over FROM inventory.stock
                       WHERE variant_id = $1 AND retailer_id = $2 FOR UPDATE),
            told AS (INSERT INTO inventory.movement (id, variant_id, retailer_id, kind, quantity, reference)
                     SELECT $4, variant_id, $2, 'corrected', left_over - on_hand, $5 FROM shelf WHERE left_over < on_hand)
       UPDATE inventory.stock s SET on_hand = shelf.left_over, as_of = now() FROM shelf
        WHERE s.variant_id = shelf.variant_id AND s.retailer_id = $2 AND shelf.left_over < shelf.on_hand RETURNING 1`,
      [variantId, retailerId, asked, newId('mov'), reference],
    );
    await this.stock.sumUp(tx, [variantId]);
    return moved.length > 0;
  }
}
