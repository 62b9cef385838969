import { countsOf, offerableUnits } from '@sidestall/inventory';
import { newId, type OrderId, type VariantId } from '@sidestall/kernel';
import { HoldStore } from './hold.store.ts';
import type { Claimer, Deed, StockWorld } from './stock-model.fixture.ts';
import type { Op } from './stock-ops.fixture.ts';
import { StockStore } from './stock.store.ts';
import { WaitlistHolds } from './waitlist-holds.ts';

const waitlist = new WaitlistHolds(new StockStore(), new HoldStore());

/** Somebody joins the waitlist, or all of it leaves. */
export function want(world: StockWorld, { quantity, other }: Op, variantId: VariantId): Deed | null {
  if (!world.take(`waiting ${variantId}`)) return null;
  const { waiting } = world.state(variantId);
  const isLeaving = other % 2 === 0;
  return {
    variants: [variantId],
    effect: 'counts',
    run: () =>
      world.database.transaction((tx) =>
        isLeaving ? waitlist.unwant(tx, variantId, waiting) : waitlist.want(tx, variantId, quantity),
      ),
    events: () => [[variantId, { type: 'waiting-set', waiting: isLeaving ? 0 : waiting + quantity }]],
  };
}

/** Units go to the first of the waitlist, as many as there are, whom the wait of the others does not hinder. */
export function offer(world: StockWorld, op: Op, variantId: VariantId): Deed | null {
  const { waiting } = world.state(variantId);
  if (waiting < op.quantity || !world.take(`waiting ${variantId}`)) return null;
  const entryId = newId('wle');
  let given = 0;
  return {
    variants: [variantId],
    effect: 'claims',
    run: async () => {
      given = await world.database.transaction(async (tx) => {
        const { free } = await waitlist.lock(tx, variantId);
        const quantity = Math.min(free, op.quantity);
        if (quantity === 0) return 0;
        const isOffered = await waitlist.offer(tx, variantId, [{ entryId, wanted: op.quantity, quantity }], 60);
        if (!isOffered) world.problems.push(`${quantity} were not offered although they were there`);
        return isOffered ? quantity : 0;
      });
      if (given === 0) return;
      const lines = [{ variantId, quantity: given, dropId: null }];
      world.claimers.push({ id: entryId, lines, state: 'held', isShort: false, entryId });
    },
    events: () =>
      given > 0
        ? [
            [variantId, { type: 'held', by: entryId, quantity: given }],
            [variantId, { type: 'waiting-set', waiting: waiting - op.quantity }],
          ]
        : [],
    check: () =>
      given > 0 || offerableUnits(countsOf(world.state(variantId))) === 0
        ? []
        : ['nothing was offered although there is something'],
  };
}

const passed = (claimer: Claimer, by: string, to: string): ReturnType<Deed['events']> =>
  claimer.lines.map(({ variantId }) => [variantId, { type: 'passed', by, to }]);

/** What is offered becomes an order, asked for by several tabs at once. */
export function takeOffer(world: StockWorld, op: Op): Deed | null {
  const claimer = world.takeClaimer(op.pick, (one) => one.state === 'held' && one.id === one.entryId);
  if (!claimer?.entryId) return null;
  const { entryId } = claimer;
  const orderId = newId('ord');
  return {
    variants: [],
    effect: 'claims',
    run: async () => {
      const calls = Array.from({ length: op.times }, () =>
        world.database.transaction((tx) => waitlist.passOn(tx, entryId, orderId, 600)),
      );
      const taken = (await Promise.all(calls)).filter(Boolean);
      if (taken.length !== 1) world.problems.push(`an offer was taken ${taken.length} times`);
      claimer.id = orderId;
    },
    events: () => passed(claimer, entryId, orderId),
  };
}

/** The order of an offer comes to nothing: its units are the place's again, unless they are no longer there. */
export function handBack(world: StockWorld, op: Op): Deed | null {
  const claimer = world.takeClaimer(op.pick, (one) => one.state === 'held' && !!one.entryId && one.id !== one.entryId);
  if (!claimer?.entryId) return null;
  const { entryId } = claimer;
  const orderId = claimer.id as OrderId;
  const [{ variantId, quantity }] = claimer.lines as [Claimer['lines'][number]];
  const { database, inventory } = world.process;
  let isBack = false;
  return {
    variants: [variantId],
    effect: 'frees',
    run: async () => {
      const until = await database.one<{ at: Date }>(`SELECT now() + interval '60 seconds' AS at`);
      isBack = await database.transaction(async (tx) => {
        if (op.other % 2 === 0) await inventory.releaseHolds(tx, orderId);
        return waitlist.takeBack(tx, orderId, entryId, { variantId, quantity, until: until!.at });
      });
      claimer.state = isBack ? 'held' : 'over';
      claimer.id = isBack ? entryId : orderId;
    },
    events: () =>
      isBack ? passed(claimer, orderId, entryId) : [[variantId, { type: 'released', by: orderId, quantity }]],
  };
}
