import type { ProductDetail, ProductPage } from '@sidestall/contracts';
import { NextDropChange, PlanDrop } from '@sidestall/engine';
import { money, type BrandId, type DropId, type ListingId, type ProductId, type StreamId } from '@sidestall/kernel';
import { TestHouse } from '../test-house.ts';

const FULL = 8_800;
const IN_DROP = 7_000;
/** What caches are told of a page that no drop will change soon. */
const ALWAYS = 'public, max-age=2, stale-while-revalidate=4';

let house: TestHouse;
let brandId: BrandId;
let streamId: StreamId;
let listingId: ListingId;
let productId: ProductId;

beforeAll(async () => {
  house = await TestHouse.open({ pageCacheMs: 1_000 });
  const idOf = async <T>(sql: string, ...params: unknown[]) => (await house.database.one<{ id: T }>(sql, params))!.id;
  brandId = await idOf(`SELECT id FROM catalog.brand WHERE slug = 'morrow-clay'`);
  streamId = await idOf(`SELECT id FROM streams.stream WHERE slug = 'table-talk'`);
  listingId = await house.listing('MC-TEA-OAT');
  productId = await idOf(
    `SELECT v.product_id AS id FROM catalog.listing l JOIN catalog.variant v ON v.id = l.variant_id WHERE l.id = $1`,
    listingId,
  );
});
afterAll(() => house.close());

const detail = (query = '') => house.call<ProductDetail>('GET', `/v1/products/${productId}${query}`);
const teapot = ({ variants }: ProductDetail) => variants.find((variant) => variant.listingId === listingId)!;
const priceOf = async (query = '') => teapot((await detail(query)).body).price.amount;
const isPrice = (amount: number, query = '') =>
  house.until(async () => (await priceOf(query)) === amount, `the price ${amount}`, 10);

/** A drop from and to moments of the database's clock, in seconds from now. */
async function drop(from: number, to: number, ofShow: StreamId | null = null, allotment = 3): Promise<DropId> {
  const at = (seconds: number) => new Date(Date.now() + seconds * 1_000).toISOString();
  const plan = await house.get(PlanDrop).execute(brandId, {
    title: 'Kiln opening',
    streamId: ofShow,
    startsAt: at(from),
    endsAt: at(to),
    listings: [{ listingId, price: money(IN_DROP, 'EUR'), allotment }],
  });
  if (!plan.ok) throw new Error(plan.error.detail);
  return plan.value;
}
const end = (id: DropId) =>
  house.database.rows(
    `UPDATE catalog.drop SET starts_at = now() - interval '1 hour', ends_at = now() - interval '1 millisecond' WHERE id = $1`,
    [id],
  );

describe('the pages of the catalog', () => {
  it('are asked of the database once by a crowd', async () => {
    const before = house.database.statements;
    const answers = await Promise.all(Array.from({ length: 50 }, () => house.call('GET', '/v1/products?limit=7')));
    expect(new Set(answers.map(({ headers }) => headers.get('etag'))).size).toBe(1);
    // Five for one of them; a machine that is busy may spread the crowd over the life of two pages.
    expect(house.database.statements - before).toBeLessThanOrEqual(15);
  });

  it('are the same for everybody: no cookie, no word of who asks, and caches are told so', async () => {
    const [one, other] = await Promise.all([
      house.call('GET', '/v1/products', { headers: { origin: 'https://a.example', cookie: 'a=b' } }),
      house.call('GET', '/v1/products', { headers: { origin: 'https://b.example', authorization: 'Bearer x' } }),
    ]);
    expect(one.body).toEqual(other.body);
    expect(Object.fromEntries(one.headers)).toEqual(Object.fromEntries(other.headers));
    expect(one.headers.get('set-cookie')).toBeNull();
    expect(one.headers.get('vary')).toBeNull();
    expect(one.headers.get('access-control-allow-origin')).toBe('*');
    expect(one.headers.get('cache-control')).toBe(ALWAYS);
    expect(one.headers.get('etag')).toMatch(/^"[\w-]+"$/);
  });

  it('answer HEAD and conditional requests as a fresh answer would', async () => {
    const address = `${house.url}/v1/products?limit=2`;
    const got = await fetch(address);
    const head = await fetch(address, { method: 'HEAD' });
    const body = await got.text();
    expect([head.status, await head.text(), head.headers.get('content-length')]).toEqual([
      200,
      '',
      String(Buffer.byteLength(body)),
    ]);
    const etag = got.headers.get('etag')!;
    for (const known of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
      const again = await fetch(address, { headers: { 'if-none-match': known } });
      expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag]);
      expect(again.headers.get('cache-control')).toBe(got.headers.get('cache-control'));
    }
    expect((await fetch(address, { headers: { 'if-none-match': '"x"' } })).status).toBe(200);
  });

  it('refuse what is wrong, and keep no refusal', async () => {
    expect((await house.call('GET', '/v1/products?limit=0')).status).toBe(400);
    expect((await house.call('GET', '/v1/products?drops=maybe')).status).toBe(400);
    const missing = await house.call('GET', '/v1/products?brand=not-yet');
    expect([missing.status, missing.headers.get('cache-control')]).toEqual([404, 'no-store']);
    await house.database.rows(
      `INSERT INTO catalog.brand (id, slug, name, legal_name) VALUES ('brd_00000000000000000000000001', 'not-yet', 'A', 'A')`,
    );
    expect((await house.call('GET', '/v1/products?brand=not-yet')).status).toBe(200);
  });
});

describe('a drop on the pages of the catalog', () => {
  it('sets the price while it is open, beside the lowest of the 30 days before, and not where it is told apart', async () => {
    expect(await priceOf()).toBe(FULL);
    const id = await drop(0, 7_200);
    await isPrice(IN_DROP);
    expect(teapot((await detail()).body)).toMatchObject({
      price: { amount: IN_DROP },
      compareAtPrice: { amount: FULL },
    });
    expect(await priceOf('?drops=apart')).toBe(FULL);
    const list = await house.call<ProductPage>('GET', '/v1/products?brand=morrow-clay&limit=100');
    expect(list.body.products.find((product) => product.id === productId)!.price.amount).toBe(IN_DROP);
    await end(id);
    await isPrice(FULL);
  });

  it('is told to whoever looks from its show only', async () => {
    const id = await drop(0, 7_200, streamId);
    await isPrice(IN_DROP, '?stream=table-talk');
    expect(await priceOf()).toBe(FULL);
    expect((await detail('?stream=no-such-show')).status).toBe(404);
    await end(id);
    await isPrice(FULL, '?stream=table-talk');
  });

  it('has no price any more once its units are gone', async () => {
    const id = await drop(0, 7_200, null, 1);
    await isPrice(IN_DROP);
    await house.database.rows(`UPDATE inventory.allotment SET claimed = allotted WHERE drop_id = $1`, [id]);
    await isPrice(FULL);
    await house.database.rows(`UPDATE inventory.allotment SET claimed = 0 WHERE drop_id = $1`, [id]);
    await end(id);
  });

  it('never shows its price a moment too late: no page, kept here or elsewhere, outlives its start or its end', async () => {
    const id = await drop(3, 6);
    // Pages that were sent before the drop was planned knew nothing of it.
    const isKnown = async () => (await detail()).headers.get('cache-control') !== ALWAYS;
    await house.until(isKnown, 'a page that knows of the drop', 3);
    let wasOpen = false;
    for (;;) {
      // The database's clock before and after the answer: where both say the same, the page must say it, too.
      const phase = async () =>
        (await house.database.one<{ phase: string }>(
          `SELECT CASE WHEN now() < starts_at THEN 'coming' WHEN now() < ends_at THEN 'open' ELSE 'over' END AS phase
             FROM catalog.drop WHERE id = $1`,
          [id],
        ))!.phase;
      const before = await phase();
      const { body, headers } = await detail();
      const answeredAt = performance.now();
      if (before === (await phase()))
        expect([before, teapot(body).price.amount]).toEqual([before, before === 'open' ? IN_DROP : FULL]);
      wasOpen ||= before === 'open';
      const inMs = await house.get(NextDropChange).inMs(house.database, [listingId], null);
      if (inMs === null) break;
      const [, maxAge, stale = 0] =
        /^public, max-age=(\d), (?:must-revalidate|stale-while-revalidate=(\d))$/.exec(headers.get('cache-control')!) ??
        [];
      expect(Number(maxAge) + Number(stale)).toBeLessThanOrEqual((inMs + performance.now() - answeredAt) / 1_000);
    }
    expect(wasOpen).toBe(true);
    await isPrice(FULL);
  });
});
