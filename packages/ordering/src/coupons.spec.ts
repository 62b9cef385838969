import { money, newId, zeroMoney, type BrandId, type Money } from '@sidestall/kernel';
import fc from 'fast-check';
import {
  askedFor,
  couponFault,
  decideCoupons,
  leastPaid,
  lineTotal,
  priceGoods,
  shippingPrice,
  taxPlace,
  type CouponOnHand,
  type PricedGoods,
  type PricedLine,
} from './index.ts';

const CLAY: BrandId = newId('brd');
const OAK: BrandId = newId('brd');
const NAMES = new Map([
  [CLAY, 'Morrow Clay'],
  [OAK, 'Oak & Co'],
]);
const eur = (amount: number): Money => money(amount, 'EUR');

const line = (unitPrice: Money, more: Partial<PricedLine> = {}): PricedLine => {
  const brandId = more.brandId ?? CLAY;
  return {
    listingId: newId('lst'),
    variantId: newId('var'),
    productId: newId('prd'),
    brandId,
    brandName: NAMES.get(brandId)!,
    sku: 'MC-1',
    title: 'Cup',
    variantTitle: null,
    imageUrl: null,
    grams: 300,
    quantity: 1,
    unitPrice,
    regularPrice: unitPrice,
    priorPrice: null,
    drop: null,
    discount: zeroMoney(unitPrice.currency),
    ...more,
  };
};
const drop = { id: newId('drp'), endsAt: '2026-11-30T00:00:00.000Z', cap: null };

const goodsOf = (lines: readonly PricedLine[], country = 'DE'): PricedGoods => {
  const goods = priceGoods(lines, taxPlace(country, null, null));
  if (!goods.ok) throw new Error(goods.error);
  return goods.value;
};

const coupon = (code: string, more: Partial<CouponOnHand> = {}): CouponOnHand => ({
  couponId: newId('cpn'),
  code,
  brandId: CLAY,
  kind: more.amount ? 'amount' : more.basisPoints ? 'percent' : 'free_shipping',
  basisPoints: null,
  amount: null,
  minimum: null,
  productIds: null,
  stacks: false,
  worksInDrops: false,
  isNotYet: false,
  isOver: false,
  isUsedUp: false,
  startsOn: null,
  ...more,
});

const decide = (coupons: readonly CouponOnHand[], goods: PricedGoods, codes = coupons.map(({ code }) => code)) =>
  decideCoupons(codes, coupons, goods);
const refusalOf = (one: CouponOnHand, goods: PricedGoods) => decide([one], goods).refused[0];

describe('a coupon', () => {
  it('takes its percents off the goods of its brand alone, to the cent', () => {
    const goods = goodsOf([line(eur(1_999), { quantity: 2 }), line(eur(5_000), { brandId: OAK })], 'AT');
    const { goods: after, refused } = decide([coupon('SPRING10', { basisPoints: 1_000 })], goods);
    expect(refused).toEqual([]);
    expect(after).toMatchObject({
      subtotal: { amount: 8_998 },
      discount: { amount: 400 },
      shipping: { amount: 890 },
      lines: [{ discount: { amount: 400 } }, { discount: { amount: 0 } }],
      coupons: [{ code: 'SPRING10', kind: 'percent', discount: { amount: 400 } }],
    });
  });

  it('may be for some products only', () => {
    const [cup, bowl] = [line(eur(1_000)), line(eur(3_000))];
    const only = coupon('BOWLS', { basisPoints: 5_000, productIds: [bowl.productId] });
    expect(decide([only], goodsOf([cup, bowl])).goods.lines.map((it) => it.discount.amount)).toEqual([0, 1_500]);
    expect(refusalOf(only, goodsOf([cup]))).toEqual({
      code: 'BOWLS',
      reason: 'other_goods',
      words: 'BOWLS is for other goods of Morrow Clay',
    });
  });

  it('leaves a drop alone, unless its brand says otherwise', () => {
    const goods = goodsOf([line(eur(1_000), { drop }), line(eur(2_000))]);
    const off = (worksInDrops: boolean) =>
      decide([coupon('TEN', { basisPoints: 1_000, worksInDrops })], goods).goods.lines.map((it) => it.discount.amount);
    expect(off(false)).toEqual([0, 200]);
    expect(off(true)).toEqual([100, 200]);
    expect(refusalOf(coupon('TEN', { basisPoints: 1_000 }), goodsOf([line(eur(1_000), { drop })]))).toMatchObject({
      reason: 'other_goods',
      words: 'TEN does not count in a drop',
    });
  });

  it('asks for its minimum of the brand’s own goods, and says what is there', () => {
    const spring = coupon('SPRING10', { basisPoints: 1_000, minimum: eur(3_000) });
    const goods = goodsOf([line(eur(1_200), { quantity: 2 }), line(eur(9_000), { brandId: OAK })]);
    expect(refusalOf(spring, goods)).toEqual({
      code: 'SPRING10',
      reason: 'too_little',
      words: 'SPRING10 is for orders from €30 of Morrow Clay; you have €24',
    });
    expect(decide([spring], goodsOf([line(eur(3_000))])).refused).toEqual([]);
    expect(refusalOf(spring, goodsOf([line(eur(2_999))]))!.words).toContain('you have €29.99');
  });

  it('is refused in words for each reason', () => {
    const goods = goodsOf([line(eur(2_000))]);
    const reasonOf = (more: Partial<CouponOnHand>, of = goods) =>
      refusalOf(coupon('CODE', { basisPoints: 1_000, ...more }), of);
    expect(reasonOf({ isOver: true })).toMatchObject({ reason: 'over', words: 'CODE is no longer valid' });
    expect(reasonOf({ isNotYet: true, startsOn: '1 December 2026' })).toMatchObject({
      reason: 'not_yet',
      words: 'CODE is valid from 1 December 2026 on',
    });
    expect(reasonOf({ isUsedUp: true })).toMatchObject({ reason: 'used_up' });
    expect(reasonOf({ brandId: OAK })).toMatchObject({ reason: 'other_goods' });
    expect(reasonOf({ minimum: money(100, 'USD') })).toMatchObject({
      reason: 'other_currency',
      words: 'CODE is for prices in USD',
    });
    expect(decideCoupons(['NOBODYS'], [], goods).refused).toEqual([
      { code: 'NOBODYS', reason: 'unknown', words: 'We do not know the code NOBODYS' },
    ]);
  });

  it('of an amount takes no more than there is, spread over the lines by their worth', () => {
    const goods = goodsOf([line(eur(1_000)), line(eur(2_000))], 'AT');
    const off = (amount: number) =>
      decide([coupon('OFF', { amount: eur(amount) })], goods).goods.lines.map((it) => it.discount.amount);
    expect(off(1_000)).toEqual([333, 667]);
    expect(off(99_999)).toEqual([1_000, 2_000]);
  });

  it('for free shipping says what shipping would have cost', () => {
    const { goods } = decide([coupon('FREESHIP')], goodsOf([line(eur(2_000))], 'AT'));
    expect(goods).toMatchObject({
      shipping: { amount: 0 },
      discount: { amount: 0 },
      coupons: [{ kind: 'free_shipping', discount: { amount: 890 } }],
    });
  });

  it('is kept for another day when shipping is free already', () => {
    expect(decide([coupon('FREESHIP')], goodsOf([line(eur(8_000))]))).toMatchObject({
      goods: { coupons: [] },
      refused: [{ reason: 'not_needed', words: 'FREESHIP is not needed: your shipping is free already' }],
    });
  });

  it('lets shipping cost again where what is left is worth less than the free amount', () => {
    const { goods } = decide([coupon('TEN', { basisPoints: 1_000 })], goodsOf([line(eur(8_000))]));
    expect(goods).toMatchObject({ discount: { amount: 800 }, shipping: { amount: 490 } });
  });

  it('is refused when that would make the order dearer, also in the company of others', () => {
    const goods = goodsOf([line(eur(7_600))]);
    const two = (code: string) => coupon(code, { amount: eur(200), stacks: true });
    expect(refusalOf(two('OFF2'), goods)).toMatchObject({ reason: 'not_needed' });
    expect(decide([two('OFF2'), two('MORE2')], goods)).toMatchObject({
      goods: { discount: { amount: 0 }, coupons: [] },
      refused: [{ reason: 'not_needed' }, { reason: 'not_needed' }],
    });
    expect(decide([two('OFF2'), coupon('FREESHIP', { stacks: true })], goods)).toMatchObject({
      goods: { discount: { amount: 200 }, shipping: { amount: 0 } },
      refused: [],
    });
  });

  it('never leaves less than a card payment may be', () => {
    const goods = goodsOf([line(eur(2_000))]);
    const all = coupon('ALL', { basisPoints: 10_000, stacks: true });
    const free = coupon('FREESHIP', { stacks: true });
    expect(decide([all, free], goods)).toMatchObject({
      goods: { discount: { amount: 2_000 }, shipping: { amount: 490 }, coupons: [{ code: 'ALL' }] },
      refused: [
        {
          code: 'FREESHIP',
          reason: 'too_much',
          words: 'FREESHIP would leave less than €0.50 to pay, and no card payment may be that small',
        },
      ],
    });
  });
});

describe('several coupons', () => {
  const goods = goodsOf([line(eur(4_000)), line(eur(2_000), { brandId: OAK })], 'AT');

  it('that stack count together: percents of the full price, then amounts, then shipping', () => {
    const { goods: after, refused } = decide(
      [
        coupon('FREESHIP', { stacks: true }),
        coupon('OFF5', { amount: eur(500), stacks: true }),
        coupon('TEN', { basisPoints: 1_000, stacks: true }),
        coupon('FIVE', { basisPoints: 500, stacks: true, brandId: OAK }),
      ],
      goods,
    );
    expect(refused).toEqual([]);
    expect(after.coupons.map(({ code, discount }) => [code, discount.amount])).toEqual([
      ['TEN', 400],
      ['FIVE', 100],
      ['OFF5', 500],
      ['FREESHIP', 890],
    ]);
    expect(askedFor(after)).toEqual(eur(5_000));
  });

  it('that do not stack stand alone: the buyer has the better', () => {
    const [small, big] = [coupon('OFF5', { amount: eur(500) }), coupon('OFF7', { amount: eur(700) })];
    expect(decide([small, big], goods)).toMatchObject({
      goods: { coupons: [{ code: 'OFF7' }] },
      refused: [
        {
          code: 'OFF5',
          reason: 'not_together',
          words: 'OFF5 cannot be used together with OFF7, which saves you more',
        },
      ],
    });
  });

  it('that stack are weighed as one against the one that does not', () => {
    const stacked = [
      coupon('A3', { amount: eur(300), stacks: true }),
      coupon('B3', { amount: eur(300), stacks: true }),
    ];
    const alone = (amount: number) => decide([...stacked, coupon('ALONE', { amount: eur(amount) })], goods);
    expect(
      alone(500)
        .goods.coupons.map(({ code }) => code)
        .sort(),
    ).toEqual(['A3', 'B3']);
    expect(alone(700)).toMatchObject({
      goods: { coupons: [{ code: 'ALONE' }] },
      refused: [{ reason: 'not_together' }, { reason: 'not_together' }],
    });
  });

  it('of one code are each their own brand’s, and the code is refused only when none of them counts', () => {
    const both = [CLAY, OAK].map((brandId) => coupon('WELCOME', { basisPoints: 1_000, stacks: true, brandId }));
    expect(decide(both, goods, ['WELCOME']).goods.discount).toEqual(eur(600));
    const oneOver = [both[0]!, { ...both[1]!, isOver: true }];
    expect(decide(oneOver, goods, ['WELCOME'])).toMatchObject({ goods: { discount: eur(400) }, refused: [] });
    const elsewhere = [
      { ...both[0]!, brandId: newId('brd') },
      { ...both[1]!, isOver: true },
    ];
    expect(decide(elsewhere, goods, ['WELCOME']).refused).toMatchObject([{ reason: 'over' }]);
  });

  it('never lower a line below nothing, and never make the order dearer, in any order of their codes', () => {
    const coupons = fc.array(
      fc.record({
        kind: fc.constantFrom('percent', 'amount', 'free_shipping'),
        size: fc.integer({ min: 1, max: 10_000 }),
        stacks: fc.boolean(),
        isOak: fc.boolean(),
        worksInDrops: fc.boolean(),
      }),
      { minLength: 1, maxLength: 5 },
    );
    const lines = fc.array(
      fc.record({
        price: fc.integer({ min: 1, max: 9_000 }),
        quantity: fc.integer({ min: 1, max: 4 }),
        isOak: fc.boolean(),
        isDrop: fc.boolean(),
      }),
      { minLength: 1, maxLength: 5 },
    );
    fc.assert(
      fc.property(
        coupons,
        lines,
        fc.constantFrom('DE', 'AT', 'US'),
        fc.infiniteStream(fc.nat()),
        (many, cart, to, dice) => {
          const bare = goodsOf(
            cart.map(({ price, quantity, isOak, isDrop }) =>
              line(eur(price), { quantity, brandId: isOak ? OAK : CLAY, drop: isDrop ? drop : null }),
            ),
            to,
          );
          const known = many.map(({ kind, size, stacks, isOak, worksInDrops }, index) =>
            coupon(`CODE-${index}`, {
              kind: kind as CouponOnHand['kind'],
              basisPoints: kind === 'percent' ? size : null,
              amount: kind === 'amount' ? eur(size) : null,
              stacks,
              worksInDrops,
              brandId: isOak ? OAK : CLAY,
            }),
          );
          const { goods: after, refused } = decide(known, bare);
          const shuffled = known
            .map((it) => ({ it, at: dice.next().value as number }))
            .sort((a, b) => a.at - b.at)
            .map(({ it }) => it);
          const again = decide(shuffled, bare);
          expect(again.goods).toEqual(after);
          expect(new Set(again.refused)).toEqual(new Set(refused));

          const used = new Set(after.coupons.map(({ code }) => code));
          expect(known.every(({ code }) => used.has(code) !== refused.some((one) => one.code === code))).toBe(true);
          const offLines = after.lines.reduce((sum, it) => sum + it.discount.amount, 0);
          const offCoupons = after.coupons
            .filter(({ kind }) => kind !== 'free_shipping')
            .reduce((sum, it) => sum + it.discount.amount, 0);
          expect([after.discount.amount, offCoupons]).toEqual([offLines, offLines]);
          for (const it of after.lines) {
            expect(it.discount.amount).toBeGreaterThanOrEqual(0);
            expect(lineTotal(it).amount).toBeGreaterThanOrEqual(0);
          }
          const isFree = after.coupons.some(({ kind }) => kind === 'free_shipping');
          const shipping = shippingPrice(eur(after.subtotal.amount - offLines), to);
          expect(shipping.ok && shipping.value.amount).toBe(
            isFree
              ? after.coupons.find(({ kind }) => kind === 'free_shipping')!.discount.amount
              : after.shipping.amount,
          );
          if (used.size === 0) expect(after).toEqual(bare);
          else {
            expect(askedFor(after).amount).toBeLessThan(askedFor(bare).amount);
            expect(askedFor(after).amount).toBeGreaterThanOrEqual(leastPaid('EUR').amount);
          }
          // No coupon alone would have been better.
          for (const one of known.filter((it) => !used.has(it.code))) {
            const alone = decide([one], bare).goods;
            if (!one.stacks) expect(askedFor(after).amount).toBeLessThanOrEqual(askedFor(alone).amount);
          }
        },
      ),
    );
  });
});

describe('a coupon to be made', () => {
  const wish = {
    kind: 'percent' as const,
    basisPoints: 1_000,
    amount: null,
    minimum: null,
    productIds: null,
    startsAt: null,
    endsAt: null,
  };

  it('says what it takes off, once and no more', () => {
    expect(couponFault(wish)).toBeNull();
    expect(couponFault({ ...wish, basisPoints: null })?.field).toBe('percent');
    expect(couponFault({ ...wish, amount: eur(100) })?.field).toBe('amount');
    expect(couponFault({ ...wish, kind: 'amount', basisPoints: null })?.field).toBe('amount');
    expect(couponFault({ ...wish, kind: 'amount', basisPoints: null, amount: eur(0) })?.field).toBe('amount');
    expect(couponFault({ ...wish, kind: 'free_shipping' })?.field).toBe('percent');
    expect(couponFault({ ...wish, kind: 'free_shipping', basisPoints: null })).toBeNull();
  });

  it('ends after it starts, in one currency, for something', () => {
    const amount = { ...wish, kind: 'amount' as const, basisPoints: null, amount: eur(100) };
    expect(couponFault({ ...amount, minimum: money(100, 'USD') })?.field).toBe('minimum');
    expect(couponFault({ ...amount, minimum: eur(0) })?.field).toBe('minimum');
    expect(couponFault({ ...wish, productIds: [] })?.field).toBe('productIds');
    const day = new Date('2026-12-01T00:00:00Z');
    expect(couponFault({ ...wish, startsAt: day, endsAt: day })?.field).toBe('endsAt');
  });
});
