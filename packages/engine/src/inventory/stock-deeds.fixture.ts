import { areThere, availableUnits, countsOf, dropUnitsLeft } from '@sidestall/inventory';
import { err, newId, type OrderId } from '@sidestall/kernel';
import { closeDrop, openDrop } from './stock-drops.fixture.ts';
import type { Claimer, Deed, Happening, StockWorld } from './stock-model.fixture.ts';
import type { Op } from './stock-ops.fixture.ts';
import { count, keepSafe, putBack, ship } from './stock-shelf-deeds.fixture.ts';
import { handBack, offer, takeOffer, want } from './stock-waitlist-deeds.fixture.ts';

type Lines = Claimer['lines'];

/** What an op comes to in this world; nothing when there is nothing it could be done to. */
export function deedsOf(world: StockWorld, op: Op): Deed[] {
  const deed = plan(world, op);
  if (!deed) return [];
  return Array.isArray(deed) ? deed : [deed];
}

function plan(world: StockWorld, op: Op): Deed[] | Deed | null {
  const variantId = world.variants[op.pick % world.variants.length]!;
  const retailerId = world.retailers[op.other % world.retailers.length]!;
  switch (op.kind) {
    case 'hold':
      return hold(world, newOrder(linesOf(world, op), op), op);
    case 'hold many':
      return Array.from({ length: 2 + (op.other % 7) }, () =>
        hold(world, newOrder([{ variantId, quantity: op.quantity, dropId: null }], op), { ...op, times: 1 }),
      );
    case 'hold in transaction':
      return holdInTransaction(world, newOrder(linesOf(world, op), op), op.other % 3 === 0);
    case 'hold in drop':
      return holdInDrop(world, op);
    case 'hold again': {
      const before = world.takeClaimer(op.pick, (one) => one.state === 'over' && one.id.startsWith('ord_'));
      return before && hold(world, before, op);
    }
    case 'reserve':
      return reserve(world, op);
    case 'expire':
      return expire(world, op.times);
    case 'give up':
      return giveUp(world, op);
    case 'ship':
      return ship(world, op, retailerId);
    case 'count':
      return count(world, op, variantId, retailerId);
    case 'return':
      return putBack(world, op, variantId, retailerId);
    case 'keep safe':
      return keepSafe(world, op, variantId);
    case 'want':
      return want(world, op, variantId);
    case 'offer':
      return offer(world, op, variantId);
    case 'take offer':
      return takeOffer(world, op);
    case 'hand back':
      return handBack(world, op);
    case 'allot':
      return openDrop(world, variantId, op.quantity + (op.other % 3));
    case 'close': {
      const open = world.drops.filter((drop) => drop.isOpen);
      const drop = open[op.pick % Math.max(open.length, 1)];
      return drop ? closeDrop(world, drop, op.times) : null;
    }
    default:
      return op.kind satisfies never;
  }
}

/** Everybody gives up, every drop closes. */
export function endOf(world: StockWorld): Deed[] {
  const drops = world.drops.filter((drop) => drop.isOpen).map((drop) => closeDrop(world, drop));
  const claims = world.claimers
    .filter((one) => one.state !== 'over')
    .map((one): Deed => {
      const { database, inventory } = world.process;
      const orderId = one.id as OrderId;
      return {
        variants: one.lines.map((line) => line.variantId),
        effect: 'frees',
        run: () =>
          database.transaction((tx) =>
            one.state === 'held'
              ? inventory.releaseHolds(tx, orderId)
              : inventory.releaseReserved(tx, orderId, one.lines),
          ),
        events: () => releasedAll(one),
      };
    });
  return [...claims, ...drops.filter((deed) => deed !== null)];
}

function linesOf({ variants }: StockWorld, { pick, other, quantity }: Op): Lines {
  const first = { variantId: variants[pick % variants.length]!, quantity, dropId: null };
  if (other % 3 > 0) return [first];
  return [first, { variantId: variants[(pick + 1) % variants.length]!, quantity: 1, dropId: null }];
}

const newOrder = (lines: Lines, { other }: Op): Claimer => ({
  id: newId('ord'),
  lines,
  state: 'over',
  isShort: other % 4 === 1,
});

const releasedAll = (one: Claimer): Happening[] =>
  one.lines.map(({ variantId, quantity }) => [variantId, { type: 'released', by: one.id, quantity }]);

function freeFor(world: StockWorld, line: Lines[number]): number {
  const state = world.state(line.variantId);
  return line.dropId ? dropUnitsLeft(state, line.dropId) : availableUnits(countsOf(state))!;
}

/** `ask` says what was answered, once for each who asked; nothing: the transaction was undone for another reason. */
function claim(world: StockWorld, claimer: Claimer, ask: () => Promise<readonly boolean[]>): Deed {
  const { lines, id } = claimer;
  let answers: readonly boolean[] = [];
  return {
    variants: lines.map((line) => line.variantId),
    effect: 'claims',
    run: async () => {
      answers = await ask();
      if (!answers.includes(true)) return;
      claimer.state = 'held';
      if (!world.claimers.includes(claimer)) world.claimers.push(claimer);
    },
    events: () =>
      answers.includes(true)
        ? lines.map(({ variantId, ...line }) => [variantId, { type: 'held', by: id, ...line }])
        : [],
    check: () => {
      if (!answers.includes(false)) return [];
      if (answers.includes(true)) return [`${id} was answered yes and no`];
      const isShortOf = lines.some((line) => !areThere(freeFor(world, line), line.quantity));
      return isShortOf ? [] : [`${JSON.stringify(lines)} was refused although it is there`];
    },
  };
}

/** Several tabs of one order, at one process or at several. */
function hold(world: StockWorld, claimer: Claimer, { times, other }: Op): Deed {
  const [first] = world.processes;
  return claim(world, claimer, async () => {
    const tabs = Array.from({ length: times }, () => (other % 2 === 0 ? first! : world.process).inventory);
    const ask = { orderId: claimer.id, units: claimer.lines, seconds: claimer.isShort ? 0 : 600 };
    return (await Promise.all(tabs.map((inventory) => inventory.holdSoon(ask)))).map((answer) => answer.ok);
  });
}

function holdInTransaction(world: StockWorld, claimer: Claimer, isUndone: boolean): Deed {
  const { database, inventory } = world.process;
  return claim(world, claimer, async () => {
    const held = await database.attempt(async (tx) => {
      const answer = await inventory.hold(tx, claimer.id as OrderId, claimer.lines, claimer.isShort ? 0 : 600);
      return answer.ok && isUndone ? err(null) : answer;
    });
    return held.ok || held.error ? [held.ok] : [];
  });
}

function holdInDrop(world: StockWorld, op: Op): Deed | null {
  const open = world.drops.filter((drop) => drop.isOpen);
  const drop = open[op.pick % Math.max(open.length, 1)];
  if (!drop) return null;
  const line = { variantId: drop.variantId, quantity: op.quantity, dropId: drop.id };
  const beside = world.variants.find((one) => one !== drop.variantId && op.other % 3 === 0);
  const lines = beside ? [line, { variantId: beside, quantity: 1, dropId: null }] : [line];
  return hold(world, newOrder(lines, op), op);
}

function reserve(world: StockWorld, op: Op): Deed | null {
  const claimer = world.takeClaimer(op.pick, (one) => one.state === 'held' && one.id.startsWith('ord_'));
  if (!claimer) return null;
  const orderId = claimer.id as OrderId;
  return {
    variants: [],
    effect: 'claims',
    run: async () => {
      const calls = Array.from({ length: op.times }, () => {
        const { database, inventory } = world.process;
        return database.transaction((tx) => inventory.reserve(tx, [orderId]));
      });
      const firm = (await Promise.all(calls)).filter((made) => made.has(orderId));
      if (firm.length !== 1) world.problems.push(`${orderId} was made firm ${firm.length} times`);
      claimer.state = 'firm';
    },
    events: () => claimer.lines.map(({ variantId }) => [variantId, { type: 'reserved', by: orderId }]),
  };
}

/** What the sweep does with all that is over by the database's clock, found by several processes at once. */
function expire(world: StockWorld, times: number): Deed | null {
  const due = world.claimers.filter((one) => one.state === 'held' && one.isShort && world.take(one.id));
  if (due.length === 0) return null;
  const overdue = () =>
    world.database.rows<{ order_id: OrderId }>(
      `SELECT DISTINCT order_id FROM inventory.hold WHERE state = 'held' AND expires_at <= now() AND order_id = ANY ($1)`,
      [due.map((one) => one.id)],
    );
  const sweep = async () => {
    const { database, inventory } = world.process;
    for (const { order_id } of await overdue()) {
      await database.transaction((tx) => inventory.releaseHolds(tx, order_id));
    }
  };
  return {
    variants: due.flatMap((one) => one.lines.map((line) => line.variantId)),
    effect: 'frees',
    run: async () => {
      await Promise.all(Array.from({ length: times }, sweep));
      const left = await overdue();
      if (left.length > 0) world.problems.push(`${left.length} holds outlive their time`);
      for (const one of due) one.state = 'over';
    },
    events: () => due.flatMap(releasedAll),
  };
}

function giveUp(world: StockWorld, op: Op): Deed | null {
  const claimer = world.takeClaimer(op.pick, (one) => one.state === 'firm');
  if (!claimer) return null;
  const units = claimer.lines.map(({ variantId }) => ({ variantId, quantity: op.quantity }));
  const { database, inventory } = world.process;
  return {
    variants: units.map((unit) => unit.variantId),
    effect: 'frees',
    run: () => database.transaction((tx) => inventory.releaseReserved(tx, claimer.id as OrderId, units)),
    events: () => units.map(({ variantId, quantity }) => [variantId, { type: 'released', by: claimer.id, quantity }]),
  };
}
