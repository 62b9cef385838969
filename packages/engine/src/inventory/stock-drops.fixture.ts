import { areThere, availableUnits, countsOf } from '@sidestall/inventory';
import { newId, type VariantId } from '@sidestall/kernel';
import type { Deed, Drop, StockWorld } from './stock-model.fixture.ts';

const MOST_DROPS = 2;

/** Sets units of a variant apart for a drop. */
export function openDrop(world: StockWorld, variantId: VariantId, allotted: number): Deed | null {
  if (world.drops.filter((one) => one.isOpen).length >= MOST_DROPS) return null;
  const drop: Drop = { id: newId('drp'), variantId, isOpen: true };
  let isDone = false;
  return {
    variants: [variantId],
    effect: 'claims',
    run: async () => {
      const rows = await world.database.rows(
        `WITH free AS (UPDATE inventory.variant_stock SET claimed = claimed + $2
                        WHERE variant_id = $1 AND on_hand - claimed - safety - waiting >= $2 RETURNING variant_id)
         INSERT INTO inventory.allotment (drop_id, variant_id, allotted) SELECT $3, variant_id, $2 FROM free RETURNING 1`,
        [variantId, allotted, drop.id],
      );
      isDone = rows.length > 0;
      if (isDone) world.drops.push(drop);
    },
    events: () => (isDone ? [[variantId, { type: 'allotted', dropId: drop.id, quantity: allotted }]] : []),
    check: () =>
      isDone || !areThere(availableUnits(countsOf(world.state(variantId))), allotted)
        ? []
        : [`${allotted} were not allotted although they are there`],
  };
}

/** Ends a drop: what it did not sell goes back to everybody. */
export function closeDrop(world: StockWorld, drop: Drop): Deed | null {
  if (!world.take(`close ${drop.id}`)) return null;
  return {
    variants: [drop.variantId],
    effect: 'frees',
    run: async () => {
      await world.database.transaction(async (tx) => {
        await tx.rows(`SELECT 1 FROM inventory.variant_stock WHERE variant_id = $1 FOR UPDATE`, [drop.variantId]);
        await tx.rows(
          `WITH pool AS (SELECT drop_id, variant_id, allotted - claimed AS unsold FROM inventory.allotment
                          WHERE drop_id = $1 AND is_open FOR UPDATE),
                closed AS (UPDATE inventory.allotment a SET allotted = a.claimed, is_open = false FROM pool WHERE a.drop_id = pool.drop_id)
           UPDATE inventory.variant_stock v SET claimed = v.claimed - pool.unsold FROM pool WHERE v.variant_id = pool.variant_id`,
          [drop.id],
        );
      });
      drop.isOpen = false;
    },
    events: () => [[drop.variantId, { type: 'closed', dropId: drop.id }]],
  };
}
