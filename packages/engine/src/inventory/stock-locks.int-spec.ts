import { newId, type DropId, type OrderId, type VariantId } from '@sidestall/kernel';
import { freshDatabase, stopDatabases, type TestDatabase } from '@sidestall/testing';
import type { Database, Tx } from '../platform/database.ts';
import { migrate } from '../platform/migrate.ts';
import { Gate, platformConfig, TestPlatform, until } from '../platform/platform.fixture.ts';
import { Allotments } from './allotments.ts';
import { HoldStore } from './hold.store.ts';
import { InventoryService } from './inventory.service.ts';
import { StockStore } from './stock.store.ts';

let test: TestDatabase;
let platform: TestPlatform;
let database: Database;
let inventory: InventoryService;

const stock = new StockStore();
const allotments = new Allotments(stock);

beforeAll(async () => {
  test = await freshDatabase(migrate);
  platform = await TestPlatform.open({ ...platformConfig(test.url), databasePool: 8 });
  database = platform.database;
  inventory = new InventoryService(database, stock, new HoldStore());
});
afterAll(async () => {
  await platform.close();
  await test.drop();
  await stopDatabases();
});

const write = <T>(work: (tx: Tx) => Promise<T>) => database.transaction(work);
const isSomebodyWaiting = async (): Promise<boolean> =>
  (
    await database.rows(
      `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    )
  ).length > 0;

/** A shelf, a drop of another variant, and an order of both. */
async function mixedOrder(): Promise<{ shelf: VariantId; orderId: OrderId; dropId: DropId }> {
  const [shelf, dropped] = [newId('var'), newId('var')];
  const [dropId, orderId, retailerId] = [newId('drp'), newId('ord'), newId('ret')];
  await write((tx) =>
    inventory.setStock(
      tx,
      [shelf, dropped].map((variantId) => ({ variantId, retailerId, onHand: 5 })),
    ),
  );
  await database.attempt((tx) => allotments.allot(tx, dropId, [{ variantId: dropped, quantity: 5 }]));
  const held = await inventory.holdSoon({
    orderId,
    units: [
      { variantId: shelf, quantity: 1 },
      { variantId: dropped, quantity: 1, dropId },
    ],
    seconds: 600,
  });
  if (!held.ok) throw new Error('The test holds more than there is');
  return { shelf, orderId, dropId };
}

describe('units of a drop and of the shelf beside it', () => {
  it('P4: are given back in the order in which they are claimed, so that giving back and claiming never wait for each other', async () => {
    const { shelf, orderId, dropId } = await mixedOrder();
    const hasLocked = new Gate();
    const claim = write(async (tx) => {
      await stock.lock(tx, [{ variantId: shelf }]);
      hasLocked.open();
      await until(isSomebodyWaiting);
      // Whoever gives back waits for the shelf and must not keep the drop meanwhile.
      await tx.rows('SELECT 1 FROM inventory.allotment WHERE drop_id = $1 FOR UPDATE NOWAIT', [dropId]);
    });
    await hasLocked.opened;
    const release = write((tx) => inventory.releaseHolds(tx, orderId));
    await Promise.all([claim, release]);
    expect(await allotments.left(database, [dropId])).toMatchObject([{ claimed: 0, left: 5 }]);
    expect(await inventory.availability(database, [shelf])).toEqual(new Map([[shelf, 5]]));
  });
});
