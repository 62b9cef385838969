import { newId, type DropId, type VariantId } from '@sidestall/kernel';
import { freshDatabase, stopDatabases, type TestDatabase } from '@sidestall/testing';
import type { Database } from '../platform/database.ts';
import { migrate } from '../platform/migrate.ts';
import { Gate, platformConfig, TestPlatform } from '../platform/platform.fixture.ts';

let test: TestDatabase;
let platform: TestPlatform;
let database: Database;

beforeAll(async () => {
  test = await freshDatabase(migrate);
  platform = await TestPlatform.open({ ...platformConfig(test.url), databasePool: 16 });
  database = platform.database;
});
afterAll(async () => {
  await platform.close();
  await test.drop();
  await stopDatabases();
});

/** As somebody would write it who knows none of the rules. */
const stock = async (onHand: number, claimed = 0): Promise<VariantId> => {
  const variantId = newId('var');
  await database.rows(`INSERT INTO inventory.variant_stock (variant_id, on_hand, claimed) VALUES ($1, $2, $3)`, [
    variantId,
    onHand,
    claimed,
  ]);
  return variantId;
};
const set = (variantId: VariantId, what: string) =>
  database.rows(`UPDATE inventory.variant_stock SET ${what} WHERE variant_id = $1`, [variantId]);
const allot = async (variantId: VariantId, allotted: number): Promise<DropId> => {
  const dropId = newId('drp');
  await database.rows(`INSERT INTO inventory.allotment (drop_id, variant_id, allotted) VALUES ($1, $2, $3)`, [
    dropId,
    variantId,
    allotted,
  ]);
  return dropId;
};
const setAllotment = (dropId: DropId, what: string) =>
  database.rows(`UPDATE inventory.allotment SET ${what} WHERE drop_id = $1`, [dropId]);
const refusedBy = (constraint: string) => ({ code: '23514', constraint });

describe('the database, asked by somebody with a bug,', () => {
  it('claims no unit that is not there, by whatever statement', async () => {
    const variantId = await stock(3, 2);
    const neverOversold = refusedBy('variant_stock_never_oversold');
    await expect(set(variantId, 'claimed = claimed + 2')).rejects.toMatchObject(neverOversold);
    await expect(set(variantId, 'claimed = 4, on_hand = 3')).rejects.toMatchObject(neverOversold);
    await expect(stock(1, 2)).rejects.toMatchObject(neverOversold);
    await expect(
      database.rows(
        `INSERT INTO inventory.variant_stock (variant_id, on_hand, claimed) VALUES ($1, 3, 3)
         ON CONFLICT (variant_id) DO UPDATE SET claimed = inventory.variant_stock.claimed + excluded.claimed`,
        [variantId],
      ),
    ).rejects.toMatchObject(neverOversold);
    // One that is too much undoes the many that would have been there.
    const plenty = await stock(9);
    await expect(
      database.rows(`UPDATE inventory.variant_stock SET claimed = claimed + 2 WHERE variant_id = ANY ($1)`, [
        [variantId, plenty],
      ]),
    ).rejects.toMatchObject(neverOversold);
    expect(await database.rows('SELECT claimed FROM inventory.variant_stock WHERE variant_id = $1', [plenty])).toEqual([
      { claimed: 0 },
    ]);
  });

  it('sells the last unit once to sixty-four who look before they claim and do not look again', async () => {
    const variantId = await stock(1);
    const everybodyLooked = new Gate();
    let lookers = 0;
    const buy = async () => {
      const row = await database.one<{ free: number }>(
        'SELECT on_hand - claimed AS free FROM inventory.variant_stock WHERE variant_id = $1',
        [variantId],
      );
      if (++lookers === 64) everybodyLooked.open();
      await everybodyLooked.opened;
      return row!.free > 0 && (await set(variantId, 'claimed = claimed + 1').then(() => true));
    };
    const ends = await Promise.allSettled(Array.from({ length: 64 }, buy));
    expect(ends.filter((end) => end.status === 'fulfilled')).toHaveLength(1);
    for (const end of ends) {
      if (end.status === 'rejected') expect(end.reason).toMatchObject(refusedBy('variant_stock_never_oversold'));
    }
  });

  it('counts nothing below zero', async () => {
    const variantId = await stock(3);
    for (const column of ['on_hand', 'claimed', 'safety', 'waiting']) {
      await expect(set(variantId, `${column} = -1`)).rejects.toMatchObject(refusedBy('variant_stock_not_negative'));
    }
    const shelf = (onHand: number, allocated: number) =>
      database.rows(
        `INSERT INTO inventory.stock (variant_id, retailer_id, on_hand, allocated) VALUES ($1, $2, $3, $4)`,
        [variantId, newId('ret'), onHand, allocated],
      );
    await expect(shelf(-1, 0)).rejects.toMatchObject(refusedBy('stock_not_negative'));
    await expect(shelf(1, -1)).rejects.toMatchObject(refusedBy('stock_not_negative'));
  });

  it('claims no more from a drop than was set apart for it, nor gives back what was not claimed', async () => {
    const dropId = await allot(await stock(5, 3), 3);
    const neverOversold = refusedBy('allotment_never_oversold');
    await setAllotment(dropId, 'claimed = 3');
    await expect(setAllotment(dropId, 'claimed = claimed + 1')).rejects.toMatchObject(neverOversold);
    await expect(setAllotment(dropId, 'allotted = 2')).rejects.toMatchObject(neverOversold);
    await expect(setAllotment(dropId, 'claimed = -1')).rejects.toMatchObject(neverOversold);
  });

  it('sets nothing apart for a drop that everybody could still buy', async () => {
    const unclaimed = refusedBy('allotment_never_unclaimed');
    const variantId = await stock(5, 3);
    await expect(allot(variantId, 4)).rejects.toMatchObject(unclaimed);
    await expect(allot(newId('var'), 1)).rejects.toMatchObject(unclaimed);
    const dropId = await allot(variantId, 2);
    // Two drops cannot have the same units.
    await expect(allot(variantId, 2)).rejects.toMatchObject(unclaimed);
    await expect(setAllotment(dropId, 'allotted = 5')).rejects.toMatchObject(unclaimed);
    await setAllotment(dropId, 'is_open = false');
    await allot(variantId, 3);
    await expect(setAllotment(dropId, 'is_open = true')).rejects.toMatchObject(unclaimed);
  });

  it('keeps the story of stock as it was written', async () => {
    const variantId = await stock(3);
    await database.rows(
      `INSERT INTO inventory.movement (id, variant_id, kind, quantity) VALUES ($1, $2, 'received', 3)`,
      [newId('mov'), variantId],
    );
    const appendOnly = { code: '23000', message: 'stock movements are append-only' };
    const change = (sql: string) => database.rows(`${sql} WHERE variant_id = $1`, [variantId]);
    await expect(change('UPDATE inventory.movement SET quantity = 9')).rejects.toMatchObject(appendOnly);
    await expect(change('DELETE FROM inventory.movement')).rejects.toMatchObject(appendOnly);
  });
});
