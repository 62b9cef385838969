import type { Desk, Problem, StreamReplayView, StreamView } from '@sidestall/contracts';
import { InventoryService, ScheduleStream } from '@sidestall/engine';
import { newId, type BrandId, type RetailerId } from '@sidestall/kernel';
import type { PinnedListing, StreamEventDraft } from '@sidestall/streams';
import { DEMO_HOST } from '../cli/seed-shop.ts';
import { TestHouse, type Answer } from '../test-house.ts';

const MINUTES = 10;
/** How far the picture of these shows is behind the host's table. */
const DELAY_MS = 6_000;

let house: TestHouse;
let cookie: string;
/** The show that is on. */
let live: StreamView;
/** What shows of before had on their tables. */
let first: PinnedListing;
let second: PinnedListing;
let over: StreamView;

const desk = <T = unknown>(method: string, route: string, body?: unknown): Promise<Answer<T & Problem>> =>
  house.call(method, `/v1/console/streams/${route}`, { body, headers: { cookie } });
const show = async (slug: string) => (await house.call<StreamView>('GET', `/v1/streams/${slug}`)).body;
const replay = async () => (await house.call<StreamReplayView>('GET', `/v1/streams/${over.slug}/replay`)).body;
const track = (name: string) => fetch(`${house.url}/v1/streams/${over.slug}/${name}.vtt`);

beforeAll(async () => {
  house = await TestHouse.open({ worker: false });
  const signedIn = await house.call('POST', '/v1/console/sign-in', {
    body: { email: DEMO_HOST.email, password: DEMO_HOST.password },
  });
  cookie = signedIn.headers.getSetCookie().join('; ').split(';')[0]!;
  live = await show('table-talk');
  const { listings } = (await desk<Desk>('GET', `${live.id}/desk`)).body;
  for (const { listingId } of listings.slice(0, 2)) await desk('POST', `${live.id}/pins`, { listingId });
  const { pins } = (await desk<Desk>('GET', `${live.id}/desk`)).body.snapshot;
  [first, second] = [pins[1]!.listing as PinnedListing, pins[0]!.listing as PinnedListing];
  over = await aShow();
});
afterAll(() => house.close());

/** A show of before, whose log was written while it ran: two things came to the table, and the first left again. */
async function aShow(): Promise<StreamView> {
  const id = await house.get(ScheduleStream).execute({
    slug: 'last-week',
    title: 'Last week’s table',
    hostName: 'Mara',
    currency: 'EUR',
    brandIds: live.brands.map((brand) => brand.id as BrandId),
    ingestDelayMs: DELAY_MS,
  });
  const pinId = newId('pin');
  const log: readonly (readonly [number, StreamEventDraft])[] = [
    [0, { type: 'stream.started' }],
    [60, { type: 'pin.added', pinId, listing: first }],
    [90, { type: 'stock.changed', variantId: first.variantId, available: 3 }],
    [120, { type: 'pin.added', pinId: newId('pin'), listing: second }],
    [180, { type: 'pin.removed', pinId }],
    [MINUTES * 60, { type: 'stream.ended' }],
  ];
  const start = Date.now() - 7 * 86_400_000;
  for (const [index, [seconds, { type, ...body }]] of log.entries()) {
    const at = start + seconds * 1_000;
    await house.database.rows(
      `INSERT INTO streams.event (stream_id, seq, type, at, media_time, body) VALUES ($1, $2, $3, $4, $5, $6)`,
      [id, index + 1, type, new Date(at), new Date(at - DELAY_MS), JSON.stringify(body)],
    );
  }
  await house.database.rows(
    `UPDATE streams.stream SET status = 'ended', last_seq = $2, started_at = $3, ended_at = $4 WHERE id = $1`,
    [id, log.length, new Date(start), new Date(start + MINUTES * 60_000)],
  );
  return show('last-week');
}

describe('a show that is still on', () => {
  it.each(['replay', 'chapters.vtt', 'products.vtt'])('has no %s yet', async (name) => {
    const answer = await house.call<Problem>('GET', `/v1/streams/${live.slug}/${name}`);
    expect([answer.status, answer.body.code]).toEqual([409, 'STREAMS.NOT_ENDED']);
  });

  it('has no recording either', async () => {
    const answer = await desk('PUT', `${live.id}/recording`, { startsAt: new Date().toISOString() });
    expect([answer.status, answer.body.code]).toEqual([409, 'STREAMS.NOT_ENDED']);
  });
});

describe('a show that is over', () => {
  it('tells what stood on the table at each moment of its picture', async () => {
    const body = await replay();
    const since = (instant: string) => (Date.parse(instant) - Date.parse(body.recording.startsAt)) / 1_000;
    const listings = new Map(body.pins.map(({ pinId, listing }) => [pinId, listing.listingId]));
    expect(since(body.recording.endsAt)).toBe(600);
    expect(
      body.moments.map(({ at, pins, earlier }) => [
        since(at),
        pins.map((id) => listings.get(id)),
        earlier.map((id) => listings.get(id)),
      ]),
    ).toEqual([
      [60, [first.listingId], []],
      [120, [second.listingId, first.listingId], []],
      [180, [second.listingId], [first.listingId]],
    ]);
    expect(body.chapters.map(({ from, to, pinIds }) => [from, to, pinIds.map((id) => listings.get(id))])).toEqual([
      [60, 120, [first.listingId]],
      [120, 600, [second.listingId]],
    ]);
  });

  it('has the price and the stock of today, also when they changed after its end', async () => {
    await house.database.rows('UPDATE catalog.listing SET price_minor = 4321 WHERE id = $1', [first.listingId]);
    const sold = (await replay()).pins.find(({ listing }) => listing.listingId === first.listingId)!;
    expect(sold.listing.price).toEqual({ amount: 4_321, currency: 'EUR' });
    const { variantId } = first;
    const shelves = await house.database.rows<{ retailerId: RetailerId }>(
      'SELECT retailer_id AS "retailerId" FROM inventory.stock WHERE variant_id = $1',
      [variantId],
    );
    const none = shelves.map(({ retailerId }) => ({ variantId, retailerId, onHand: 0 }));
    await house.database.transaction((tx) => house.get(InventoryService).setStock(tx, none));
    const after = (await replay()).pins.find(({ listing }) => listing.listingId === first.listingId)!;
    expect(after.listing.available).toBe(0);
  });

  it('gives its chapters to any player, by the name they had', async () => {
    const answer = await track('chapters');
    expect(answer.headers.get('content-type')).toBe('text/vtt; charset=utf-8');
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    const body = await replay();
    const titles = body.chapters.map(({ title }) => title.replaceAll('&', '&amp;'));
    expect(await answer.text()).toBe(
      `WEBVTT\n\n00:01:00.000 --> 00:02:00.000\n${titles[0]}\n\n00:02:00.000 --> 00:10:00.000\n${titles[1]}\n`,
    );
    const known = await fetch(answer.url, { headers: { 'if-none-match': answer.headers.get('etag')! } });
    expect(known.status).toBe(304);
  });

  it('gives its products as cues for scripts', async () => {
    const cues = (await (await track('products')).text()).trim().split('\n\n').slice(1);
    const told = cues.map((cue) => {
      const [times, json] = cue.split('\n');
      const { pins } = JSON.parse(json!) as { pins: { listingId: string }[] };
      return [times, ...pins.map(({ listingId }) => listingId)];
    });
    expect(told).toEqual([
      ['00:01:00.000 --> 00:02:00.000', first.listingId],
      ['00:02:00.000 --> 00:03:00.000', second.listingId, first.listingId],
      ['00:03:00.000 --> 00:10:00.000', second.listingId],
    ]);
  });

  it('leaves out what nobody sells any more, but keeps its chapter', async () => {
    await house.database.rows("UPDATE catalog.listing SET state = 'closed' WHERE id = $1", [first.listingId]);
    const body = await replay();
    expect(body.pins.map(({ listing }) => listing.listingId)).toEqual([second.listingId]);
    expect(body.moments.map(({ pins, earlier }) => [pins.length, earlier.length])).toEqual([
      [0, 0],
      [1, 0],
      [1, 0],
    ]);
    expect(body.chapters.map(({ title, pinIds }) => [title.length > 0, pinIds.length])).toEqual([
      [true, 0],
      [true, 1],
    ]);
    await house.database.rows("UPDATE catalog.listing SET state = 'open' WHERE id = $1", [first.listingId]);
  });
});

describe('the recording of a show', () => {
  const name = (startsAt: string | null) =>
    desk<{ recordingStartsAt: string }>('PUT', `${over.id}/recording`, { startsAt });

  it('begins when the host says so, and chapters keep time with it', async () => {
    const early = new Date(Date.parse(over.startedAt!) - 96_000).toISOString();
    expect((await name(early)).body).toEqual({ recordingStartsAt: early });
    expect((await show(over.id)).recordingStartsAt).toBe(early);
    const { recording, chapters } = await replay();
    expect(chapters.map(({ from }) => from)).toEqual([150, 210]);
    expect(Date.parse(recording.showStartsAt)).toBe(Date.parse(over.startedAt!) - DELAY_MS);
    expect((await name(null)).status).toBe(200);
    expect((await replay()).chapters.map(({ from }) => from)).toEqual([60, 120]);
  });

  it('cannot begin after the show, or long before it', async () => {
    const wrong = [over.endedAt!, new Date(Date.parse(over.startedAt!) - 25 * 3_600_000).toISOString()];
    for (const startsAt of wrong) {
      const answer = await name(startsAt);
      expect([answer.status, answer.body.code]).toEqual([422, 'STREAMS.RECORDING_INVALID']);
    }
  });

  it('is shown to its host as viewers have it', async () => {
    expect((await desk('GET', `${over.id}/recording`)).body).toEqual(await replay());
  });

  it('is nobody’s to name but its brand’s', async () => {
    const answer = await house.call<Problem>('PUT', `/v1/console/streams/${over.id}/recording`, {
      body: { startsAt: null },
    });
    expect(answer.status).toBe(401);
  });
});
