import { areThere, availableUnits, countsOf } from '@sidestall/inventory';
import { newId, type VariantId } from '@sidestall/kernel';
import { Allotments } from './allotments.ts';
import type { Deed, Drop, StockWorld } from './stock-model.fixture.ts';
import { StockStore } from './stock.store.ts';

const MOST_DROPS = 2;
const allotments = new Allotments(new StockStore());

/** Sets units of a variant apart for a drop. */
export function openDrop(world: StockWorld, variantId: VariantId, allotted: number): Deed | null {
  if (world.drops.filter((one) => one.isOpen).length >= MOST_DROPS) return null;
  const drop: Drop = { id: newId('drp'), variantId, isOpen: true };
  let isDone = false;
  return {
    variants: [variantId],
    effect: 'claims',
    run: async () => {
      const units = [{ variantId, quantity: allotted }];
      isDone = (await world.database.attempt((tx) => allotments.allot(tx, drop.id, units))).ok;
      if (isDone) world.drops.push(drop);
    },
    events: () => (isDone ? [[variantId, { type: 'allotted', dropId: drop.id, quantity: allotted }]] : []),
    check: () =>
      isDone || !areThere(availableUnits(countsOf(world.state(variantId))), allotted)
        ? []
        : [`${allotted} were not allotted although they are there`],
  };
}

/** Ends a drop, which several notice at once: what it did not sell goes back to everybody, once. */
export function closeDrop(world: StockWorld, drop: Drop, times = 1): Deed | null {
  if (!world.take(`close ${drop.id}`)) return null;
  return {
    variants: [drop.variantId],
    effect: 'frees',
    run: async () => {
      const close = () => world.database.transaction((tx) => allotments.giveBack(tx, drop.id));
      await Promise.all(Array.from({ length: times }, close));
      drop.isOpen = false;
    },
    events: () => [[drop.variantId, { type: 'closed', dropId: drop.id }]],
  };
}
