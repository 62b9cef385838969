import { type BrandId, type DropId, type ListingId, type VariantId } from '@sidestall/kernel';
import { InventoryService } from '../../inventory/inventory.service.ts';
import { CancelDrop } from './cancel-drop.ts';
import { CloseDrop } from './close-drop.ts';
import { DropReader } from './drop-reader.ts';
import { stopDatabases } from '@sidestall/testing';
import { testShow, type TestShow } from '../show.fixture.ts';
import { DropTable } from './drops.fixture.ts';

let show: TestShow;
let table: DropTable;
let brandId: BrandId;
let stranger: BrandId;
let listingId: ListingId;
let variantId: VariantId;

beforeAll(async () => {
  show = await testShow();
  table = new DropTable(show);
  [brandId, stranger] = [await show.brand(), await show.brand()];
});
beforeEach(async () => {
  ({ listingId, variantId } = await show.sell(brandId, 10));
});
afterAll(async () => {
  await show.close();
  await stopDatabases();
});

const stateOf = async (id: DropId) => {
  const found = await show.engine.get(DropReader).find(brandId, id);
  return found.ok ? found.value.state : null;
};
describe('a drop that is over', () => {
  it('gives back exactly what nobody bought, once, whoever closes it and however often', async () => {
    const id = await table.planned(brandId, table.wish(listingId));
    await table.buy(variantId, 2, id);
    await table.end(id);
    await Promise.all([
      table.inner(CloseDrop).execute(id),
      table.sweep(),
      table.inner(CloseDrop).execute(id),
      table.sweep(),
    ]);
    expect(await table.stock(variantId)).toEqual({ onHand: 10, claimed: 2 });
    expect(await table.story(variantId)).toEqual(['allotted 5', 'held 2', 'unallotted 3']);
    expect([await stateOf(id), await table.timersOf(id)]).toEqual(['ended', []]);
    expect(await table.buy(variantId, 1, id)).toBeNull();
    expect(await table.buy(variantId, 8, null)).not.toBeNull();
  });

  it('returns to everybody what is given back later of what was bought in it', async () => {
    const id = await table.planned(brandId, table.wish(listingId));
    const [early, late] = [await table.buy(variantId, 2, id), await table.buy(variantId, 2, id)];
    const release = (orderId: NonNullable<typeof early>) =>
      show.database.transaction((tx) => show.engine.get(InventoryService).releaseHolds(tx, orderId));
    await release(early!);
    expect((await table.offer(listingId))?.left).toBe(3);
    await table.end(id);
    await table.sweep();
    expect(await table.stock(variantId)).toEqual({ onHand: 10, claimed: 2 });
    await release(late!);
    expect(await table.stock(variantId)).toEqual({ onHand: 10, claimed: 0 });
  });

  it('is not closed a moment too early', async () => {
    const id = await table.planned(brandId, table.wish(listingId));
    await table.inner(CloseDrop).execute(id);
    await table.sweep();
    expect([await stateOf(id), (await table.stock(variantId))?.claimed]).toEqual(['open', 5]);
  });

  it('does not lose or double a unit to buyers of its last moment', async () => {
    const id = await table.planned(brandId, table.wish(listingId));
    await table.end(id);
    const buying = Array.from({ length: 8 }, () => table.buy(variantId, 1, id));
    const [orders] = await Promise.all([Promise.all(buying), table.inner(CloseDrop).execute(id)]);
    expect(await table.stock(variantId)).toEqual({ onHand: 10, claimed: orders.filter(Boolean).length });
  });
});

describe('canceling a drop', () => {
  it('before its start gives everything back', async () => {
    const [startsAt, endsAt] = ['2199-01-01T20:00:00.000Z', '2199-01-01T21:00:00.000Z'];
    const id = await table.planned(brandId, table.wish(listingId, { startsAt, endsAt }));
    expect(await stateOf(id)).toBe('scheduled');
    for (let times = 0; times < 2; times += 1) {
      expect(await show.engine.get(CancelDrop).execute(brandId, id)).toEqual({ ok: true, value: null });
    }
    expect([await stateOf(id), await table.timersOf(id)]).toEqual(['canceled', []]);
    expect(await table.story(variantId)).toEqual(['allotted 5', 'unallotted 5']);
    expect(await table.stock(variantId)).toEqual({ onHand: 10, claimed: 0 });
  });

  it('while it is open ends its price, and what is bought stays bought', async () => {
    const id = await table.planned(brandId, table.wish(listingId));
    await table.buy(variantId, 2, id);
    await show.engine.get(CancelDrop).execute(brandId, id);
    expect(await table.offer(listingId)).toBeNull();
    expect(await table.stock(variantId)).toEqual({ onHand: 10, claimed: 2 });
  });

  it('is too late once it is over, and no other brand can do it', async () => {
    const id = await table.planned(brandId, table.wish(listingId));
    const cancel = (as: BrandId) => show.engine.get(CancelDrop).execute(as, id);
    expect(await cancel(stranger)).toMatchObject({ ok: false, error: { code: 'CATALOG.DROP_NOT_FOUND' } });
    await table.end(id);
    expect(await cancel(brandId)).toMatchObject({ ok: false, error: { code: 'CATALOG.DROP_STATE_CONFLICT' } });
    expect(await stateOf(id)).toBe('ended');
  });

  it('wakes whoever waits for the units, and the shows that have them pinned', async () => {
    const id = await table.planned(brandId, table.wish(listingId));
    await show.database.rows(`DELETE FROM platform.outbox WHERE key = $1`, [variantId]);
    await show.engine.get(CancelDrop).execute(brandId, id);
    const rows = await show.database.rows(
      `SELECT kind, name, payload FROM platform.outbox WHERE key = $1 OR payload ->> 'dropId' = $2 ORDER BY name`,
      [variantId, id],
    );
    expect(rows).toEqual([
      { kind: 'fact', name: 'streams.allotment-returned', payload: { dropId: id, variantIds: [variantId] } },
      { kind: 'job', name: 'streams.announce-drop', payload: { dropId: id } },
      { kind: 'job', name: 'streams.announce-stock', payload: { variantIds: [variantId] } },
    ]);
  });
});
