import type { Desk, Me, Problem, StreamView, Timing } from '@sidestall/contracts';
import { RegisterMember } from '@sidestall/engine';
import { newId } from '@sidestall/kernel';
import { DEMO_HOST } from '../cli/seed-shop.ts';
import { TestHouse, type Answer } from '../test-house.ts';

let house: TestHouse;
let host: string;
let stranger: string;

beforeAll(async () => {
  house = await TestHouse.open({ worker: false });
  await house.get(RegisterMember).execute({
    email: 'stranger@example.com',
    password: 'another-password',
    name: 'Stranger',
    brandIds: [newId('brd')],
  });
  host = await cookieOf(DEMO_HOST);
  stranger = await cookieOf({ email: 'stranger@example.com', password: 'another-password' });
});
afterAll(() => house.close());

const signIn = (credentials: { email: string; password: string }): Promise<Answer<Me & Problem>> =>
  house.call('POST', '/v1/console/sign-in', { body: { email: credentials.email, password: credentials.password } });

async function cookieOf(credentials: { email: string; password: string }): Promise<string> {
  const { headers } = await signIn(credentials);
  return headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

const call = <T>(cookie: string, method: string, route: string, body?: unknown): Promise<Answer<T & Problem>> =>
  house.call(method, `/v1/console${route}`, { body, headers: { cookie } });

const desk = async (): Promise<Desk> => (await call<Desk>(host, 'GET', '/streams/table-talk/desk')).body;

describe('a member', () => {
  it('signs in with a cookie that scripts cannot read, and is known by it', async () => {
    const answer = await signIn(DEMO_HOST);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ member: { email: DEMO_HOST.email }, brands: [{ slug: 'morrow-clay' }] });
    expect(answer.headers.getSetCookie().join()).toMatch(/stall_session=.*HttpOnly.*SameSite=Lax/i);
    expect((await call<Me>(host, 'GET', '/me')).body).toEqual(answer.body);
  });

  it('is nobody any more after signing out', async () => {
    const cookie = await cookieOf(DEMO_HOST);
    expect((await call(cookie, 'POST', '/sign-out')).status).toBe(204);
    expect((await call(cookie, 'GET', '/me')).body.code).toBe('REQUEST.UNAUTHENTICATED');
  });

  it('reaches the console from its own address only', async () => {
    const headers = { origin: 'http://localhost:4003', 'access-control-request-method': 'POST' };
    const allowed = await house.call('OPTIONS', '/v1/console/sign-in', { headers });
    expect(allowed.headers.get('access-control-allow-origin')).toBe('http://localhost:4003');
    expect(allowed.headers.get('access-control-allow-credentials')).toBe('true');
    const others = await house.call('OPTIONS', '/v1/console/sign-in', {
      headers: { ...headers, origin: 'https://elsewhere.example' },
    });
    expect(others.headers.get('access-control-allow-origin')).not.toBe('https://elsewhere.example');
  });
});

describe('a stranger', () => {
  it('is refused everything of the console', async () => {
    const { stream } = await desk();
    const routes = [
      ['GET', '/me'],
      ['GET', '/streams'],
      ['GET', `/streams/${stream.id}/desk`],
      ['POST', `/streams/${stream.id}/start`],
      ['POST', `/streams/${stream.id}/pins`],
    ] as const;
    for (const [method, route] of routes) {
      const answer = await house.call<Problem>(method, `/v1/console${route}`, {
        body: method === 'POST' ? {} : undefined,
      });
      expect([route, answer.status, answer.body.code]).toEqual([route, 401, 'REQUEST.UNAUTHENTICATED']);
    }
  });

  it('who guesses passwords is told the same each time, and slowed down', async () => {
    const guess = { email: 'nobody@example.com', password: 'a guess' };
    const answers: Answer<Problem>[] = [];
    for (let n = 0; n < 9; n++) answers.push(await signIn(guess));
    expect(new Set(answers.slice(0, 8).map(({ body }) => `${body.status} ${body.detail}`)).size).toBe(1);
    expect(answers[8]).toMatchObject({ status: 429, body: { code: 'REQUEST.RATE_LIMITED' } });
    expect((await signIn(DEMO_HOST)).status).toBe(200);
  });

  it('of another brand finds neither the stream nor a way to pin', async () => {
    const { stream, listings } = await desk();
    const body = { listingId: listings[0]!.listingId };
    const tries = [
      await call(stranger, 'GET', `/streams/${stream.id}/desk`),
      await call(stranger, 'POST', `/streams/${stream.id}/pins`, body),
      await call(stranger, 'POST', `/streams/${stream.id}/end`, {}),
      await call(stranger, 'DELETE', `/streams/${stream.id}/pins/${newId('pin')}`),
    ];
    expect(tries.map((answer) => [answer.status, answer.body.code])).toEqual(
      tries.map(() => [404, 'STREAMS.STREAM_NOT_FOUND']),
    );
    expect((await call<{ streams: StreamView[] }>(stranger, 'GET', '/streams')).body.streams).toEqual([]);
  });
});

describe('a host', () => {
  it('has the whole shop on the desk, pins from it and takes off again', async () => {
    const { stream, snapshot, listings } = await desk();
    expect(new Set(listings.map((listing) => listing.brandName)).size).toBe(3);
    const listing = listings[0]!;
    const pinned = await call<{ pinId: string; seq: number }>(host, 'POST', `/streams/${stream.id}/pins`, {
      listingId: listing.listingId,
    });
    expect(pinned).toMatchObject({ status: 201, body: { seq: snapshot.seq + 1 } });
    expect((await desk()).snapshot.pins).toMatchObject([
      {
        pinId: pinned.body.pinId,
        listing: { listingId: listing.listingId, price: listing.price, available: listing.available },
      },
    ]);
    const unpinned = await call<{ seq: number }>(host, 'DELETE', `/streams/${stream.id}/pins/${pinned.body.pinId}`);
    expect(unpinned).toMatchObject({ status: 200, body: { seq: snapshot.seq + 2 } });
    expect((await desk()).snapshot).toMatchObject({ pins: [], earlier: [{ pinId: pinned.body.pinId }] });
  });

  it('moves cards against the picture, from the next one on', async () => {
    const { stream, listings } = await desk();
    const time = (ingestDelayMs: number | null, as = host) =>
      call<Timing>(as, 'PUT', `/streams/${stream.id}/timing`, { ingestDelayMs });
    const waits = async (listingId: string): Promise<number | null> => {
      const pinned = await call<{ pinId: string }>(host, 'POST', `/streams/${stream.id}/pins`, { listingId });
      const { pinnedAt, mediaTime } = (await desk()).snapshot.pins[0]!;
      await call(host, 'DELETE', `/streams/${stream.id}/pins/${pinned.body.pinId}`);
      return mediaTime === null ? null : Date.parse(mediaTime) - Date.parse(pinnedAt);
    };
    const [first, second, third] = listings.map(({ listingId }) => listingId);
    expect((await desk()).ingestDelayMs).toBe(0);
    expect(await waits(first!)).toBe(0);
    expect((await time(-1_500)).body).toEqual({ ingestDelayMs: -1_500 });
    expect((await desk()).ingestDelayMs).toBe(-1_500);
    expect(await waits(second!)).toBe(1_500);
    await time(null);
    expect(await waits(third!)).toBeNull();
    expect((await time(60_001)).body.code).toBe('REQUEST.INVALID');
    expect((await time(0, stranger)).body.code).toBe('STREAMS.STREAM_NOT_FOUND');
    await time(0);
  });

  it('ends the show and starts it again', async () => {
    const { stream } = await desk();
    expect((await call(host, 'POST', `/streams/${stream.id}/end`, {})).body).toMatchObject({ status: 'ended' });
    const listingId = (await desk()).listings[0]!.listingId;
    expect((await call(host, 'POST', `/streams/${stream.id}/pins`, { listingId })).body.code).toBe('STREAMS.NOT_LIVE');
    expect((await call(host, 'POST', `/streams/${stream.id}/start`, {})).body).toMatchObject({ status: 'live' });
  });

  it.each([
    ['an id that is none', { listingId: 'lst_nonsense' }, 400, 'REQUEST.INVALID'],
    ['nothing', {}, 400, 'REQUEST.INVALID'],
    ['a listing that does not exist', { listingId: newId('lst') }, 404, 'CATALOG.LISTING_NOT_FOUND'],
  ])('who pins %s is told precisely', async (_, body, status, code) => {
    const { stream } = await desk();
    const answer = await call(host, 'POST', `/streams/${stream.id}/pins`, body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });
});

describe('a viewer', () => {
  it('finds a stream by slug and by id, with all that a storefront needs to begin', async () => {
    const bySlug = await house.call<StreamView>('GET', '/v1/streams/table-talk');
    expect(bySlug.body).toMatchObject({
      slug: 'table-talk',
      status: 'live',
      currency: 'EUR',
      checkout: { isTestMoney: true },
    });
    expect(bySlug.body.brands).toHaveLength(3);
    expect(bySlug.body.checkout.countries).toContain('DE');
    expect(bySlug.body.liveUrl).toBe(`http://localhost:4001/v1/streams/${bySlug.body.id}/events`);
    expect((await house.call<StreamView>('GET', `/v1/streams/${bySlug.body.id}`)).body).toEqual(bySlug.body);
    expect((await house.call<Problem>('GET', '/v1/streams/nothing-here')).body.code).toBe('STREAMS.STREAM_NOT_FOUND');
  });
});
