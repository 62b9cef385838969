import { money, type BrandId, type ListingId, type StreamId } from '@sidestall/kernel';
import { stopDatabases } from '@sidestall/testing';
import { EndStream } from '../end-stream.ts';
import { testShow, type TestShow } from '../show.fixture.ts';
import { StartStream } from '../start-stream.ts';
import { readEventsAfter, readSnapshot } from '../stream-log.ts';
import { AnnounceDrop } from './announce-drop.ts';
import { CancelDrop } from './cancel-drop.ts';
import { DropTable } from './drops.fixture.ts';
import { StartDrop } from './start-drop.ts';

let show: TestShow;
let table: DropTable;
let brandId: BrandId;
let listingId: ListingId;
let streamId: StreamId;

beforeAll(async () => {
  show = await testShow();
  table = new DropTable(show);
});
beforeEach(async () => {
  brandId = await show.brand();
  ({ listingId } = await show.sell(brandId, 10));
  streamId = await show.stream(brandId);
});
afterAll(async () => {
  await show.close();
  await stopDatabases();
});

const host = () => ({ brandIds: [brandId] });
const plan = (over: Parameters<DropTable['wish']>[1] = {}) =>
  table.planned(brandId, table.wish(listingId, { allotment: 2, ...over }));
const announce = (id: Awaited<ReturnType<typeof plan>>) => table.inner(AnnounceDrop).execute(id);
const told = async (of = streamId) => (await readSnapshot(show.database, of))!.drops;
const events = async (of = streamId) => (await readEventsAfter(show.database, of, 0))!.events.map(({ type }) => type);

describe('a drop of a show', () => {
  it('is announced with the picture, once, with all of its terms', async () => {
    await show.engine.get(StartStream).execute(host(), streamId);
    const id = await plan({ streamId, cap: 2 });
    await announce(id);
    await announce(id);
    expect(await told()).toMatchObject([
      {
        mediaTime: expect.any(String),
        drop: {
          id,
          title: 'Kiln opening',
          streamId,
          listings: [
            { listingId, price: money(1_500, 'EUR'), regularPrice: money(1_900, 'EUR'), allotment: 2, cap: 2 },
          ],
        },
      },
    ]);
    expect(await events()).toEqual(['stream.started', 'drop.announced']);
  });

  it('is told of in its own show only, one of the brand wherever the brand takes part', async () => {
    const [other, strange] = [await show.stream(brandId), await show.stream(await show.brand())];
    await announce(await plan({ streamId }));
    expect([(await told()).length, (await told(other)).length]).toEqual([1, 0]);
    await announce(await plan());
    const counts = await Promise.all([streamId, other, strange].map(async (of) => (await told(of)).length));
    expect(counts).toEqual([2, 1, 0]);
  });

  it('is told of again when its start reckons another price it was before', async () => {
    const startsAt = new Date(Date.now() + 3_600_000).toISOString();
    const id = await plan({ startsAt });
    await announce(id);
    await show.database.rows(`UPDATE catalog.listing SET price_minor = 1700 WHERE id = $1`, [listingId]);
    await table.setPeriod(id, `now() + interval '1 millisecond'`, `now() + interval '1 hour'`);
    await table.inner(StartDrop).execute(id);
    await announce(id);
    expect((await told()).map(({ drop }) => drop.listings[0]!.priorPrice)).toEqual([money(1_700, 'EUR')]);
    expect(await events()).toEqual(['drop.announced', 'drop.announced']);
  });

  it('is over for every viewer when its time is, when it is given up, and only once', async () => {
    const [ends, canceled] = [await plan(), await plan()];
    for (const id of [ends, canceled]) await announce(id);
    await table.end(ends);
    await table.sweep();
    await show.engine.get(CancelDrop).execute(brandId, canceled);
    for (const id of [ends, canceled, ends]) await announce(id);
    expect(await told()).toEqual([]);
    expect(await events()).toEqual(['drop.announced', 'drop.announced', 'drop.ended', 'drop.ended']);
  });

  it('is not told of in a show that is over', async () => {
    const id = await plan();
    await show.engine.get(StartStream).execute(host(), streamId);
    await show.engine.get(EndStream).execute(host(), streamId);
    await announce(id);
    expect(await events()).toEqual(['stream.started', 'stream.ended']);
  });

  it('is told of by itself: planned, begun, and over, each with the change', async () => {
    const id = await plan();
    const taken = () =>
      show.database.rows(
        `DELETE FROM platform.outbox WHERE name = 'streams.announce-drop' AND key = $1 RETURNING payload`,
        [id],
      );
    expect(await taken()).toEqual([{ payload: { dropId: id } }]);
    await table.inner(StartDrop).execute(id);
    expect(await taken()).toHaveLength(1);
    await show.engine.get(CancelDrop).execute(brandId, id);
    expect(await taken()).toHaveLength(1);
  });
});
