import { money, type BrandId, type DropId, type ListingId, type VariantId } from '@sidestall/kernel';
import { EndStream } from '../end-stream.ts';
import { StartStream } from '../start-stream.ts';
import { CloseDrop } from './close-drop.ts';
import { OpenDrops } from './open-drops.ts';
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
const faultsOf = async (wish: Parameters<DropTable['plan']>[1], as = brandId) => {
  const plan = await table.plan(as, wish);
  return plan.ok ? [] : (plan.error.fields ?? []).map(({ path }) => path);
};

describe('planning a drop', () => {
  it('sets its units apart at once, so that nobody else can buy them', async () => {
    const id = await table.planned(brandId, table.wish(listingId, { allotment: 7 }));
    expect(await table.stock(variantId)).toEqual({ onHand: 10, claimed: 7 });
    expect(await table.story(variantId)).toEqual(['allotted 7']);
    expect(await table.buy(variantId, 4, null)).toBeNull();
    expect(await table.buy(variantId, 3, null)).not.toBeNull();
    expect(await table.buy(variantId, 7, id)).not.toBeNull();
    expect(await table.stock(variantId)).toEqual({ onHand: 10, claimed: 10 });
    expect(await table.timersOf(id)).toEqual([{ name: 'streams.close-drop' }, { name: 'streams.start-drop' }]);
  });

  it('is all or nothing: where one listing is short, nothing is set apart and its maker is told how many there are', async () => {
    const other = await show.sell(brandId, 2);
    const wish = table.wish(listingId, {
      listings: [
        { listingId, price: euro(900), allotment: 4 },
        { listingId: other.listingId, price: euro(900), allotment: 3 },
      ],
    });
    const plan = await table.plan(brandId, wish);
    expect(plan).toMatchObject({
      ok: false,
      error: {
        code: 'CATALOG.DROP_INVALID',
        fields: [{ path: 'listings.1.allotment', message: 'Only 2 of Bowl can be set apart' }],
      },
    });
    expect(await table.stock(variantId)).toEqual({ onHand: 10, claimed: 0 });
    expect(await show.database.rows(`SELECT 1 FROM inventory.allotment WHERE variant_id = $1`, [variantId])).toEqual(
      [],
    );
  });

  it('leaves alone what is kept back from sale and what the waitlist wants', async () => {
    await show.database.rows(`UPDATE inventory.variant_stock SET safety = 2, waiting = 3 WHERE variant_id = $1`, [
      variantId,
    ]);
    expect(await faultsOf(table.wish(listingId, { allotment: 6 }))).toEqual(['listings.0.allotment']);
    await table.planned(brandId, table.wish(listingId, { allotment: 5 }));
  });

  it('is the brand’s own business, with what it has for sale', async () => {
    expect(await table.plan(stranger, table.wish(listingId))).toMatchObject({
      ok: false,
      error: { code: 'CATALOG.LISTING_NOT_FOUND', fields: [{ path: 'listings.0.listingId' }] },
    });
    await show.database.rows(`UPDATE catalog.listing SET state = 'closed' WHERE id = $1`, [listingId]);
    expect(await faultsOf(table.wish(listingId))).toEqual(['listings.0.listingId']);
  });

  it('is possible in a show that the brand takes part in, that is not over, and that sells in its currency', async () => {
    const foreign = await show.stream(stranger);
    const own = await show.stream(stranger, brandId);
    expect(await table.plan(brandId, table.wish(listingId, { streamId: foreign }))).toMatchObject({
      ok: false,
      error: { code: 'STREAMS.STREAM_NOT_FOUND' },
    });
    await table.planned(brandId, table.wish(listingId, { streamId: own, allotment: 1 }));
    await show.database.rows(`UPDATE streams.stream SET currency = 'USD' WHERE id = $1`, [own]);
    expect(await faultsOf(table.wish(listingId, { streamId: own }))).toEqual(['listings.0.listingId']);
    await show.database.rows(`UPDATE streams.stream SET currency = 'EUR' WHERE id = $1`, [own]);
    const host = { brandIds: [stranger] };
    await show.engine.get(StartStream).execute(host, own);
    await show.engine.get(EndStream).execute(host, own);
    expect(await faultsOf(table.wish(listingId, { streamId: own }))).toEqual(['streamId']);
  });

  it('refuses terms that cannot be, and the same variant twice', async () => {
    expect(await faultsOf(table.wish(listingId, { price: euro(1_900) }))).toEqual(['listings.0.price']);
    const twice = [
      { listingId, price: euro(900), allotment: 1 },
      { listingId, price: euro(800), allotment: 1 },
    ];
    expect(await faultsOf(table.wish(listingId, { listings: twice }))).toEqual(['listings.1.listingId']);
    expect(await table.stock(variantId)).toEqual({ onHand: 10, claimed: 0 });
  });

  it('never sets apart more than there is, whoever plans and buys at the same moment', async () => {
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, index) =>
        index % 2 === 0
          ? table.plan(brandId, table.wish(listingId, { allotment: 3 })).then((plan) => (plan.ok ? 3 : 0))
          : table.buy(variantId, 1, null).then((order) => (order ? 1 : 0)),
      ),
    );
    const claimed = answers.reduce<number>((sum, units) => sum + units, 0);
    expect(claimed).toBeLessThanOrEqual(10);
    expect(claimed).toBeGreaterThanOrEqual(8);
    expect(await table.stock(variantId)).toEqual({ onHand: 10, claimed });
  });
});

describe('the offer of a drop', () => {
  it('holds from its start to the last millisecond before its end, by the clock of the database', async () => {
    const id = await table.planned(brandId, table.wish(listingId, { cap: 2 }));
    expect(await table.offer(listingId)).toMatchObject({ dropId: id, price: euro(1_500), cap: 2, left: 5 });
    // Within one transaction now() stands still: the periods below begin and end exactly then, or 1 ms beside it.
    const offersAt = (startsAt: string, endsAt: string) =>
      show.database.transaction(async (tx) => {
        await tx.rows(`UPDATE catalog.drop SET starts_at = ${startsAt}, ends_at = ${endsAt} WHERE id = $1`, [id]);
        return (await show.engine.get(OpenDrops).offers(tx, [listingId], null)).size;
      });
    const hour = `interval '1 hour'`;
    const ms = `interval '1 millisecond'`;
    expect(await offersAt(`now() + ${ms}`, `now() + ${hour}`)).toBe(0);
    expect(await offersAt('now()', `now() + ${hour}`)).toBe(1);
    expect(await offersAt(`now() - ${hour}`, `now() + ${ms}`)).toBe(1);
    expect(await offersAt(`now() - ${hour}`, 'now()')).toBe(0);
    expect(await offersAt(`now() - ${hour}`, `now() - ${ms}`)).toBe(0);
  });

  it('is the show’s own in the show, and the brand’s elsewhere', async () => {
    const [streamId, other] = [await show.stream(brandId), await show.stream(brandId)];
    const ofShow = await table.planned(brandId, table.wish(listingId, { streamId, allotment: 2, price: euro(1_700) }));
    expect(await table.offer(listingId)).toBeNull();
    expect(await table.offer(listingId, other)).toBeNull();
    const ofBrand = await table.planned(brandId, table.wish(listingId, { allotment: 2 }));
    expect((await table.offer(listingId, streamId))?.dropId).toBe(ofShow);
    expect((await table.offer(listingId, other))?.dropId).toBe(ofBrand);
    expect((await table.offer(listingId))?.dropId).toBe(ofBrand);
    await table.buy(variantId, 2, ofShow);
    expect((await table.offer(listingId, streamId))?.dropId).toBe(ofBrand);
  });

  it('tells what is left, also when nothing is', async () => {
    const id = await table.planned(brandId, table.wish(listingId));
    await table.buy(variantId, 3, id);
    expect((await table.offer(listingId))?.left).toBe(2);
    await table.buy(variantId, 2, id);
    expect((await table.offer(listingId))?.left).toBe(0);
  });

  it('never makes anything dearer: a price that fell below it meanwhile is the one that counts', async () => {
    await table.planned(brandId, table.wish(listingId));
    const set = (price: number, currency: string) =>
      show.database.rows(`UPDATE catalog.listing SET price_minor = $2, currency = $3 WHERE id = $1`, [
        listingId,
        price,
        currency,
      ]);
    await set(1_500, 'EUR');
    expect(await table.offer(listingId)).toBeNull();
    await set(1_501, 'EUR');
    expect(await table.offer(listingId)).not.toBeNull();
    await set(9_000, 'JPY');
    expect(await table.offer(listingId)).toBeNull();
  });

  it('is asked for in one statement', async () => {
    await table.planned(brandId, table.wish(listingId));
    const before = show.database.statements;
    await table.offer(listingId);
    expect(show.database.statements - before).toBe(1);
  });
});

describe('two drops on one variant', () => {
  it('each sell their own units, and no more than there are together', async () => {
    const first = await table.planned(brandId, table.wish(listingId, { allotment: 4 }));
    const second = await table.planned(brandId, table.wish(listingId, { allotment: 5, price: euro(1_200) }));
    expect(await faultsOf(table.wish(listingId, { allotment: 2 }))).toEqual(['listings.0.allotment']);
    const rush = (dropId: DropId | null) =>
      Promise.all(Array.from({ length: 12 }, () => table.buy(variantId, 1, dropId)));
    const [ofFirst, ofSecond, ofAll] = await Promise.all([rush(first), rush(second), rush(null)]);
    const sold = [ofFirst, ofSecond, ofAll].map((orders) => orders.filter(Boolean).length);
    expect(sold).toEqual([4, 5, 1]);
    expect(await table.stock(variantId)).toEqual({ onHand: 10, claimed: 10 });
  });

  it('do not touch each other’s units when one ends', async () => {
    const first = await table.planned(brandId, table.wish(listingId, { allotment: 4 }));
    const second = await table.planned(brandId, table.wish(listingId, { allotment: 5 }));
    await table.buy(variantId, 1, first);
    await table.buy(variantId, 2, second);
    await table.end(first);
    await table.inner(CloseDrop).execute(first);
    expect(await table.stock(variantId)).toEqual({ onHand: 10, claimed: 6 });
    expect((await table.offer(listingId))?.left).toBe(3);
  });
});
