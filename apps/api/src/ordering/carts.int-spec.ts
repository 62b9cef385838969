import type { CartWish, NewCart, Problem, WireCart } from '@sidestall/contracts';
import { PlanDrop } from '@sidestall/engine';
import { money, type BrandId, type ListingId } from '@sidestall/kernel';
import { TestHouse, type Answer } from '../test-house.ts';

const MUG = 'MC-MUG-INK-350';
const TEAPOT = 'MC-TEA-OAT';
const KETTLE = 'DT-KET-BLK';
const NEVER: ListingId = 'lst_00000000000000000000000000';

let house: TestHouse;
const ids: Record<string, ListingId> = {};
const prices: Record<string, number> = {};

beforeAll(async () => {
  house = await TestHouse.open();
  for (const sku of [MUG, TEAPOT, KETTLE]) {
    ids[sku] = await house.listing(sku);
    prices[sku] = (await priceOf(sku))!.price_minor;
  }
});
afterAll(() => house.close());

const priceOf = (sku: string) =>
  house.database.one<{ price_minor: number }>('SELECT price_minor FROM catalog.listing WHERE id = $1', [ids[sku]]);
const line = (sku: string, quantity = 1, seen = prices[sku]!): CartWish['lines'][number] => ({
  listingId: ids[sku]!,
  quantity,
  seenPrice: money(seen, 'EUR'),
});
const create = async (wish: CartWish): Promise<NewCart> => {
  const answer = await house.call<NewCart>('POST', '/v1/carts', { body: wish });
  expect(answer.status).toBe(201);
  return answer.body;
};
const ask = (
  method: string,
  { cart, token }: NewCart,
  { body, path = '' }: { body?: object; path?: string } = {},
): Promise<Answer<WireCart & Problem>> =>
  house.call(method, `/v1/carts/${cart.id}${path}`, { body, headers: { authorization: `Bearer ${token}` } });
const read = async (cart: NewCart): Promise<WireCart> => {
  const answer = await ask('GET', cart);
  expect(answer.status).toBe(200);
  return answer.body;
};
const put = async (cart: NewCart, wish: CartWish): Promise<WireCart> => (await ask('PUT', cart, { body: wish })).body;
const quantities = ({ lines }: WireCart) => lines.map(({ listingId, quantity }) => [listingId, quantity]);
const kinds = ({ lines }: WireCart) => lines.map(({ changes }) => changes.map(({ kind }) => kind));

describe('a cart kept at the shop', () => {
  it('is made by anybody, and opened by its token alone', async () => {
    const made = await create({ lines: [line(MUG, 2)], couponCodes: ['WELCOME10'] });
    expect(made.cart).toMatchObject({
      version: 1,
      couponCodes: ['WELCOME10'],
      lines: [{ listingId: ids[MUG], quantity: 2, unitPrice: { amount: prices[MUG] }, changes: [] }],
    });
    expect(await read(made)).toEqual(made.cart);
    const other = await create({ lines: [] });
    for (const token of [other.token, 'nonsense', made.token.slice(1)]) {
      const answers = await Promise.all([
        ask('GET', { ...made, token }),
        ask('PUT', { ...made, token }, { body: { lines: [] } }),
        ask('POST', { ...made, token }, { body: { fromId: other.cart.id, fromToken: other.token }, path: '/merge' }),
      ]);
      expect(answers.map(({ status, body }) => [status, body.code])).toEqual(
        Array(3).fill([404, 'ORDERING.CART_NOT_FOUND']),
      );
    }
    expect(quantities(await read(made))).toEqual([[ids[MUG], 2]]);
  });

  it('is made once when the same request is sent again under its key', async () => {
    const send = () =>
      house.call<NewCart>('POST', '/v1/carts', {
        body: { lines: [line(MUG)] },
        headers: { 'idempotency-key': 'a-cart-made-once' },
      });
    const [first, again] = [await send(), await send()];
    expect(again.body).toEqual(first.body);
  });

  it('refuses nonsense, and forgets what never was a listing', async () => {
    const tooMany = { lines: Array.from({ length: 51 }, () => line(MUG)) };
    expect((await house.call('POST', '/v1/carts', { body: tooMany })).status).toBe(400);
    expect((await house.call('POST', '/v1/carts', { body: { lines: [line(MUG, 0)] } })).status).toBe(400);
    const made = await create({ lines: [{ ...line(MUG), listingId: NEVER }, line(TEAPOT)] });
    expect(quantities(made.cart)).toEqual([[ids[TEAPOT], 1]]);
  });

  it('is replaced by a change made on its present version, and keeps its coupons when none are told', async () => {
    const made = await create({ lines: [line(MUG, 2), line(TEAPOT)], couponCodes: ['A1'] });
    const changed = await put(made, { lines: [line(TEAPOT, 3)], version: 1 });
    expect([changed.version, quantities(changed), changed.couponCodes]).toEqual([2, [[ids[TEAPOT], 3]], ['A1']]);
    const same = await put(made, { lines: [line(TEAPOT, 3)], version: 2 });
    expect([same.version, same.updatedAt]).toEqual([2, changed.updatedAt]);
    expect(quantities(await put(made, { lines: [], couponCodes: [], version: 2 }))).toEqual([]);
  });

  it('loses nothing when two pages change it at once: the later one is merged, the larger quantity stays', async () => {
    const made = await create({ lines: [line(MUG, 1)] });
    await Promise.all([
      put(made, { lines: [line(MUG, 4)], version: 1 }),
      put(made, { lines: [line(MUG, 1), line(TEAPOT, 2)], version: 1 }),
    ]);
    const after = await read(made);
    expect(new Map(quantities(after) as [string, number][])).toEqual(
      new Map([
        [ids[MUG]!, 4],
        [ids[TEAPOT]!, 2],
      ]),
    );
    expect(after.version).toBe(3);
    // An answer that was lost: the same change sent again on the version it was made on.
    expect(await put(made, { lines: [line(MUG, 4)], version: 1 })).toEqual(after);
  });

  it('takes in another cart, which is empty then, once', async () => {
    const own = await create({ lines: [line(MUG, 1), line(TEAPOT, 5)], couponCodes: ['A1'] });
    const other = await create({ lines: [line(MUG, 3), line(KETTLE, 1)], couponCodes: ['B2'] });
    const body = { fromId: other.cart.id, fromToken: other.token };
    const merged = (await ask('POST', own, { body, path: '/merge' })).body;
    expect(quantities(merged)).toEqual([
      [ids[MUG], 3],
      [ids[TEAPOT], 5],
      [ids[KETTLE], 1],
    ]);
    expect(merged.couponCodes).toEqual(['A1', 'B2']);
    expect(await read(other)).toMatchObject({ lines: [], couponCodes: [] });
    expect((await ask('POST', own, { body, path: '/merge' })).body).toEqual(merged);
    const itself = { fromId: own.cart.id, fromToken: own.token };
    expect((await ask('POST', own, { body: itself, path: '/merge' })).body).toEqual(merged);
    const forged = { fromId: other.cart.id, fromToken: own.token };
    expect(await ask('POST', own, { body: forged, path: '/merge' })).toMatchObject({
      status: 404,
      body: { code: 'ORDERING.CART_NOT_FOUND' },
    });
  });

  it('can be merged crosswise at the same moment: every line is in one of them', async () => {
    const one = await create({ lines: [line(MUG, 2)] });
    const two = await create({ lines: [line(TEAPOT, 2)] });
    const into = (to: NewCart, from: NewCart) =>
      ask('POST', to, { body: { fromId: from.cart.id, fromToken: from.token }, path: '/merge' });
    const answers = await Promise.all([into(one, two), into(two, one)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const left = [...quantities(await read(one)), ...quantities(await read(two))];
    expect(left.sort()).toEqual(
      [
        [ids[MUG], 2],
        [ids[TEAPOT], 2],
      ].sort(),
    );
  });
});

describe('what changed since something was put into a cart', () => {
  it('is told: another price, fewer left, none left, gone', async () => {
    const made = await create({ lines: [line(MUG, 2), line(TEAPOT, 1), line(KETTLE, 1)] });
    expect(kinds(made.cart)).toEqual([[], [], []]);
    const setPrice = (sku: string, minor: number) =>
      house.database.rows('UPDATE catalog.listing SET price_minor = $2 WHERE id = $1', [ids[sku], minor]);
    const setFree = (sku: string, units: number) =>
      house.database.rows(
        `UPDATE inventory.variant_stock SET on_hand = claimed + safety + waiting + $2
          WHERE variant_id = (SELECT variant_id FROM catalog.listing WHERE id = $1)`,
        [ids[sku], units],
      );
    await setPrice(MUG, prices[MUG]! + 100);
    await setFree(MUG, 1);
    await setPrice(TEAPOT, prices[TEAPOT]! - 100);
    await setFree(KETTLE, 0);
    const changed = await read(made);
    expect(kinds(changed)).toEqual([['price_up', 'fewer_left'], ['price_down'], ['sold_out']]);
    expect(changed.lines[0]).toMatchObject({
      unitPrice: { amount: prices[MUG]! + 100 },
      available: 1,
      changes: [{ was: { amount: prices[MUG] } }, { was: null }],
    });
    await house.database.rows(`UPDATE catalog.listing SET ends_at = now() WHERE id = $1`, [ids[KETTLE]]);
    const gone = (await read(made)).lines[2]!;
    expect([gone.changes, gone.available]).toEqual([[{ kind: 'gone', was: null }], 0]);
    await setPrice(MUG, prices[MUG]!);
    await setPrice(TEAPOT, prices[TEAPOT]!);
    await setFree(MUG, 20);
  });

  it('is the price of a drop while it is open and its units cover what is wanted', async () => {
    const brandId = (await house.database.one<{ id: BrandId }>(
      `SELECT id FROM catalog.brand WHERE slug = 'morrow-clay'`,
    ))!.id;
    const now = Date.now();
    const plan = await house.get(PlanDrop).execute(brandId, {
      title: 'Kiln opening',
      streamId: null,
      startsAt: new Date(now).toISOString(),
      endsAt: new Date(now + 7_200_000).toISOString(),
      listings: [{ listingId: ids[TEAPOT]!, price: money(7_000, 'EUR'), allotment: 2 }],
    });
    if (!plan.ok) throw new Error(plan.error.detail);
    const [few, many] = [await create({ lines: [line(TEAPOT, 2)] }), await create({ lines: [line(TEAPOT, 3)] })];
    expect(few.cart.lines[0]).toMatchObject({
      unitPrice: { amount: 7_000 },
      available: 2,
      changes: [{ kind: 'price_down', was: { amount: prices[TEAPOT] } }],
    });
    expect(many.cart.lines[0]).toMatchObject({ unitPrice: { amount: prices[TEAPOT] }, changes: [] });
    await house.database.rows(
      `UPDATE catalog.drop SET starts_at = now() - interval '1 hour', ends_at = now() - interval '1 millisecond' WHERE id = $1`,
      [plan.value],
    );
    expect((await read(few)).lines[0]).toMatchObject({ unitPrice: { amount: prices[TEAPOT] }, changes: [] });
  });
});

describe('a cart that was left', () => {
  it('is forgotten after thirty days, with all others of its crowd, and not before', async () => {
    const [left, kept] = [await create({ lines: [line(MUG)] }), await create({ lines: [line(MUG)] })];
    const age = (id: string, days: number, seconds: number) =>
      house.database.rows(
        `UPDATE ordering.cart SET updated_at = now() - make_interval(days => $2, secs => $3) WHERE id = $1`,
        [id, days, seconds],
      );
    await age(left.cart.id, 30, 1);
    await age(kept.cart.id, 29, 86_000);
    await house.database.rows(
      `INSERT INTO ordering.cart (id, lines, updated_at)
       SELECT 'crt_old' || n, '[]', now() - interval '31 days' FROM generate_series(1, 5000) n`,
    );
    await house.database.rows(
      `UPDATE platform.outbox SET next_at = now() WHERE name = 'ordering.forget-carts' AND state = 'pending'`,
    );
    await house.until(async () => (await ask('GET', left)).status === 404, 'the cart to be forgotten', 20);
    await house.until(
      async () =>
        (await house.database.one<{ n: number }>(
          `SELECT count(*)::int AS n FROM ordering.cart WHERE updated_at < now() - interval '30 days'`,
        ))!.n === 0,
      'the crowd to be forgotten',
      20,
    );
    expect((await ask('GET', kept)).status).toBe(200);
    expect((await ask('PUT', left, { body: { lines: [] } })).status).toBe(404);
    // What is gone has nothing to bring.
    const body = { fromId: left.cart.id, fromToken: left.token };
    expect(quantities((await ask('POST', kept, { body, path: '/merge' })).body)).toEqual([[ids[MUG], 1]]);
  });
});
