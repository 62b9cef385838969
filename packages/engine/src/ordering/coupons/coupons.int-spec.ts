import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { newId, money, type BrandId, type CouponId, type Money, type OrderId, type ProductId } from '@sidestall/kernel';
import { priceGoods, taxPlace, type PricedGoods, type QuotedCoupon } from '@sidestall/ordering';
import type { CouponTerms } from '@sidestall/contracts';
import { freshDatabase, stopDatabases, type TestDatabase } from '@sidestall/testing';
import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import { BrandStore } from '../../catalog/brand.store.ts';
import { platformConfig } from '../../platform/platform.fixture.ts';
import { Database } from '../../platform/database.ts';
import { makeLogger } from '../../platform/logger.ts';
import { migrate } from '../../platform/migrate.ts';
import { PlatformModule } from '../../platform/platform.module.ts';
import { CouponPricing } from './coupon-pricing.ts';
import { CouponReader } from './coupon-reader.ts';
import { CouponUses } from './coupon-uses.ts';
import { CouponsModule } from './coupons.module.ts';
import { RegisterCoupon } from './register-coupon.ts';
import { StopCoupon } from './stop-coupon.ts';

@Module({})
class HouseOfCoupons {}

let test: TestDatabase;
let house: INestApplicationContext;
let database: Database;
let uses: CouponUses;
const brandId: BrandId = newId('brd');

beforeAll(async () => {
  test = await freshDatabase(migrate);
  const config = { ...platformConfig(test.url), databasePool: 16 };
  const logger = makeLogger('test', 'silent');
  house = await NestFactory.createApplicationContext(
    {
      module: HouseOfCoupons,
      imports: [PlatformModule.register({ config, logger, subscriptions: [] }), CouponsModule],
    },
    { logger: false, abortOnError: false },
  );
  database = get(Database);
  uses = get(CouponUses);
});
afterAll(async () => {
  await house.close();
  await test.drop();
  await stopDatabases();
});

function get<T>(token: new (...args: never[]) => T): T {
  return house.get(token, { strict: false });
}

let made = 0;
const eur = (amount: number): Money => money(amount, 'EUR');
const terms = (more: Partial<CouponTerms> = {}): CouponTerms => ({
  code: `CODE-${(made += 1)}`,
  kind: 'percent',
  percent: more.kind && more.kind !== 'percent' ? null : 10,
  amount: null,
  minimum: null,
  productIds: null,
  startsAt: null,
  endsAt: null,
  limitTotal: null,
  limitPerPerson: null,
  stacks: false,
  worksInDrops: false,
  ...more,
});

/** A coupon of the brand, as a quote names it. */
async function aCoupon(more: Partial<CouponTerms> = {}, of = brandId): Promise<QuotedCoupon> {
  const wished = terms(more);
  const result = await get(RegisterCoupon).execute(of, wished);
  if (!result.ok) throw new Error(result.error.detail);
  return { couponId: result.value, code: wished.code, kind: wished.kind, discount: eur(100) };
}

const redeem = (coupons: readonly QuotedCoupon[], email: string, orderId: OrderId = newId('ord')) =>
  database.attempt((tx) => uses.redeem(tx, orderId, coupons, email));
const giveBack = (orderId: OrderId) => database.transaction((tx) => uses.giveBack(tx, orderId));
const usedOf = async (id: CouponId) => {
  const coupon = await get(CouponReader).find(brandId, id);
  return coupon.ok && coupon.value.used;
};
const counterOf = async (id: CouponId) =>
  (await database.one<{ used: number }>(`SELECT used FROM ordering.coupon WHERE id = $1`, [id]))!.used;

function goodsOf(amount: number, of = brandId): PricedGoods {
  const goods = priceGoods(
    [
      {
        listingId: newId('lst'),
        variantId: newId('var'),
        productId: newId('prd'),
        brandId: of,
        brandName: 'Morrow Clay',
        sku: 'MC-1',
        title: 'Cup',
        variantTitle: null,
        imageUrl: null,
        grams: 300,
        quantity: 1,
        unitPrice: eur(amount),
        regularPrice: eur(amount),
        priorPrice: null,
        drop: null,
        discount: eur(0),
      },
    ],
    taxPlace('DE', null, null),
  );
  if (!goods.ok) throw new Error(goods.error);
  return goods.value;
}
const apply = (codes: readonly string[], goods: PricedGoods) => get(CouponPricing).apply(database, codes, goods);

describe('a coupon for a number of orders', () => {
  it('is used exactly as often as its limit says, however many ask at once', async () => {
    const coupon = await aCoupon({ limitTotal: 10 });
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => redeem([coupon], `buyer-${index}@example.com`)),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(10);
    expect(answers.find((answer) => !answer.ok)).toMatchObject({
      error: {
        code: 'ORDERING.COUPON_REFUSED',
        detail: `${coupon.code} was used up while you were choosing. Nothing was charged; look at the total without it`,
        extra: { refusedCoupons: [{ code: coupon.code, reason: 'used_up' }] },
      },
    });
    expect([await usedOf(coupon.couponId), await counterOf(coupon.couponId)]).toEqual([10, 10]);
  });

  it('is used with others or not at all, and asked for in any order nobody waits for ever', async () => {
    const [rare, plenty] = [await aCoupon({ limitTotal: 5 }), await aCoupon({ limitTotal: 100 })];
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        redeem(index % 2 ? [rare, plenty] : [plenty, rare], `both-${index}@example.com`),
      ),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(5);
    expect([await usedOf(rare.couponId), await usedOf(plenty.couponId)]).toEqual([5, 5]);
  });

  it('cannot be counted beyond its limit by any caller', async () => {
    const coupon = await aCoupon({ limitTotal: 1 });
    await expect(
      database.rows(`UPDATE ordering.coupon SET used = used + 2 WHERE id = $1`, [coupon.couponId]),
    ).rejects.toThrow('coupon_limit');
  });

  it('counts an order once, and no more when it is asked again', async () => {
    const coupon = await aCoupon({ limitTotal: 1, limitPerPerson: 1 });
    const orderId = newId('ord');
    expect((await redeem([coupon], 'ana@example.com', orderId)).ok).toBe(true);
    expect((await redeem([coupon], 'ana@example.com', orderId)).ok).toBe(true);
    expect(await usedOf(coupon.couponId)).toBe(1);
  });

  it('is given back once, and may then be used by another or by the same order', async () => {
    const coupon = await aCoupon({ limitTotal: 2, limitPerPerson: 1 });
    const [first, second] = [newId('ord'), newId('ord')];
    await redeem([coupon], 'ana@example.com', first);
    await redeem([coupon], 'ben@example.com', second);
    expect((await redeem([coupon], 'cem@example.com')).ok).toBe(false);
    await Promise.all([giveBack(first), giveBack(first)]);
    await giveBack(first);
    expect([await usedOf(coupon.couponId), await counterOf(coupon.couponId)]).toEqual([1, 1]);
    expect((await redeem([coupon], 'ana@example.com', first)).ok).toBe(true);
    expect((await redeem([coupon], 'cem@example.com')).ok).toBe(false);
    expect(await usedOf(coupon.couponId)).toBe(2);
  });

  it('writes nothing when it refuses, so that the caller may go on without it', async () => {
    const [good, gone] = [await aCoupon({ limitTotal: 5 }), await aCoupon({ limitTotal: 1 })];
    await redeem([gone], 'first@example.com');
    const orderId = newId('ord');
    await database.transaction(async (tx) => {
      expect((await uses.redeem(tx, orderId, [good, gone], 'late@example.com')).ok).toBe(false);
    });
    expect([await usedOf(good.couponId), await usedOf(gone.couponId)]).toEqual([0, 1]);
  });
});

describe('orders that share a transaction', () => {
  it('are each answered for themselves, the first one first', async () => {
    const [two, once] = [await aCoupon({ limitTotal: 2 }), await aCoupon({ limitPerPerson: 1 })];
    const wishes = [
      { orderId: newId('ord'), coupons: [two, once], email: 'ana@example.com' },
      { orderId: newId('ord'), coupons: [two, once], email: 'Ana@example.com' },
      { orderId: newId('ord'), coupons: [], email: 'ana@example.com' },
      { orderId: newId('ord'), coupons: [two], email: 'ben@example.com' },
      { orderId: newId('ord'), coupons: [two], email: 'cem@example.com' },
    ];
    const answers = await database.transaction((tx) => uses.redeemMany(tx, wishes));
    expect(answers.map((answer) => answer.ok)).toEqual([true, false, true, true, false]);
    expect([await usedOf(two.couponId), await usedOf(once.couponId)]).toEqual([2, 1]);
  });

  it('never wait for another such transaction that waits for them', async () => {
    const [first, second] = [await aCoupon({ limitTotal: 500 }), await aCoupon({ limitTotal: 500 })];
    const deadlocks = async () =>
      (await database.one<{ n: number }>(
        `SELECT deadlocks::int AS n FROM pg_stat_database WHERE datname = current_database()`,
      ))!.n;
    const before = await deadlocks();
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        database.transaction((tx) =>
          uses.redeemMany(
            tx,
            (index % 2 ? [first, second] : [second, first]).map((coupon, at) => ({
              orderId: newId('ord'),
              coupons: [coupon],
              email: `tab-${(index + at) % 3}@example.com`,
            })),
          ),
        ),
      ),
    );
    expect([await usedOf(first.couponId), await usedOf(second.couponId)]).toEqual([20, 20]);
    expect(await deadlocks()).toBe(before);
  });
});

describe('a coupon that ended between quote and order', () => {
  it('is refused, unless the order used it in time', async () => {
    const [ended, stopped] = [await aCoupon({ limitTotal: 5 }), await aCoupon()];
    const inTime = newId('ord');
    await redeem([ended, stopped], 'ana@example.com', inTime);
    await giveBack(inTime);
    await database.rows(`UPDATE ordering.coupon SET ends_at = now() WHERE id = $1`, [ended.couponId]);
    await get(StopCoupon).execute(brandId, stopped.couponId);
    for (const coupon of [ended, stopped]) {
      expect(await redeem([coupon], 'ben@example.com')).toMatchObject({
        error: { extra: { refusedCoupons: [{ reason: 'over', words: `${coupon.code} is no longer valid` }] } },
      });
    }
    expect((await redeem([ended, stopped], 'ana@example.com', inTime)).ok).toBe(true);
    expect([await usedOf(ended.couponId), await usedOf(stopped.couponId)]).toEqual([1, 1]);
  });
});

describe('a coupon once a person', () => {
  it('knows a person however the address is written, also at the same moment', async () => {
    const coupon = await aCoupon({ limitPerPerson: 1 });
    const written = ['ana.lima@gmail.com', ' Ana.Lima@Gmail.com ', 'analima+sale@googlemail.com', 'ANALIMA@GMAIL.COM'];
    const answers = await Promise.all([...written, ...written].map((email) => redeem([coupon], email)));
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(answers.find((answer) => !answer.ok)).toMatchObject({
      error: { extra: { refusedCoupons: [{ code: coupon.code, reason: 'used_by_you' }] } },
    });
  });

  it('takes two addresses for two people where nobody says otherwise', async () => {
    const coupon = await aCoupon({ limitPerPerson: 1 });
    const written = ['a.b@example.com', 'ab@example.com', 'ab+sale@example.com'];
    const answers = await Promise.all(written.map((email) => redeem([coupon], email)));
    expect(answers.every((answer) => answer.ok)).toBe(true);
    expect(await usedOf(coupon.couponId)).toBe(3);
  });

  it('keeps no address, only its digest', async () => {
    const coupon = await aCoupon({ limitPerPerson: 2 });
    await redeem([coupon], 'secret.person@example.com');
    const rows = await database.rows<{ person: string }>(
      `SELECT person FROM ordering.coupon_use WHERE coupon_id = $1`,
      [coupon.couponId],
    );
    expect(rows).toEqual([{ person: expect.not.stringContaining('secret') }]);
  });

  it('lets nobody wait for anybody else', async () => {
    const coupon = await aCoupon({ limitPerPerson: 1 });
    await database.transaction(async (tx) => {
      await uses.redeem(tx, newId('ord'), [coupon], 'slow@example.com');
      expect((await redeem([coupon], 'quick@example.com')).ok).toBe(true);
    });
  });
});

describe('pricing with codes', () => {
  it('asks the database once, and not at all without codes', async () => {
    const coupon = await aCoupon();
    const goods = goodsOf(2_000);
    const before = database.statements;
    expect(await apply([], goods)).toEqual({ goods, refused: [] });
    expect(database.statements).toBe(before);
    const { goods: after } = await apply([coupon.code, coupon.code.toLowerCase(), 'NOBODYS'], goods);
    expect(database.statements).toBe(before + 1);
    expect(after.coupons).toEqual([{ ...coupon, discount: eur(200) }]);
  });

  it('goes by the database’s clock', async () => {
    const inDays = async (days: number) => {
      const row = await database.one<{ at: Date }>(`SELECT now() + make_interval(days => $1) AS at`, [days]);
      return row!.at.toISOString();
    };
    const reasonOf = async (more: Partial<CouponTerms>) =>
      (await apply([(await aCoupon(more)).code], goodsOf(2_000))).refused[0]?.reason;
    expect(await reasonOf({ startsAt: await inDays(-1), endsAt: await inDays(1) })).toBeUndefined();
    expect(await reasonOf({ startsAt: await inDays(1) })).toBe('not_yet');
    expect(await reasonOf({ endsAt: await inDays(-1) })).toBe('over');
    const later = await aCoupon({ startsAt: '2199-12-01T09:00:00.000Z' });
    expect((await apply([later.code], goodsOf(2_000))).refused[0]!.words).toBe(
      `${later.code} is valid from 1 December 2199 on`,
    );
  });

  it('refuses what is used up or stopped, and counts again what came back', async () => {
    const coupon = await aCoupon({ limitTotal: 1 });
    const orderId = newId('ord');
    await redeem([coupon], 'ana@example.com', orderId);
    expect((await apply([coupon.code], goodsOf(2_000))).refused).toMatchObject([{ reason: 'used_up' }]);
    await giveBack(orderId);
    expect((await apply([coupon.code], goodsOf(2_000))).refused).toEqual([]);
    expect((await get(StopCoupon).execute(brandId, coupon.couponId)).ok).toBe(true);
    expect((await apply([coupon.code], goodsOf(2_000))).refused).toMatchObject([{ reason: 'over' }]);
  });

  it('takes the coupon of the brand whose goods are bought, though many brands gave out its code', async () => {
    for (let index = 0; index < 25; index += 1) await aCoupon({ code: 'HELLO' }, newId('brd'));
    const own: BrandId = newId('brd');
    const coupon = await aCoupon({ code: 'HELLO', percent: 25 }, own);
    expect((await apply(['hello'], goodsOf(2_000, own))).goods.coupons).toEqual([{ ...coupon, discount: eur(500) }]);
    expect((await apply(['hello'], goodsOf(2_000))).refused).toMatchObject([{ reason: 'other_goods' }]);
  });
});

describe('a brand', () => {
  it('has each code once, while another brand may have it, too', async () => {
    const { code } = await aCoupon();
    expect(await get(RegisterCoupon).execute(brandId, terms({ code }))).toMatchObject({
      ok: false,
      error: { code: 'ORDERING.COUPON_EXISTS' },
    });
    expect((await get(RegisterCoupon).execute(newId('brd'), terms({ code }))).ok).toBe(true);
  });

  it('is told what is wrong with a coupon, and where', async () => {
    expect(await get(RegisterCoupon).execute(brandId, terms({ kind: 'amount' }))).toMatchObject({
      ok: false,
      error: { code: 'ORDERING.COUPON_INVALID', fields: [{ path: 'amount' }] },
    });
  });

  it('names its own products only, published or not', async () => {
    const own: BrandId = await database.transaction((tx) =>
      get(BrandStore).upsert(tx, { slug: 'morrow-clay', name: 'Morrow Clay' }),
    );
    const productId = newId('prd');
    await database.rows(
      `INSERT INTO catalog.product (id, brand_id, handle, title, description_html, vendor, type, category, tags, status,
                                    is_published, is_gift_card, seo_title, seo_description, position, fingerprint)
       VALUES ($1, $2, 'mug', 'Mug', '', '', '', '', '{}', 'draft', false, false, '', '', 1, 'x')`,
      [productId, own],
    );
    const asked = (productIds: ProductId[], of = own) => get(RegisterCoupon).execute(of, terms({ productIds }));
    const made = await asked([productId]);
    expect(made.ok && (await get(CouponReader).find(own, made.value))).toMatchObject({
      value: { productIds: [productId] },
    });
    for (const refused of [await asked([productId, newId('prd')]), await asked([productId], brandId)]) {
      expect(refused).toMatchObject({ error: { code: 'ORDERING.COUPON_INVALID', fields: [{ path: 'productIds' }] } });
    }
  });

  it('reads its coupons back as it made them, the newest first, page by page, and nobody else’s', async () => {
    const own: BrandId = newId('brd');
    const all = [
      await aCoupon({ percent: 12.5, minimum: eur(3_000), limitTotal: 5 }, own),
      await aCoupon({ kind: 'amount', percent: null, amount: eur(500), endsAt: '2199-01-01T00:00:00.000Z' }, own),
      await aCoupon({ kind: 'free_shipping', percent: null, stacks: true }, own),
    ];
    const reader = get(CouponReader);
    const first = await reader.list(own, { limit: 2 });
    const second = await reader.list(own, { limit: 2, cursor: first.nextCursor as CouponId });
    expect(second.nextCursor).toBeNull();
    const read = [...first.coupons, ...second.coupons];
    expect(read.map(({ code }) => code)).toEqual(all.map(({ code }) => code).reverse());
    expect(read).toMatchObject([
      { kind: 'free_shipping', percent: null, amount: null, stacks: true },
      { kind: 'amount', amount: eur(500), minimum: null, endsAt: '2199-01-01T00:00:00.000Z' },
      { kind: 'percent', percent: 12.5, minimum: eur(3_000), limitTotal: 5, used: 0, state: 'active' },
    ]);
    expect(await reader.find(brandId, all[0]!.couponId)).toMatchObject({
      error: { code: 'ORDERING.COUPON_NOT_FOUND' },
    });
    expect((await get(StopCoupon).execute(brandId, all[0]!.couponId)).ok).toBe(false);
  });
});
