import type { BrandDrop, BrandDropPage, DropList, Problem, ProductDetail } from '@sidestall/contracts';
import { RegisterMember } from '@sidestall/engine';
import { newId, type BrandId, type ListingId, type StreamId } from '@sidestall/kernel';
import { DEMO_HOST } from '../cli/seed-shop.ts';
import { TestHouse, type Answer } from '../test-house.ts';

let house: TestHouse;
let host: string;
let stranger: string;
let brandId: BrandId;
let othersBrandId: BrandId;
let streamId: StreamId;
let teapot: ListingId;

const HOUR = 3_600_000;
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR).toISOString();

beforeAll(async () => {
  house = await TestHouse.open();
  const idOf = async <T>(sql: string) => (await house.database.one<{ id: T }>(sql))!.id;
  brandId = await idOf(`SELECT id FROM catalog.brand WHERE slug = 'morrow-clay'`);
  othersBrandId = await idOf(`SELECT id FROM catalog.brand WHERE slug <> 'morrow-clay' ORDER BY id LIMIT 1`);
  streamId = await idOf(`SELECT id FROM streams.stream WHERE slug = 'table-talk'`);
  teapot = await house.listing('MC-TEA-OAT');
  await house.get(RegisterMember).execute({
    email: 'stranger@example.com',
    password: 'another-password',
    name: 'Stranger',
    brandIds: [othersBrandId],
  });
  host = await cookieOf(DEMO_HOST);
  stranger = await cookieOf({ email: 'stranger@example.com', password: 'another-password' });
});
afterAll(() => house.close());

async function cookieOf({ email, password }: { email: string; password: string }): Promise<string> {
  const { headers } = await house.call('POST', '/v1/console/sign-in', { body: { email, password } });
  return headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

const call = <T>(
  cookie: string,
  method: string,
  route: string,
  { body, brand = brandId, key }: { body?: unknown; brand?: BrandId; key?: string } = {},
): Promise<Answer<T & Problem>> =>
  house.call(method, `/v1/console/brands/${brand}/drops${route}`, {
    body,
    headers: { cookie, 'idempotency-key': key ?? crypto.randomUUID() },
  });

const wish = (more: object = {}, listing: object = {}) => ({
  title: 'Kiln opening',
  startsAt: inHours(0),
  endsAt: inHours(2),
  listings: [{ listingId: teapot, price: { amount: 7_200, currency: 'EUR' }, allotment: 2, cap: 1, ...listing }],
  ...more,
});
const plan = (more: object = {}, listing: object = {}, cookie = host) =>
  call<BrandDrop>(cookie, 'POST', '', { body: wish(more, listing) });
const cancel = (id: string, cookie = host) => call<BrandDrop>(cookie, 'POST', `/${id}/cancel`);
const current = async (query = '') => (await house.call<DropList>('GET', `/v1/drops${query}`)).body.drops;
const available = async (listingId = teapot) => {
  const { id } = (await house.database.one<{ id: string }>(
    `SELECT id FROM catalog.product WHERE handle = 'slow-teapot'`,
  ))!;
  const { body } = await house.call<ProductDetail>('GET', `/v1/products/${id}`);
  return body.variants.find((variant) => variant.listingId === listingId)!.available;
};

describe('a brand', () => {
  it('plans a drop, finds it, and gives it up for good; its units come and go at once', async () => {
    const before = (await available())!;
    const made = await plan({ streamId });
    expect(made).toMatchObject({
      status: 201,
      body: {
        title: 'Kiln opening',
        brand: { id: brandId },
        streamId,
        state: 'open',
        sold: 0,
        listings: [
          {
            listingId: teapot,
            title: 'Slow Teapot',
            price: { amount: 7_200, currency: 'EUR' },
            regularPrice: { amount: 8_800, currency: 'EUR' },
            priorPrice: { amount: 8_800, currency: 'EUR' },
            allotment: 2,
            left: 2,
            cap: 1,
          },
        ],
      },
    });
    expect(await available()).toBe(before - 2);
    expect((await call<BrandDrop>(host, 'GET', `/${made.body.id}`)).body).toEqual(made.body);
    const { body: page } = await call<BrandDropPage>(host, 'GET', '');
    expect(page.drops).toContainEqual(made.body);
    for (let times = 0; times < 2; times += 1) {
      const answer = await cancel(made.body.id);
      expect([answer.status, answer.body.state]).toEqual([200, 'canceled']);
    }
    expect(await available()).toBe(before);
  });

  it('that sends its wish twice plans one drop', async () => {
    const key = crypto.randomUUID();
    const body = wish();
    const answers = [];
    for (let times = 0; times < 2; times += 1) answers.push(await call<BrandDrop>(host, 'POST', '', { body, key }));
    expect(answers[1]!.body.id).toBe(answers[0]!.body.id);
    await cancel(answers[0]!.body.id);
  });

  it('turns the pages of its drops', async () => {
    const ids: string[] = [];
    for (let nth = 0; nth < 3; nth += 1) ids.unshift((await plan({}, { allotment: 1 })).body.id);
    const first = (await call<BrandDropPage>(host, 'GET', '?limit=2')).body;
    expect(first.drops.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    const second = (await call<BrandDropPage>(host, 'GET', `?limit=2&cursor=${first.nextCursor}`)).body;
    expect(second.drops[0]!.id).toBe(ids[2]);
    for (const id of ids) await cancel(id);
  });

  it('is told what cannot be, and where', async () => {
    const invalid = (path: string) => ({ status: 422, body: { code: 'CATALOG.DROP_INVALID', fields: [{ path }] } });
    expect(await plan({ endsAt: inHours(-1) })).toMatchObject(invalid('endsAt'));
    expect(await plan({ startsAt: inHours(-1) })).toMatchObject(invalid('startsAt'));
    expect(await plan({}, { price: { amount: 8_800, currency: 'EUR' } })).toMatchObject(invalid('listings.0.price'));
    expect(await plan({}, { allotment: 500 })).toMatchObject(invalid('listings.0.allotment'));
    expect(await plan({}, { allotment: 2, cap: 3 })).toMatchObject(invalid('listings.0.cap'));
    expect(await plan({}, { allotment: 0 })).toMatchObject({ status: 400, body: { code: 'REQUEST.INVALID' } });
    expect(await plan({}, { listingId: newId('lst') })).toMatchObject({
      status: 404,
      body: { code: 'CATALOG.LISTING_NOT_FOUND' },
    });
    expect(await plan({ streamId: newId('str') })).toMatchObject({
      status: 404,
      body: { code: 'STREAMS.STREAM_NOT_FOUND' },
    });
    expect(await cancel(newId('drp'))).toMatchObject({ status: 404, body: { code: 'CATALOG.DROP_NOT_FOUND' } });
  });

  it('cannot give up what is over', async () => {
    const { body: drop } = await plan();
    await house.database.rows(
      `UPDATE catalog.drop SET starts_at = now() - interval '1 hour', ends_at = now() WHERE id = $1`,
      [drop.id],
    );
    expect(await cancel(drop.id)).toMatchObject({ status: 409, body: { code: 'CATALOG.DROP_STATE_CONFLICT' } });
  });
});

describe('drops', () => {
  it('are nobody else’s: another brand’s member sees and cancels none, and without a session nobody does', async () => {
    const { body: own } = await plan();
    for (const [cookie, status, code] of [
      [stranger, 404, 'CATALOG.BRAND_NOT_FOUND'],
      ['', 401, 'REQUEST.UNAUTHENTICATED'],
    ] as const) {
      const tries = [
        await call(cookie, 'GET', ''),
        await plan({}, {}, cookie),
        await call(cookie, 'GET', `/${own.id}`),
        await cancel(own.id, cookie),
      ];
      expect(tries.map((answer) => [answer.status, answer.body.code])).toEqual(tries.map(() => [status, code]));
    }
    const through = { brand: othersBrandId };
    expect(await call(stranger, 'GET', `/${own.id}`, through)).toMatchObject({
      status: 404,
      body: { code: 'CATALOG.DROP_NOT_FOUND' },
    });
    expect(await call(stranger, 'POST', `/${own.id}/cancel`, through)).toMatchObject({
      status: 404,
      body: { code: 'CATALOG.DROP_NOT_FOUND' },
    });
    const theirs = await call(stranger, 'POST', '', { ...through, body: wish() });
    expect(theirs).toMatchObject({ status: 404, body: { code: 'CATALOG.LISTING_NOT_FOUND' } });
    expect((await call<BrandDrop>(host, 'GET', `/${own.id}`)).body.state).toBe('open');
    await cancel(own.id);
  });
});

describe('a viewer', () => {
  it('sees what is open or to come in the show and of its brands, with the time of the server', async () => {
    const { body: ofShow } = await plan({ streamId, startsAt: inHours(1) });
    const { body: ofBrand } = await plan();
    const answer = await house.call<DropList>('GET', '/v1/drops?stream=table-talk');
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'public, max-age=1']);
    expect(answer.body.drops.map(({ id, state }) => [id, state])).toEqual([
      [ofBrand.id, 'open'],
      [ofShow.id, 'scheduled'],
    ]);
    const { sold, createdAt, ...seen } = ofBrand;
    expect(answer.body.drops[0]).toEqual(seen);
    expect(Date.parse(answer.body.serverTime)).toBeLessThan(Date.parse(ofShow.startsAt));
    expect((await current('?brand=morrow-clay')).map(({ id }) => id)).toEqual([ofBrand.id]);
    expect((await current()).map(({ id }) => id)).toEqual([ofBrand.id]);
    for (const { id } of [ofShow, ofBrand]) await cancel(id);
    expect(await current('?stream=table-talk')).toEqual([]);
    expect([typeof sold, typeof createdAt]).toEqual(['number', 'string']);
  });

  it('who names a show or a brand that is not there is told so', async () => {
    for (const [query, code] of [
      ['?stream=no-such-show', 'STREAMS.STREAM_NOT_FOUND'],
      ['?brand=no-such-brand', 'CATALOG.BRAND_NOT_FOUND'],
    ]) {
      expect(await house.call('GET', `/v1/drops${query}`)).toMatchObject({ status: 404, body: { code } });
    }
  });

  it('finds what a drop did not sell on sale again seconds after its end, without anybody’s doing', async () => {
    const moss = await house.listing('MC-TEA-MOS');
    const before = await available(moss);
    const { body: drop } = await plan({}, { listingId: moss });
    expect(await available(moss)).toBe(before! - 2);
    await house.database.rows(
      `UPDATE catalog.drop SET starts_at = now() - interval '1 hour', ends_at = now() WHERE id = $1`,
      [drop.id],
    );
    await house.until(async () => (await available(moss)) === before, 'the units are on sale again', 15);
    expect((await call<BrandDrop>(host, 'GET', `/${drop.id}`)).body.state).toBe('ended');
  });
});
