import { money, newId, type BrandId, type DropId, type ListingId, type VariantId } from '@sidestall/kernel';
import { CancelDrop } from './cancel-drop.ts';
import { DropReader } from './drop-reader.ts';
import { StartDrop } from './start-drop.ts';
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

const euro = (amount: number) => money(amount, 'EUR');
describe('the prior price of a drop', () => {
  const priorOf = async (id: DropId) => {
    const found = await show.engine.get(DropReader).find(brandId, id);
    return found.ok ? (found.value.listings[0]!.priorPrice?.amount ?? null) : undefined;
  };
  const plan = (price: number, over: Parameters<DropTable['wish']>[1] = {}) =>
    table.planned(brandId, table.wish(listingId, { price: euro(price), allotment: 1, ...over }));
  /** What a drop at that price would be measured against; it leaves no trace in the history of prices. */
  const priorAt = async (price: number, over: Parameters<DropTable['wish']>[1] = {}) => {
    const id = await plan(price, over);
    await table.setPeriod(id, `now() - interval '100 days'`, `now() - interval '99 days'`);
    return priorOf(id);
  };
  const setPrice = (price: number) =>
    show.database.rows(`UPDATE catalog.listing SET price_minor = $2 WHERE id = $1`, [listingId, price]);
  /** Moves what was asked so far into the past. */
  const daysPass = (days: number) =>
    show.database.rows(
      `UPDATE catalog.listing_price SET from_at = from_at - make_interval(days => $2), to_at = to_at - make_interval(days => $2)
        WHERE listing_id = $1`,
      [listingId, days],
    );

  it('is the lowest of what the listing really cost in the 30 days before', async () => {
    await daysPass(10);
    await setPrice(1_600);
    await daysPass(10);
    await setPrice(2_400);
    expect(await priorAt(1_500)).toBe(1_600);
    expect(await priorAt(1_600)).toBeNull();
    await daysPass(31);
    expect(await priorAt(1_500)).toBe(2_400);
  });

  it('counts earlier drops, as long as they were open', async () => {
    await daysPass(60);
    const earlier = await plan(1_300);
    await table.setPeriod(earlier, `now() - interval '9 days'`, `now() - interval '8 days'`);
    expect(await priorAt(1_200)).toBe(1_300);
    expect(await priorAt(1_350)).toBeNull();
    await table.setPeriod(earlier, `now() - interval '40 days'`, `now() - interval '31 days'`);
    expect(await priorAt(1_200)).toBe(1_900);
  });

  it('does not count a drop that was given up before its start, and counts one that was given up later', async () => {
    await daysPass(60);
    const cancel = (id: DropId) => show.engine.get(CancelDrop).execute(brandId, id);
    const startsAt = new Date(Date.now() + 3_600_000).toISOString();
    const never = await plan(1_300);
    await table.setPeriod(never, `now() + interval '1 minute'`, `now() + interval '2 minutes'`);
    expect(await priorAt(1_200, { startsAt })).toBe(1_300);
    await cancel(never);
    expect(await priorAt(1_200, { startsAt })).toBe(1_900);
    const begun = await plan(1_400);
    await table.setPeriod(begun, `now() - interval '1 hour'`, `now() + interval '1 hour'`);
    await cancel(begun);
    expect(await priorAt(1_200)).toBe(1_400);
  });

  it('is reckoned once more at the start: prices that came after the drop was made count too', async () => {
    await daysPass(60);
    const id = await plan(1_200);
    expect(await priorOf(id)).toBe(1_900);
    await setPrice(1_700);
    await table.setPeriod(id, `now() + interval '1 millisecond'`, `now() + interval '1 hour'`);
    await table.inner(StartDrop).execute(id);
    expect((await table.offer(listingId))?.priorPrice).toEqual(euro(1_700));
  });
});

describe('drops that are told of', () => {
  const current = (wanted: Parameters<DropReader['current']>[0]) =>
    show.engine
      .get(DropReader)
      .current(wanted)
      .then(({ drops }) => drops.map(({ id }) => id));

  it('are those of the show and of its brands, the next one first, until they are over or given up', async () => {
    const seller = await show.brand();
    const goods = await show.sell(seller, 10);
    const [streamId, other] = [await show.stream(seller), await show.stream(seller)];
    const plan = (over: object, minutes: number) => {
      const startsAt = new Date(Date.now() + minutes * 60_000).toISOString();
      return table.planned(seller, table.wish(goods.listingId, { allotment: 2, startsAt, ...over }));
    };
    const late = await plan({ streamId }, 30);
    const soon = await plan({}, 10);
    const elsewhere = await plan({ streamId: other }, 5);
    const wanted = { streamId, brandIds: [seller] };
    expect(await current(wanted)).toEqual([soon, late]);
    expect(await current({ streamId: null, brandIds: [seller] })).toEqual([soon]);
    expect(await current({ streamId: other, brandIds: [stranger] })).toEqual([]);
    expect(await current({ streamId: other, brandIds: null })).toEqual(expect.arrayContaining([elsewhere, soon]));
    await show.engine.get(CancelDrop).execute(seller, late);
    await table.end(soon);
    expect(await current(wanted)).toEqual([]);
  });

  it('show what was sold and what is left, the brand’s newest first, page by page', async () => {
    const ids: DropId[] = [];
    for (let nth = 0; nth < 3; nth += 1) {
      ids.unshift(await table.planned(brandId, table.wish(listingId, { title: `Drop ${nth}`, allotment: 2 })));
    }
    await table.buy(variantId, 1, ids[0]!);
    const reader = show.engine.get(DropReader);
    const first = await reader.ofBrand(brandId, null, 2);
    expect(first.drops.map(({ id, sold, listings }) => [id, sold, listings[0]!.left])).toEqual([
      [ids[0], 1, 1],
      [ids[1], 0, 2],
    ]);
    const second = await reader.ofBrand(brandId, first.nextCursor, 100);
    expect([second.drops[0]!.id, second.nextCursor]).toEqual([ids[2], null]);
    expect(await reader.find(stranger, ids[0]!)).toMatchObject({
      ok: false,
      error: { code: 'CATALOG.DROP_NOT_FOUND' },
    });
    expect(await reader.find(brandId, newId('drp'))).toMatchObject({ ok: false });
  });
});
