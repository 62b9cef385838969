import { newId, type OrderId, type RetailerId, type VariantId } from '@sidestall/kernel';
import { freshDatabase, stopDatabases, type TestDatabase } from '@sidestall/testing';
import type { Database, Tx } from '../platform/database.ts';
import { migrate } from '../platform/migrate.ts';
import { Gate, platformConfig, TestPlatform, until } from '../platform/platform.fixture.ts';
import { HoldStore } from './hold.store.ts';
import { InventoryService } from './inventory.service.ts';
import { SafetyStock } from './safety-stock.ts';
import { Shelves } from './shelves.ts';
import { StockFeed } from './stock-feed.ts';
import { StockStore } from './stock.store.ts';

let test: TestDatabase;
let platform: TestPlatform;
let database: Database;
let inventory: InventoryService;

const NORTH = newId('ret', 1);
const HARBOR = newId('ret', 2);
const stock = new StockStore();
const feed = new StockFeed(stock);
const shelves = new Shelves(stock);
const safety = new SafetyStock(stock);

beforeAll(async () => {
  test = await freshDatabase(migrate);
  platform = await TestPlatform.open({ ...platformConfig(test.url), databasePool: 24 });
  database = platform.database;
  inventory = new InventoryService(database, stock, new HoldStore());
});
afterAll(async () => {
  await platform.close();
  await test.drop();
  await stopDatabases();
});

const write = <T>(work: (tx: Tx) => Promise<T>) => database.transaction(work);
const stocked = async (counts: Record<RetailerId, number>): Promise<VariantId> => {
  const variantId = newId('var');
  const rows = Object.entries(counts).map(([id, onHand]) => ({ variantId, retailerId: id as RetailerId, onHand }));
  await write((tx) => inventory.setStock(tx, rows));
  // Counted a good while ago, so that the moments of a test lie between then and now.
  await database.rows(`UPDATE inventory.stock SET as_of = now() - interval '1 hour' WHERE variant_id = $1`, [
    variantId,
  ]);
  return variantId;
};
/** So many seconds ago, by the database's clock. */
const ago = async (seconds: number): Promise<Date> =>
  (await database.one<{ at: Date }>(`SELECT now() - make_interval(secs => $1) AS at`, [seconds]))!.at;
const count = async (variantId: VariantId, onHand: number, asOf: Date, retailerId = NORTH) =>
  (await write((tx) => feed.apply(tx, retailerId, [{ variantId, onHand, asOf }])))[0]!;
const sums = (variantId: VariantId) =>
  database.one<{ on_hand: number; claimed: number }>(
    'SELECT on_hand, claimed FROM inventory.variant_stock WHERE variant_id = $1',
    [variantId],
  );
const story = async (variantId: VariantId) =>
  (
    await database.rows<{ kind: string; quantity: number }>(
      'SELECT kind, quantity FROM inventory.movement WHERE variant_id = $1 ORDER BY id',
      [variantId],
    )
  ).map((row) => `${row.kind} ${row.quantity}`);
const hold = async (variantId: VariantId, quantity: number): Promise<OrderId | null> => {
  const orderId = newId('ord');
  const held = await inventory.holdSoon({ orderId, units: [{ variantId, quantity }], seconds: 600 });
  return held.ok ? orderId : null;
};
const reserved = async (variantId: VariantId, quantity: number): Promise<OrderId> => {
  const orderId = (await hold(variantId, quantity))!;
  await write((tx) => inventory.reserve(tx, [orderId]));
  return orderId;
};

describe('a retailer’s count', () => {
  it('is what lies there; the sum over all retailers follows, and the story says why', async () => {
    const variantId = await stocked({ [NORTH]: 3, [HARBOR]: 4 });
    const asOf = await ago(60);
    expect(await count(variantId, 9, asOf)).toEqual({ variantId, outcome: 'applied', onHand: 9, asOf, hasMoved: true });
    expect(await sums(variantId)).toEqual({ on_hand: 13, claimed: 0 });
    await count(variantId, 2, await ago(30));
    expect(await sums(variantId)).toEqual({ on_hand: 6, claimed: 0 });
    expect((await story(variantId)).slice(2)).toEqual(['received 6', 'corrected -7']);
    const told = await database.one<{ reference: string; retailer_id: string }>(
      `SELECT reference, retailer_id FROM inventory.movement WHERE variant_id = $1 AND quantity = 6`,
      [variantId],
    );
    expect(told).toEqual({ reference: `count as of ${asOf.toISOString()}`, retailer_id: NORTH });
  });

  it('C7: of zero while forty are held takes no hold away, and nothing more is sold', async () => {
    const variantId = await stocked({ [NORTH]: 50 });
    const orders = await Promise.all(Array.from({ length: 40 }, () => hold(variantId, 1)));
    expect(orders).not.toContain(null);
    const [first, second] = orders;
    await write((tx) => inventory.reserve(tx, [first!]));
    await count(variantId, 0, await ago(1));
    expect(await sums(variantId)).toEqual({ on_hand: 0, claimed: 40 });
    expect(await hold(variantId, 1)).toBeNull();
    expect(await inventory.availability(database, [variantId])).toEqual(new Map([[variantId, 0]]));
    // Who holds may still pay, and who gives up frees nothing that is not there.
    expect(await write((tx) => inventory.reserve(tx, [second!]))).toEqual(new Set([second]));
    await write((tx) => inventory.releaseHolds(tx, orders[2]!));
    expect(await hold(variantId, 1)).toBeNull();
    await count(variantId, 41, await ago(0));
    expect(await hold(variantId, 2)).not.toBeNull();
    expect(await hold(variantId, 1)).toBeNull();
  });

  it('C7: that is older than what is known changes nothing, and of one moment the later told is right', async () => {
    const variantId = await stocked({ [NORTH]: 3 });
    const [older, newer] = [await ago(60), await ago(30)];
    await count(variantId, 9, newer);
    expect(await count(variantId, 1, older)).toMatchObject({
      outcome: 'ignored',
      onHand: 9,
      asOf: newer,
      hasMoved: false,
    });
    expect(await count(variantId, 7, newer)).toMatchObject({ outcome: 'applied', onHand: 7 });
    expect(await sums(variantId)).toMatchObject({ on_hand: 7 });
  });

  it('C7: told again changes nothing', async () => {
    const variantId = await stocked({ [NORTH]: 3 });
    const asOf = await ago(60);
    await count(variantId, 5, asOf);
    expect(await count(variantId, 5, asOf)).toMatchObject({ outcome: 'applied', hasMoved: false });
    expect(await story(variantId)).toEqual(['received 3', 'received 2']);
  });

  it('made before a parcel left is brought up to now, so that a unit that is gone is not sold again', async () => {
    const variantId = await stocked({ [NORTH]: 5 });
    const before = await ago(1);
    const orderId = await reserved(variantId, 2);
    await write((tx) => inventory.ship(tx, NORTH, orderId, [{ variantId, quantity: 2 }], 'shp_1'));
    expect(await count(variantId, 5, before)).toMatchObject({ outcome: 'applied', onHand: 3, hasMoved: false });
    // One made afterwards does not hold the parcel any more.
    expect(await count(variantId, 3, await ago(0))).toMatchObject({ onHand: 3 });
    expect(await sums(variantId)).toEqual({ on_hand: 3, claimed: 0 });
  });

  it('C7: from a clock that runs ahead is one of now, and does not shut out those that follow', async () => {
    const variantId = await stocked({ [NORTH]: 5 });
    const tomorrow = await ago(-86_400);
    const told = await count(variantId, 8, tomorrow);
    expect(told.asOf!.getTime()).toBeLessThan(tomorrow.getTime());
    expect(await count(variantId, 6, await ago(-60))).toMatchObject({ outcome: 'applied', onHand: 6 });
  });

  it('of what the retailer does not stock is unknown, and puts nothing anywhere', async () => {
    const variantId = await stocked({ [HARBOR]: 5 });
    expect(await count(variantId, 8, await ago(1), NORTH)).toMatchObject({ outcome: 'unknown', onHand: null });
    expect(await count(newId('var'), 8, await ago(1))).toMatchObject({ outcome: 'unknown' });
    expect(await sums(variantId)).toMatchObject({ on_hand: 5 });
  });

  it('of many variants at once, told by two retailers in opposite orders while buyers buy, neither hangs nor oversells', async () => {
    const variants = await Promise.all(Array.from({ length: 12 }, () => stocked({ [NORTH]: 4, [HARBOR]: 4 })));
    const asOf = await ago(1);
    const told = (retailerId: RetailerId, ids: readonly VariantId[], onHand: number) =>
      write((tx) =>
        feed.apply(
          tx,
          retailerId,
          ids.map((variantId) => ({ variantId, onHand, asOf })),
        ),
      );
    const buys = variants.flatMap((variantId) => Array.from({ length: 8 }, () => hold(variantId, 1)));
    await Promise.all([told(NORTH, variants, 3), told(HARBOR, [...variants].reverse(), 2), ...buys]);
    for (const variantId of variants) {
      const { on_hand, claimed } = (await sums(variantId))!;
      expect(on_hand).toBe(5);
      // Some were sold out of the eight that were thought to be there; not one more than those.
      expect(claimed).toBeGreaterThanOrEqual(5);
      expect(claimed).toBeLessThanOrEqual(8);
      expect(await hold(variantId, 1)).toBeNull();
    }
  });

  it('waits for a parcel that is just leaving and does not undo it', async () => {
    const variantId = await stocked({ [NORTH]: 5, [HARBOR]: 1 });
    const orderId = await reserved(variantId, 2);
    const [left, commit] = [new Gate(), new Gate()];
    const asOf = await ago(1);
    const parcel = write(async (tx) => {
      await inventory.ship(tx, NORTH, orderId, [{ variantId, quantity: 2 }], 'shp_1');
      left.open();
      await commit.opened;
    });
    await left.opened;
    const counted = count(variantId, 5, asOf);
    const waiting = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    await until(async () => (await database.rows(waiting)).length > 0);
    commit.open();
    await Promise.all([parcel, counted]);
    expect(await sums(variantId)).toEqual({ on_hand: 4, claimed: 0 });
  });
});

describe('a parcel', () => {
  it('of units that had not been counted shows that they were there: the story still adds up', async () => {
    const variantId = await stocked({ [NORTH]: 3 });
    const orderId = await reserved(variantId, 3);
    await count(variantId, 1, await ago(1));
    await write((tx) => inventory.ship(tx, NORTH, orderId, [{ variantId, quantity: 3 }], 'shp_1'));
    expect(await sums(variantId)).toEqual({ on_hand: 0, claimed: 0 });
    expect(await story(variantId)).toEqual([
      'received 3',
      'held 3',
      'reserved 3',
      'corrected -2',
      'corrected 2',
      'shipped -3',
    ]);
  });
});

describe('goods that came back', () => {
  it('can be sold again, and a count made before they came does not lose them', async () => {
    const variantId = await stocked({ [NORTH]: 0 });
    const before = await ago(1);
    await write((tx) => shelves.putBack(tx, NORTH, [{ variantId, quantity: 2 }], 'rtn_1'));
    expect(await sums(variantId)).toMatchObject({ on_hand: 2 });
    expect(await count(variantId, 0, before)).toMatchObject({ onHand: 2 });
    expect(await hold(variantId, 2)).not.toBeNull();
    expect((await story(variantId)).slice(0, 2)).toEqual(['received 0', 'returned 2']);
  });
});

describe('a retailer that found nothing', () => {
  const ranOut = (variantId: VariantId, asked: number) =>
    write((tx) => shelves.ranOut(tx, NORTH, variantId, asked, 'ful_1'));

  it('is believed: nothing is left there beyond what others were promised', async () => {
    const variantId = await stocked({ [NORTH]: 9, [HARBOR]: 1 });
    await write((tx) => inventory.allocate(tx, NORTH, [{ variantId, quantity: 5 }]));
    expect(await ranOut(variantId, 3)).toBe(true);
    await write((tx) => inventory.releaseAllocation(tx, NORTH, [{ variantId, quantity: 3 }]));
    expect(await sums(variantId)).toMatchObject({ on_hand: 3 });
    expect(await inventory.stockOf(database, [variantId])).toMatchObject([{ free: 0 }, { free: 1 }]);
    expect((await story(variantId)).at(-1)).toBe('corrected -7');
    expect(await ranOut(variantId, 0)).toBe(false);
  });
});

describe('safety stock', () => {
  it('is kept back from sale and offered again when it is lowered; what is claimed stays claimed', async () => {
    const variantId = await stocked({ [NORTH]: 5 });
    const keep = (units: number) => write((tx) => safety.set(tx, [{ variantId, safety: units }]));
    await hold(variantId, 2);
    await keep(4);
    expect(await inventory.availability(database, [variantId])).toEqual(new Map([[variantId, 0]]));
    expect(await hold(variantId, 1)).toBeNull();
    expect(await sums(variantId)).toEqual({ on_hand: 5, claimed: 2 });
    await keep(1);
    expect(await inventory.availability(database, [variantId])).toEqual(new Map([[variantId, 2]]));
    await expect(keep(-1)).rejects.toMatchObject({ constraint: 'variant_stock_not_negative' });
  });
});
