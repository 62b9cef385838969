import { newId, type BrandId, type ProductId, type StreamId } from '@sidestall/kernel';
import { stopDatabases } from '@sidestall/testing';
import { AnnouncePrices } from './announce-prices.ts';
import { AnnounceStock } from './announce-stock.ts';
import { appendEvent } from './append-event.ts';
import { EndStream } from './end-stream.ts';
import { PinListing } from './pin-listing.ts';
import { ScheduleStream } from './schedule-stream.ts';
import { testShow, type TestShow } from './show.fixture.ts';
import { StartStream } from './start-stream.ts';
import { readEventsAfter, readSnapshot, SNAPSHOT_EVERY } from './stream-log.ts';
import { StreamReads } from './stream-reads.ts';
import { UnpinListing } from './unpin-listing.ts';

let show: TestShow;
let owner: BrandId;
let guest: BrandId;
let stranger: BrandId;
let streamId: StreamId;

beforeAll(async () => {
  show = await testShow();
  [owner, guest, stranger] = [await show.brand(), await show.brand(), await show.brand()];
});
beforeEach(async () => {
  streamId = await show.stream(owner, guest);
});
afterAll(async () => {
  await show.close();
  await stopDatabases();
});

const host = () => ({ brandIds: [owner] });
const snapshot = async () => (await readSnapshot(show.database, streamId))!;
const pin = (listingId: Parameters<PinListing['execute']>[2], as = host()) =>
  show.engine.get(PinListing).execute(as, streamId, listingId);

async function pinned(brandId = owner, units: number | 'on back order' = 7) {
  const goods = await show.sell(brandId, units);
  const result = await pin(goods.listingId);
  if (!result.ok) throw new Error(result.error.code);
  return { ...goods, ...result.value };
}

describe('a host', () => {
  it('pins listings of every brand that takes part, with price and stock of the moment', async () => {
    await pinned(owner, 7);
    const second = await pinned(guest, 'on back order');
    const { pins } = await snapshot();
    expect(pins.map((entry) => entry.listing.available)).toEqual([null, 7]);
    expect(pins[0]).toMatchObject({
      pinId: second.pinId,
      listing: { title: 'Bowl', price: { amount: 1_900, currency: 'EUR' } },
    });
  });

  it('cannot pin what a brand outside the stream sells', async () => {
    const { listingId } = await show.sell(stranger, 5);
    expect(await pin(listingId)).toMatchObject({ ok: false, error: { code: 'CATALOG.LISTING_NOT_FOUND' } });
  });

  it('cannot pin what is no longer for sale', async () => {
    const { listingId } = await show.sell(owner, 5);
    await show.database.rows(`UPDATE catalog.listing SET state = 'closed' WHERE id = $1`, [listingId]);
    expect(await pin(listingId)).toMatchObject({ ok: false, error: { code: 'CATALOG.LISTING_NOT_FOUND' } });
  });

  it('of another brand does not even learn that the stream exists, though their brand takes part', async () => {
    const { listingId } = await show.sell(owner, 5);
    const others = { brandIds: [guest, stranger] };
    const gone = { ok: false, error: { code: 'STREAMS.STREAM_NOT_FOUND' } };
    expect(await pin(listingId, others)).toMatchObject(gone);
    expect(await show.engine.get(StartStream).execute(others, streamId)).toMatchObject(gone);
    expect(await show.engine.get(UnpinListing).execute(others, streamId, newId('pin'))).toMatchObject(gone);
    expect(await show.engine.get(StreamReads).desk(others, streamId)).toMatchObject(gone);
    expect((await snapshot()).seq).toBe(0);
  });

  it('gets the same pin for a second click', async () => {
    const first = await pinned();
    expect(await pin(first.listingId)).toEqual({ ok: true, value: { pinId: first.pinId, seq: first.seq } });
    expect((await snapshot()).seq).toBe(1);
  });

  it('may take a pin off twice, but not one that never was', async () => {
    const { pinId } = await pinned();
    const unpin = show.engine.get(UnpinListing);
    expect(await unpin.execute(host(), streamId, pinId)).toMatchObject({ ok: true, value: { seq: 2 } });
    expect(await unpin.execute(host(), streamId, pinId)).toMatchObject({ ok: true, value: { seq: 2 } });
    expect(await unpin.execute(host(), streamId, newId('pin'))).toMatchObject({
      error: { code: 'STREAMS.PIN_NOT_FOUND' },
    });
    expect(await snapshot()).toMatchObject({ seq: 2, pins: [], earlier: [{ pinId }] });
  });

  it('starts and ends the show; a second click changes nothing and an ended show takes no pins', async () => {
    const start = show.engine.get(StartStream);
    const end = show.engine.get(EndStream);
    expect(await end.execute(host(), streamId)).toMatchObject({ ok: false, error: { code: 'STREAMS.STATE_CONFLICT' } });
    expect(await start.execute(host(), streamId)).toEqual({ ok: true, value: { status: 'live', seq: 1 } });
    expect(await start.execute(host(), streamId)).toEqual({ ok: true, value: { status: 'live', seq: 1 } });
    expect(await end.execute(host(), streamId)).toEqual({ ok: true, value: { status: 'ended', seq: 2 } });
    const { listingId } = await show.sell(owner, 1);
    expect(await pin(listingId)).toMatchObject({ ok: false, error: { code: 'STREAMS.NOT_LIVE' } });
  });

  it('has everything on the desk that may be pinned', async () => {
    await show.sell(guest, 3);
    const desk = await show.engine.get(StreamReads).desk(host(), streamId);
    if (!desk.ok) throw new Error(desk.error.code);
    expect(desk.value.brands.map((brand) => brand.id)).toEqual([owner, guest]);
    expect(
      desk.value.goods.filter(({ listing }) => listing.brand.id === guest).map((goods) => goods.available),
    ).toContain(3);
    expect(desk.value.goods.some(({ listing }) => listing.brand.id === stranger)).toBe(false);
  });
});

describe('the log of a stream', () => {
  it('has no gap and no double under many hosts at once', async () => {
    const goods = await Promise.all(Array.from({ length: 12 }, () => show.sell(owner, 1)));
    await Promise.all(goods.flatMap(({ listingId }) => [pin(listingId), pin(listingId)]));
    const { events } = (await readEventsAfter(show.database, streamId, 0))!;
    expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1));
    const listings = events.flatMap((event) => (event.type === 'pin.added' ? event.listing.listingId : []));
    expect(listings.length).toBeGreaterThanOrEqual(12);
    expect(events.map((event) => event.at)).toEqual(events.map((event) => event.at).sort());
  });

  it('dates pins of a live show by the picture, the way from the table to the time stamp taken off', async () => {
    await pinned();
    await show.engine.get(StartStream).execute(host(), streamId);
    await pinned();
    const { events } = (await readEventsAfter(show.database, streamId, 0))!;
    expect(events[0]!.mediaTime).toBeNull();
    expect(Date.parse(events[2]!.at) - Date.parse(events[2]!.mediaTime!)).toBe(2_000);
  });

  it('lets pins show on arrival while nobody has measured how long the picture takes', async () => {
    streamId = await show.engine.get(ScheduleStream).execute({
      slug: newId('str'),
      title: 'Table talk',
      hostName: 'Ana',
      currency: 'EUR',
      brandIds: [owner],
    });
    await show.engine.get(StartStream).execute(host(), streamId);
    await pinned();
    const { events } = (await readEventsAfter(show.database, streamId, 0))!;
    expect(events.map((event) => [event.type, event.mediaTime])).toEqual([
      ['stream.started', null],
      ['pin.added', null],
    ]);
  });

  it('cannot be rewritten', async () => {
    await pinned();
    await expect(
      show.database.rows(`UPDATE streams.event SET type = 'x' WHERE stream_id = $1`, [streamId]),
    ).rejects.toThrow('append-only');
  });

  it('folds to the same state from a kept snapshot as from its beginning', async () => {
    const { variantId } = await pinned();
    await show.database.transaction(async (tx) => {
      for (let n = 0; n < SNAPSHOT_EVERY + 5; n++) {
        await appendEvent(tx, streamId, { type: 'stock.changed', variantId, available: n });
      }
    });
    const kept = await show.database.one<{ seq: number }>(`SELECT seq FROM streams.snapshot WHERE stream_id = $1`, [
      streamId,
    ]);
    expect(kept).toEqual({ seq: SNAPSHOT_EVERY });
    const asked = show.database.statements;
    await snapshot();
    expect(show.database.statements - asked).toBe(1);
    const fromSnapshot = await snapshot();
    await show.database.rows(`DELETE FROM streams.snapshot WHERE stream_id = $1`, [streamId]);
    expect(fromSnapshot).toEqual(await snapshot());
    expect(fromSnapshot.pins[0]!.listing.available).toBe(SNAPSHOT_EVERY + 4);
  });
});

describe('stock that moves', () => {
  it('reaches the cards in absolute numbers, once', async () => {
    const { variantId } = await pinned(owner, 7);
    await show.setUnits(variantId, 4);
    const announce = show.engine.get(AnnounceStock);
    await announce.execute([variantId]);
    await announce.execute([variantId]);
    expect(await snapshot()).toMatchObject({ seq: 2, pins: [{ listing: { available: 4 } }] });
  });

  it('is not told in shows that are over or never had it pinned', async () => {
    const { variantId } = await show.sell(owner, 7);
    const { variantId: shown } = await pinned(owner, 7);
    await show.engine.get(StartStream).execute(host(), streamId);
    await show.engine.get(EndStream).execute(host(), streamId);
    await show.setUnits(variantId, 1);
    await show.setUnits(shown, 1);
    await show.engine.get(AnnounceStock).execute([variantId, shown]);
    expect((await snapshot()).seq).toBe(3);
  });
});

describe('a price that changes', () => {
  const set = (listingId: string, price: number, compareAt: number | null = null) =>
    show.database.rows(`UPDATE catalog.listing SET price_minor = $2, compare_at_minor = $3 WHERE id = $1`, [
      listingId,
      price,
      compareAt,
    ]);
  const productOf = async () => (await snapshot()).pins[0]!.listing.productId;
  const announce = (productId: ProductId) => show.engine.get(AnnouncePrices).handle({ productIds: [productId] });

  it('reaches the card at once, whatever the picture shows, and is told once', async () => {
    await show.engine.get(StartStream).execute(host(), streamId);
    const { listingId } = await pinned();
    await set(listingId, 1_500, 1_900);
    await announce(await productOf());
    await announce(await productOf());
    expect(await snapshot()).toMatchObject({
      seq: 3,
      pins: [{ listing: { price: { amount: 1_500 }, compareAtPrice: { amount: 1_900 } } }],
    });
    expect((await readEventsAfter(show.database, streamId, 2))!.events).toMatchObject([
      { type: 'price.changed', mediaTime: null },
    ]);
  });

  it('is not told of what is no longer for sale, nor in a show that is over', async () => {
    const { listingId } = await pinned();
    const productId = await productOf();
    await set(listingId, 1_500);
    await show.database.rows(`UPDATE catalog.listing SET state = 'closed' WHERE id = $1`, [listingId]);
    await announce(productId);
    expect((await snapshot()).seq).toBe(1);
    await show.database.rows(`UPDATE catalog.listing SET state = 'open' WHERE id = $1`, [listingId]);
    await show.engine.get(StartStream).execute(host(), streamId);
    await show.engine.get(EndStream).execute(host(), streamId);
    await announce(productId);
    expect((await snapshot()).seq).toBe(3);
  });
});

it('a slug stays with the stream that has it', async () => {
  const schedule = show.engine.get(ScheduleStream);
  const draft = { slug: 'table-talk', title: 'Table talk', hostName: 'Ana', currency: 'EUR', brandIds: [owner] };
  expect(await schedule.execute(draft)).toBe(await schedule.execute({ ...draft, title: 'Another' }));
  expect(await show.engine.get(StreamReads).find('table-talk')).toMatchObject({
    ok: true,
    value: { stream: { title: 'Table talk' } },
  });
});
