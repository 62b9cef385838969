import type { Coupon, CouponPage, Problem } from '@sidestall/contracts';
import { RegisterMember } from '@sidestall/engine';
import { newId, type BrandId } from '@sidestall/kernel';
import { DEMO_HOST } from '../cli/seed-shop.ts';
import { TestHouse, type Answer } from '../test-house.ts';

let house: TestHouse;
let host: string;
let stranger: string;
let brandId: BrandId;

const TERMS = {
  code: 'spring-10',
  kind: 'percent',
  percent: 12.5,
  amount: null,
  minimum: { amount: 3_000, currency: 'EUR' },
  productIds: null,
  startsAt: null,
  endsAt: '2199-01-01T00:00:00.000Z',
  limitTotal: 100,
  limitPerPerson: 1,
  stacks: false,
  worksInDrops: false,
};

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
  const row = await house.database.one<{ id: BrandId }>(`SELECT id FROM catalog.brand WHERE slug = 'morrow-clay'`);
  brandId = row!.id;
});
afterAll(() => house.close());

async function cookieOf({ email, password }: { email: string; password: string }): Promise<string> {
  const { headers } = await house.call('POST', '/v1/console/sign-in', { body: { email, password } });
  return headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

const call = <T>(cookie: string, method: string, route: string, body?: unknown): Promise<Answer<T & Problem>> =>
  house.call(method, `/v1/console/brands/${brandId}/coupons${route}`, {
    body,
    headers: { cookie, 'idempotency-key': crypto.randomUUID() },
  });

const make = (more: object = {}, cookie = host) => call<Coupon>(cookie, 'POST', '', { ...TERMS, ...more });

describe('a brand', () => {
  it('makes a coupon, finds it in its list, and stops it for good', async () => {
    const made = await make();
    expect(made).toMatchObject({
      status: 201,
      body: { ...TERMS, code: 'SPRING-10', brandId, state: 'active', used: 0 },
    });
    const { body: page } = await call<CouponPage>(host, 'GET', '?limit=100');
    expect(page.coupons.filter(({ id }) => id === made.body.id)).toEqual([made.body]);
    expect((await call<Coupon>(host, 'GET', `/${made.body.id}`)).body).toEqual(made.body);
    const stopped = { ...made.body, state: 'stopped' };
    for (let times = 0; times < 2; times += 1) {
      const answer = await call<Coupon>(host, 'POST', `/${made.body.id}/stop`);
      expect([answer.status, answer.body]).toEqual([200, stopped]);
    }
  });

  it('turns the pages of its coupons', async () => {
    for (const code of ['PAGE-1', 'PAGE-2', 'PAGE-3']) await make({ code });
    const first = (await call<CouponPage>(host, 'GET', '?limit=2')).body;
    expect(first.coupons.map(({ code }) => code)).toEqual(['PAGE-3', 'PAGE-2']);
    const second = (await call<CouponPage>(host, 'GET', `?limit=2&cursor=${first.nextCursor}`)).body;
    expect(second.coupons[0]!.code).toBe('PAGE-1');
  });

  it('is told what cannot be, and where', async () => {
    await make({ code: 'ONCE' });
    expect(await make({ code: 'Once' })).toMatchObject({ status: 409, body: { code: 'ORDERING.COUPON_EXISTS' } });
    expect(await make({ code: 'AMOUNT', kind: 'amount' })).toMatchObject({
      status: 422,
      body: { code: 'ORDERING.COUPON_INVALID' },
    });
    expect(await make({ code: 'NO SPACES' })).toMatchObject({ status: 400, body: { code: 'REQUEST.INVALID' } });
    expect(await make({ code: 'TOO-FINE', percent: 0.001 })).toMatchObject({ status: 400 });
    expect(await call(host, 'GET', `/${newId('cpn')}`)).toMatchObject({
      status: 404,
      body: { code: 'ORDERING.COUPON_NOT_FOUND' },
    });
  });
});

describe('coupons', () => {
  it('are nobody else’s: for another brand’s member the brand does not exist, and without a session nothing does', async () => {
    const { body: own } = await make({ code: 'MINE' });
    for (const [cookie, status, code] of [
      [stranger, 404, 'CATALOG.BRAND_NOT_FOUND'],
      ['', 401, 'REQUEST.UNAUTHENTICATED'],
    ] as const) {
      const tries = [
        await call(cookie, 'GET', ''),
        await make({ code: 'THEIRS' }, cookie),
        await call(cookie, 'GET', `/${own.id}`),
        await call(cookie, 'POST', `/${own.id}/stop`),
      ];
      expect(tries.map((answer) => [answer.status, answer.body.code])).toEqual(tries.map(() => [status, code]));
    }
    expect((await call<Coupon>(host, 'GET', `/${own.id}`)).body.state).toBe('active');
  });

  it('of one brand cannot be stopped through another', async () => {
    const { body: own } = await make({ code: 'STAYS' });
    const others = await house.database.one<{ id: BrandId }>(`SELECT id FROM catalog.brand WHERE id <> $1 LIMIT 1`, [
      brandId,
    ]);
    await house.get(RegisterMember).execute({
      email: 'neighbor@example.com',
      password: 'another-password',
      name: 'Neighbor',
      brandIds: [others!.id],
    });
    const cookie = await cookieOf({ email: 'neighbor@example.com', password: 'another-password' });
    const answer = await house.call<Problem>('POST', `/v1/console/brands/${others!.id}/coupons/${own.id}/stop`, {
      headers: { cookie },
    });
    expect([answer.status, answer.body.code]).toEqual([404, 'ORDERING.COUPON_NOT_FOUND']);
    expect((await call<Coupon>(host, 'GET', `/${own.id}`)).body.state).toBe('active');
  });
});
