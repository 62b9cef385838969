import { countNow, isNews, type StockEvent } from '@sidestall/inventory';
import { newId, type OrderId, type RetailerId, type VariantId } from '@sidestall/kernel';
import { SafetyStock } from './safety-stock.ts';
import { Shelves } from './shelves.ts';
import type { Op } from './stock-ops.fixture.ts';
import { StockFeed } from './stock-feed.ts';
import type { Deed, StockWorld } from './stock-model.fixture.ts';
import { StockStore } from './stock.store.ts';

const shelfOf = (variantId: VariantId, retailerId: RetailerId): string => `shelf ${variantId} ${retailerId}`;

export function ship(world: StockWorld, op: Op, retailerId: RetailerId): Deed | null {
  const claimer = world.takeClaimer(op.pick, (one) => one.state === 'firm');
  if (!claimer || !world.take(...claimer.lines.map((line) => shelfOf(line.variantId, retailerId)))) return null;
  const units = claimer.lines.map(({ variantId, quantity }) => ({
    variantId,
    quantity: Math.min(quantity, op.quantity),
  }));
  const { database, inventory } = world.process;
  return {
    variants: units.map((unit) => unit.variantId),
    effect: 'counts',
    run: () => database.transaction((tx) => inventory.ship(tx, retailerId, claimer.id as OrderId, units, newId('shp'))),
    events: () =>
      units.map(({ variantId, quantity }) => [variantId, { type: 'shipped', by: claimer.id, quantity, retailerId }]),
  };
}

/** A count told by several at once, of now, of a moment ago, or of one that is older than what is known. */
export function count(world: StockWorld, op: Op, variantId: VariantId, retailerId: RetailerId): Deed | null {
  if (!world.take(shelfOf(variantId, retailerId))) return null;
  const feed = new StockFeed(new StockStore());
  const onHand = op.quantity === 1 ? 0 : op.quantity * 3;
  let event: StockEvent | null = null;
  return {
    variants: [variantId],
    effect: 'counts',
    run: async () => {
      const now = await world.database.one<{ as_of: Date; known: Date; since: number }>(
        `WITH moment AS (SELECT date_trunc('milliseconds', now() - make_interval(secs => $3)) AS as_of)
         SELECT as_of, (SELECT as_of FROM inventory.stock WHERE variant_id = $1 AND retailer_id = $2) AS known,
                (SELECT coalesce(sum(quantity), 0) FROM inventory.movement
                  WHERE variant_id = $1 AND retailer_id = $2 AND at > as_of AND kind IN ('shipped', 'returned')) AS since
           FROM moment`,
        [variantId, retailerId, [0, 0.05, 0.5, 7_200][op.other % 4]],
      );
      const { as_of: asOf, known, since } = now!;
      const calls = Array.from({ length: op.times }, () =>
        world.database.transaction((tx) => feed.apply(tx, retailerId, [{ variantId, onHand, asOf }])),
      );
      const isTaken = isNews({ asOf }, known);
      const expected = isTaken ? countNow(onHand, since) : world.state(variantId).shelves.get(retailerId)!.onHand;
      for (const [answer] of await Promise.all(calls)) {
        if (answer!.outcome === (isTaken ? 'applied' : 'ignored') && answer!.onHand === expected) continue;
        world.problems.push(`a count of ${onHand} came out as ${JSON.stringify(answer)}, not as ${expected}`);
      }
      if (isTaken) event = { type: 'counted', retailerId, onHand: expected, asOf };
    },
    events: () => (event ? [[variantId, event]] : []),
  };
}

export function putBack(
  world: StockWorld,
  { quantity }: Op,
  variantId: VariantId,
  retailerId: RetailerId,
): Deed | null {
  if (!world.take(shelfOf(variantId, retailerId))) return null;
  const shelves = new Shelves(new StockStore());
  return {
    variants: [variantId],
    effect: 'frees',
    run: () =>
      world.database.transaction((tx) => shelves.putBack(tx, retailerId, [{ variantId, quantity }], newId('rtn'))),
    events: () => [[variantId, { type: 'returned', retailerId, quantity }]],
  };
}

export function keepSafe(world: StockWorld, { quantity, other }: Op, variantId: VariantId): Deed | null {
  if (!world.take(`safety ${variantId}`)) return null;
  const safety = other % 2 === 0 ? 0 : quantity;
  return {
    variants: [variantId],
    effect: 'counts',
    run: () => world.database.transaction((tx) => new SafetyStock(new StockStore()).set(tx, [{ variantId, safety }])),
    events: () => [[variantId, { type: 'safety-set', safety }]],
  };
}
