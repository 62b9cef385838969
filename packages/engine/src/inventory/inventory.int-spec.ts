import { newId, type OrderId, type RetailerId, type VariantId } from '@sidestall/kernel';
import { freshDatabase, stopDatabases, type TestDatabase } from '@sidestall/testing';
import fc from 'fast-check';
import type { Database, Tx } from '../platform/database.ts';
import { migrate } from '../platform/migrate.ts';
import { Gate, platformConfig, TestPlatform, until } from '../platform/platform.fixture.ts';
import { HoldStore } from './hold.store.ts';
import { InventoryService, type Units } from './inventory.service.ts';
import { StockStore } from './stock.store.ts';

let test: TestDatabase;
let platform: TestPlatform;
let database: Database;
let inventory: InventoryService;

const NORTH = newId('ret', 1);
const HARBOR = newId('ret', 2);

beforeAll(async () => {
  test = await freshDatabase(migrate);
  platform = await TestPlatform.open({ ...platformConfig(test.url), databasePool: 24 });
  database = platform.database;
  inventory = new InventoryService(database, new StockStore(), new HoldStore());
});
afterAll(async () => {
  await platform.close();
  await test.drop();
  await stopDatabases();
});

const write = <T>(work: (tx: Tx) => Promise<T>) => database.transaction(work);
const stocked = async (counts: Partial<Record<RetailerId, number>>, variantId: VariantId = newId('var')) => {
  const rows = Object.entries(counts).map(([retailerId, onHand]) => ({
    variantId,
    retailerId: retailerId as RetailerId,
    onHand: onHand!,
  }));
  await write((tx) => inventory.setStock(tx, rows));
  return variantId;
};
const hold = (orderId: OrderId, units: Units[]) =>
  database.attempt((tx) => inventory.hold(tx, orderId, units, 600)).then((held) => held.ok);
const one = (variantId: VariantId, quantity = 1): Units[] => [{ variantId, quantity }];
const sums = (variantId: VariantId) =>
  database.one<{ on_hand: number; claimed: number }>(
    'SELECT on_hand, claimed FROM inventory.variant_stock WHERE variant_id = $1',
    [variantId],
  );
const shelves = (variantId: VariantId) =>
  database.rows<{ on_hand: number; allocated: number }>(
    'SELECT on_hand, allocated FROM inventory.stock WHERE variant_id = $1 ORDER BY retailer_id',
    [variantId],
  );
const story = async (variantId: VariantId) =>
  (
    await database.rows<{ kind: string; quantity: number }>(
      'SELECT kind, quantity FROM inventory.movement WHERE variant_id = $1 ORDER BY id',
      [variantId],
    )
  ).map((row) => `${row.kind} ${row.quantity}`);

describe('stock', () => {
  it('refuses a hold of fewer than no units', async () => {
    const variantId = await stocked({ [NORTH]: 3 });
    await expect(hold(newId('ord'), one(variantId, -1))).rejects.toMatchObject({ code: '23514' });
    expect(await sums(variantId)).toEqual({ on_hand: 3, claimed: 0 });
  });

  it('believes a retailer who counts less than was promised, and promises no more', async () => {
    const variantId = await stocked({ [NORTH]: 3 });
    const orderId = newId('ord');
    await hold(orderId, one(variantId, 3));
    await stocked({ [NORTH]: 1 }, variantId);
    expect(await sums(variantId)).toEqual({ on_hand: 1, claimed: 3 });
    expect(await hold(newId('ord'), one(variantId))).toBe(false);
    expect(await inventory.availability(database, [variantId])).toEqual(new Map([[variantId, 0]]));
    await write((tx) => inventory.releaseHolds(tx, orderId));
    expect(await sums(variantId)).toEqual({ on_hand: 1, claimed: 0 });
  });

  it('lets a brand sell on back order if it says so', async () => {
    const variantId = await stocked({ [NORTH]: 0 });
    await write((tx) => inventory.setOverselling(tx, [variantId], true));
    expect(await hold(newId('ord'), one(variantId, 5))).toBe(true);
    expect(await inventory.availability(database, [variantId])).toEqual(new Map([[variantId, null]]));
  });
});

describe('a hold', () => {
  it('G1: is given to exactly ten of sixty-four who want one of ten at once', async () => {
    const variantId = await stocked({ [NORTH]: 4, [HARBOR]: 6 });
    const orders = Array.from({ length: 64 }, () => newId('ord'));
    const held = await Promise.all(orders.map((orderId) => hold(orderId, one(variantId))));
    expect(held.filter(Boolean)).toHaveLength(10);
    expect(await sums(variantId)).toEqual({ on_hand: 10, claimed: 10 });
    const rows = await database.rows('SELECT 1 FROM inventory.hold WHERE variant_id = $1', [variantId]);
    expect(rows).toHaveLength(10);
  });

  it('asked for by sixty-four at once outside any transaction is given in the order they came, in a few commits', async () => {
    const variantId = await stocked({ [NORTH]: 10 });
    const before = database.statements;
    const answers = await Promise.all(
      Array.from({ length: 64 }, () =>
        inventory.holdSoon({ orderId: newId('ord'), units: one(variantId), seconds: 600 }),
      ),
    );
    expect(answers.map((answer) => answer.ok)).toEqual([...Array(10).fill(true), ...Array(54).fill(false)]);
    expect(database.statements - before).toBeLessThan(10);
    expect(await sums(variantId)).toEqual({ on_hand: 10, claimed: 10 });
  });

  it('asked for by three tabs of one order in the same moment is given once, also of the last units', async () => {
    const variantId = await stocked({ [NORTH]: 3 });
    const ask = { orderId: newId('ord'), units: one(variantId, 2), seconds: 600 };
    const answers = await Promise.all(Array.from({ length: 3 }, () => inventory.holdSoon(ask)));
    expect(answers.map((answer) => answer.ok)).toEqual([true, true, true]);
    expect(await sums(variantId)).toEqual({ on_hand: 3, claimed: 2 });
  });

  it('that is too large is refused, and a smaller one behind it is given', async () => {
    const variantId = await stocked({ [NORTH]: 3 });
    const ask = (quantity: number) => ({ orderId: newId('ord'), units: one(variantId, quantity), seconds: 600 });
    const answers = await inventory.holdMany(database, [ask(2), ask(2), ask(1)]);
    expect(answers.map((answer) => answer.ok)).toEqual([true, false, true]);
  });

  it('of a drop takes from its allotment, and goes back there while it is open and to everybody afterwards', async () => {
    const variantId = await stocked({ [NORTH]: 10 });
    const dropId = newId('drp');
    const pool = () => database.one('SELECT claimed, is_open FROM inventory.allotment WHERE drop_id = $1', [dropId]);
    await database.rows('UPDATE inventory.variant_stock SET claimed = 4 WHERE variant_id = $1', [variantId]);
    await database.rows('INSERT INTO inventory.allotment (drop_id, variant_id, allotted) VALUES ($1, $2, 4)', [
      dropId,
      variantId,
    ]);
    const orders = [newId('ord'), newId('ord'), newId('ord')];
    const answers = await inventory.holdMany(
      database,
      orders.map((orderId) => ({ orderId, units: [{ variantId, quantity: 2, dropId }], seconds: 600 })),
    );
    expect(answers.map((answer) => answer.ok)).toEqual([true, true, false]);
    expect(await sums(variantId)).toEqual({ on_hand: 10, claimed: 4 });
    await write((tx) => inventory.releaseHolds(tx, orders[0]!));
    expect(await pool()).toEqual({ claimed: 2, is_open: true });
    expect(await sums(variantId)).toEqual({ on_hand: 10, claimed: 4 });
    // The drop ends: what nobody bought goes back, and so does what comes free later.
    await database.rows('UPDATE inventory.allotment SET allotted = claimed, is_open = false WHERE drop_id = $1', [
      dropId,
    ]);
    await database.rows('UPDATE inventory.variant_stock SET claimed = claimed - 2 WHERE variant_id = $1', [variantId]);
    await write((tx) => inventory.releaseHolds(tx, orders[1]!));
    expect(await sums(variantId)).toEqual({ on_hand: 10, claimed: 0 });
  });

  it('leaves alone what is kept back for safety and what the waitlist wants', async () => {
    const variantId = await stocked({ [NORTH]: 10 });
    await database.rows('UPDATE inventory.variant_stock SET safety = 3, waiting = 5 WHERE variant_id = $1', [
      variantId,
    ]);
    expect(await inventory.availability(database, [variantId])).toEqual(new Map([[variantId, 2]]));
    expect(await hold(newId('ord'), one(variantId, 3))).toBe(false);
    expect(await hold(newId('ord'), one(variantId, 2))).toBe(true);
  });

  it('is all or nothing, and says what is missing', async () => {
    const [mug, kettle] = [await stocked({ [NORTH]: 5 }), await stocked({ [NORTH]: 1 })];
    const unknown = newId('var');
    const held = await database.attempt((tx) =>
      inventory.hold(tx, newId('ord'), [...one(mug), ...one(kettle, 2), ...one(unknown)], 600),
    );
    expect(held).toMatchObject({ ok: false, error: { missing: [kettle, unknown].sort() } });
    expect((await sums(mug))!.claimed).toBe(0);
    expect((await sums(kettle))!.claimed).toBe(0);
  });

  it('of lines that name the same variant twice claims their sum', async () => {
    const variantId = await stocked({ [NORTH]: 3 });
    expect(await hold(newId('ord'), [...one(variantId, 2), ...one(variantId, 2)])).toBe(false);
    expect(await hold(newId('ord'), [...one(variantId, 2), ...one(variantId, 1)])).toBe(true);
    expect((await sums(variantId))!.claimed).toBe(3);
  });

  it('asked for again by the same order claims nothing more, not even the last unit', async () => {
    const variantId = await stocked({ [NORTH]: 1 });
    const plenty = await stocked({ [NORTH]: 100 });
    const orderId = newId('ord');
    for (let time = 0; time < 3; time++) {
      expect(await hold(orderId, [...one(variantId), ...one(plenty, 2)])).toBe(true);
    }
    expect((await sums(variantId))!.claimed).toBe(1);
    expect((await sums(plenty))!.claimed).toBe(2);
    expect(await story(plenty)).toEqual(['received 100', 'held 2']);
  });

  it('asked for by two tabs of one order at once claims once', async () => {
    const variantId = await stocked({ [NORTH]: 10 });
    const orderId = newId('ord');
    const held = await Promise.all(Array.from({ length: 8 }, () => hold(orderId, one(variantId, 2))));
    expect(held).toEqual(Array.from({ length: 8 }, () => true));
    expect((await sums(variantId))!.claimed).toBe(2);
  });

  it('is given back once, and can be taken anew', async () => {
    const variantId = await stocked({ [NORTH]: 5 });
    const [mine, other] = [newId('ord'), newId('ord')];
    await hold(mine, one(variantId, 2));
    await hold(other, one(variantId, 2));
    const release = () => write((tx) => inventory.releaseHolds(tx, mine));
    await Promise.all([release(), release(), release()]);
    expect((await sums(variantId))!.claimed).toBe(2);
    expect(await hold(mine, one(variantId, 3))).toBe(true);
    expect((await sums(variantId))!.claimed).toBe(5);
    expect(await story(variantId)).toEqual(['received 5', 'held 2', 'held 2', 'released 2', 'held 3']);
  });

  it('becomes a reservation once, which a release of holds leaves alone', async () => {
    const variantId = await stocked({ [NORTH]: 5 });
    const orderId = newId('ord');
    await hold(orderId, one(variantId, 2));
    for (let time = 0; time < 2; time++) await write((tx) => inventory.reserve(tx, [orderId]));
    await write((tx) => inventory.releaseHolds(tx, orderId));
    expect((await sums(variantId))!.claimed).toBe(2);
    expect(await story(variantId)).toEqual(['received 5', 'held 2', 'reserved 2']);
  });
});

describe('a reservation', () => {
  const reserved = async (variantId: VariantId, quantity: number): Promise<OrderId> => {
    const orderId = newId('ord');
    await hold(orderId, one(variantId, quantity));
    await write((tx) => inventory.reserve(tx, [orderId]));
    return orderId;
  };

  it('given up twice gives back its own units, never those of others', async () => {
    const variantId = await stocked({ [NORTH]: 10 });
    const mine = await reserved(variantId, 2);
    await reserved(variantId, 5);
    for (let time = 0; time < 3; time++) await write((tx) => inventory.releaseReserved(tx, mine, one(variantId, 2)));
    expect((await sums(variantId))!.claimed).toBe(5);
  });

  it('is given up in parts', async () => {
    const variantId = await stocked({ [NORTH]: 10 });
    const mine = await reserved(variantId, 3);
    await write((tx) => inventory.releaseReserved(tx, mine, one(variantId, 1)));
    expect((await sums(variantId))!.claimed).toBe(2);
    await write((tx) => inventory.releaseReserved(tx, mine, one(variantId, 9)));
    expect((await sums(variantId))!.claimed).toBe(0);
  });

  it('leaves with its parcel; a parcel of units that were given up takes no claim of others along', async () => {
    const variantId = await stocked({ [NORTH]: 10 });
    const mine = await reserved(variantId, 2);
    await reserved(variantId, 5);
    await write((tx) => inventory.ship(tx, NORTH, mine, one(variantId, 2), 'shp_1'));
    expect(await sums(variantId)).toEqual({ on_hand: 8, claimed: 5 });
    await write((tx) => inventory.ship(tx, NORTH, mine, one(variantId, 1), 'shp_2'));
    expect(await sums(variantId)).toEqual({ on_hand: 7, claimed: 5 });
  });

  it('of one variant shipped by two retailers at once leaves the sum of both shelves', async () => {
    const variantId = await stocked({ [NORTH]: 5, [HARBOR]: 5 });
    const [mine, other] = [await reserved(variantId, 2), await reserved(variantId, 3)];
    const [shipped, commit] = [new Gate(), new Gate()];
    const first = write(async (tx) => {
      await inventory.ship(tx, NORTH, mine, one(variantId, 2), 'shp_1');
      shipped.open();
      await commit.opened;
    });
    await shipped.opened;
    const second = write((tx) => inventory.ship(tx, HARBOR, other, one(variantId, 3), 'shp_2'));
    await until(isSomebodyWaiting);
    commit.open();
    await Promise.all([first, second]);
    expect(await sums(variantId)).toEqual({ on_hand: 5, claimed: 0 });
  });

  it('shipped while another retailer counts leaves the sum of both shelves', async () => {
    const variantId = await stocked({ [NORTH]: 5, [HARBOR]: 5 });
    const mine = await reserved(variantId, 2);
    const [counted, commit] = [new Gate(), new Gate()];
    const first = write(async (tx) => {
      await inventory.setStock(tx, [{ variantId, retailerId: HARBOR, onHand: 1 }]);
      counted.open();
      await commit.opened;
    });
    await counted.opened;
    const second = write((tx) => inventory.ship(tx, NORTH, mine, one(variantId, 2), 'shp_1'));
    await until(isSomebodyWaiting);
    commit.open();
    await Promise.all([first, second]);
    expect(await sums(variantId)).toEqual({ on_hand: 4, claimed: 0 });
  });
});

const isSomebodyWaiting = async (): Promise<boolean> =>
  (await database
    .rows(`SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`)
    .then((rows) => rows.length)) > 0;

describe('a retailer', () => {
  it('who names a variant twice in one count means the last', async () => {
    const variantId = newId('var');
    const count = (onHand: number) => ({ variantId, retailerId: NORTH, onHand });
    await write((tx) => inventory.setStock(tx, [count(3), count(7)]));
    expect(await sums(variantId)).toEqual({ on_hand: 7, claimed: 0 });
  });

  it('who counts the same again moves nothing', async () => {
    const variantId = await stocked({ [NORTH]: 3 });
    await stocked({ [NORTH]: 3 }, variantId);
    await stocked({ [NORTH]: 1 }, variantId);
    expect(await story(variantId)).toEqual(['received 3', 'corrected -2']);
  });

  it('is never promised more to ship than lies there, however many plan at once', async () => {
    const variantId = await stocked({ [NORTH]: 5, [HARBOR]: 9 });
    const plans = Array.from({ length: 20 }, () =>
      write(async (tx) => {
        if (!(await inventory.allocate(tx, NORTH, one(variantId, 2)))) throw new Error('gone');
      }),
    );
    const done = await Promise.allSettled(plans);
    expect(done.filter((each) => each.status === 'fulfilled')).toHaveLength(2);
    expect(await shelves(variantId)).toMatchObject([{ allocated: 4 }, { allocated: 0 }]);
  });
});

describe('any lives of orders, at once and repeated,', () => {
  const retailers = [NORTH, HARBOR] as const;
  const arbLife = fc.record({
    lines: fc.array(fc.record({ variant: fc.nat(2), quantity: fc.integer({ min: 1, max: 4 }) }), {
      minLength: 1,
      maxLength: 3,
    }),
    repeats: fc.integer({ min: 1, max: 2 }),
    retailer: fc.constantFrom(...retailers),
    ending: fc.constantFrom('expires' as const, 'given up' as const, 'shipped' as const, 'stays' as const),
  });
  const arbDelivery = fc.record({ variant: fc.nat(2), retailer: fc.constantFrom(...retailers), more: fc.nat(5) });

  it('never claim more than there is, and every sum stays the sum of its parts', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(arbLife, { minLength: 2, maxLength: 14 }),
        fc.array(arbDelivery, { maxLength: 4 }),
        async (lives, deliveries) => {
          const variants = await Promise.all([0, 1, 2].map(() => stocked({ [NORTH]: 6, [HARBOR]: 4 })));
          const live = async ({ lines, repeats, retailer, ending }: (typeof lives)[number]) => {
            const orderId = newId('ord');
            const units = lines.map(({ variant, quantity }) => ({ variantId: variants[variant]!, quantity }));
            const repeatedly = (work: (tx: Tx) => Promise<unknown>) =>
              Promise.all(Array.from({ length: repeats }, () => write(work)));
            const held = await Promise.all(Array.from({ length: repeats }, () => hold(orderId, units)));
            if (!held.includes(true)) return;
            if (ending === 'expires') return repeatedly((tx) => inventory.releaseHolds(tx, orderId));
            await repeatedly((tx) => inventory.reserve(tx, [orderId]));
            if (ending === 'stays') return;
            const isPromised = await write((tx) => inventory.allocate(tx, retailer, units)).catch(() => false);
            if (ending === 'shipped' && isPromised) {
              return write((tx) => inventory.ship(tx, retailer, orderId, units, 'shp'));
            }
            if (isPromised) await write((tx) => inventory.releaseAllocation(tx, retailer, units));
            await repeatedly((tx) => inventory.releaseReserved(tx, orderId, units));
          };
          const deliver = ({ variant, retailer, more }: (typeof deliveries)[number]) =>
            write(async (tx) => {
              const variantId = variants[variant]!;
              const shelf = await tx.one<{ on_hand: number }>(
                `SELECT on_hand FROM inventory.stock WHERE variant_id = $1 AND retailer_id = $2 FOR UPDATE`,
                [variantId, retailer],
              );
              await inventory.setStock(tx, [{ variantId, retailerId: retailer, onHand: shelf!.on_hand + more }]);
            });
          await Promise.all([...lives.map(live), ...deliveries.map(deliver)]);
          const wrong = await database.rows(
            `SELECT v.*, s.on_hand AS shelves, s.allocated, coalesce(h.claimed, 0) AS holds, m.quantity AS story
               FROM inventory.variant_stock v
               JOIN (SELECT variant_id, sum(on_hand) AS on_hand, sum(allocated) AS allocated, min(on_hand - allocated) AS free
                       FROM inventory.stock GROUP BY 1) s USING (variant_id)
               JOIN (SELECT variant_id, sum(quantity) AS quantity FROM inventory.movement
                      WHERE kind IN ('received', 'corrected', 'shipped') GROUP BY 1) m USING (variant_id)
               LEFT JOIN (SELECT variant_id, sum(quantity) AS claimed FROM inventory.hold WHERE state <> 'closed' GROUP BY 1) h
                 USING (variant_id)
              WHERE v.variant_id = ANY($1)
                AND NOT (v.claimed BETWEEN 0 AND v.on_hand AND v.on_hand = s.on_hand AND v.on_hand = m.quantity
                         AND v.claimed = coalesce(h.claimed, 0) AND s.free >= 0)`,
            [variants],
          );
          expect(wrong).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });
});
