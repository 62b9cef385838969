import type { NewPartnerKey, PartnerKeyList, Problem, RetailerScope } from '@sidestall/contracts';
import { RETAILER_SCOPES } from '@sidestall/contracts';
import { newId } from '@sidestall/kernel';
import { RETAILER_KEYS, TestHouse } from '../test-house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await TestHouse.open({ worker: false, partnerLimit: { perSecond: 0.001, burst: 200 } });
});
afterAll(() => house.close());

const ask = <T>(key: string, method: string, route: string, body?: unknown) =>
  house.call<T>(method, `/v1/partner${route}`, {
    body,
    headers: { authorization: `Bearer ${key}`, 'idempotency-key': `key-${Math.random()}` },
  });
const { northwind, harbor } = RETAILER_KEYS;

const make = async (scopes: readonly RetailerScope[], by: string = northwind): Promise<NewPartnerKey> => {
  const made = await ask<NewPartnerKey>(by, 'POST', '/keys', { name: 'Warehouse 2', scopes });
  expect(made.status).toBe(201);
  return made.body;
};

describe('the keys of a retailer', () => {
  it('are made for a purpose, shown once, listed without themselves, and revoked by another', async () => {
    const { key, secret } = await make(['orders:read', 'keys:manage']);
    expect(key).toMatchObject({ name: 'Warehouse 2', scopes: ['orders:read', 'keys:manage'], lastUsedAt: null });
    expect((await ask(secret, 'GET', '/fulfillment-orders')).status).toBe(200);
    const { keys } = (await ask<PartnerKeyList>(secret, 'GET', '/keys')).body;
    expect(keys[0]).toMatchObject({ id: key.id, hint: `…${secret.slice(-5)}`, lastUsedAt: expect.any(String) });
    // The key of the registration may do everything.
    expect(keys.at(-1)!.scopes).toEqual(RETAILER_SCOPES);
    expect(JSON.stringify(keys)).not.toContain(secret);
    const stored = await house.database.rows(`SELECT to_jsonb(k) AS row FROM fulfillment.retailer_key k`);
    expect(JSON.stringify(stored)).not.toContain(secret);

    expect(await ask(secret, 'DELETE', `/keys/${key.id}`)).toMatchObject({
      status: 409,
      body: { code: 'FULFILLMENT.KEY_IN_USE' },
    });
    expect((await ask(harbor, 'DELETE', `/keys/${key.id}`)).status).toBe(404);
    expect((await ask(northwind, 'DELETE', `/keys/${newId('key')}`)).status).toBe(404);
    expect((await ask(northwind, 'DELETE', `/keys/${key.id}`)).status).toBe(204);
    expect((await ask(secret, 'GET', '/fulfillment-orders')).status).toBe(401);
    expect((await ask(northwind, 'DELETE', `/keys/${key.id}`)).status).toBe(404);
  });

  it('open what they are for and nothing else', async () => {
    const doors: readonly [RetailerScope, string, string, unknown?][] = [
      ['orders:read', 'GET', '/fulfillment-orders'],
      ['orders:read', 'GET', '/scorecard'],
      ['orders:write', 'POST', `/fulfillment-orders/${newId('ful')}/accept`, {}],
      ['orders:write', 'POST', `/returns/${newId('rtn')}/receive`, {}],
      ['stock:write', 'POST', '/stock', { counts: [] }],
      ['money:read', 'GET', '/statement'],
      ['endpoints:manage', 'GET', '/endpoints'],
      ['endpoints:manage', 'GET', '/deliveries'],
      ['endpoints:manage', 'POST', '/signature-check', {}],
      ['endpoints:manage', 'GET', '/certificates'],
      ['keys:manage', 'GET', '/keys'],
    ];
    for (const scope of RETAILER_SCOPES) {
      const { secret } = await make([scope]);
      for (const [needed, method, route, body] of doors) {
        const { status, body: said } = await ask<Problem>(secret, method, route, body);
        if (needed === scope) expect([route, status]).not.toEqual([route, 403]);
        else expect([route, status, said.detail]).toEqual([route, 403, expect.stringContaining(needed)]);
      }
    }
  });

  it('give away no more than they may do themselves', async () => {
    const { secret } = await make(['keys:manage', 'orders:read']);
    expect(await ask(secret, 'POST', '/keys', { name: 'More', scopes: ['orders:write'] })).toMatchObject({
      status: 403,
      body: { detail: expect.stringContaining('orders:write') },
    });
    await make(['orders:read'], secret);
    expect(await ask(northwind, 'POST', '/keys', { name: 'None', scopes: [] })).toMatchObject({ status: 400 });
    expect(await ask(northwind, 'POST', '/keys', { name: 'x', scopes: ['everything'] })).toMatchObject({ status: 400 });
  });

  it('C8: of one retailer that calls without end are refused for a while, all of them, and nobody else’s', async () => {
    const { secret } = await make(['orders:read'], harbor);
    await ask(secret, 'GET', '/fulfillment-orders');
    const flood = await Promise.all(
      Array.from({ length: 300 }, (_, index) =>
        ask<Problem>(index % 2 ? harbor : secret, 'GET', '/fulfillment-orders'),
      ),
    );
    const refused = flood.filter(({ status }) => status === 429);
    // What was made before counts too: the bucket is the retailer's.
    expect(refused.length).toBeGreaterThanOrEqual(100);
    expect(flood.filter(({ status }) => status === 200).length).toBe(300 - refused.length);
    expect(refused[0]!.body.code).toBe('REQUEST.RATE_LIMITED');
    expect(Number(refused[0]!.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await ask(harbor, 'GET', '/scorecard')).status).toBe(429);
    expect((await ask(northwind, 'GET', '/fulfillment-orders')).status).toBe(200);
  });
});
