import fc from 'fast-check';
import { money, newId, subtractMoney, sumMoney } from '@sidestall/kernel';
import { planRefund, priceOfUnits, refundExpectedBy, type RefundableItem, type RefundAsk } from './index.ts';

const MUG = newId('oln');
const LAMP = newId('oln');
const item = (over: Partial<RefundableItem> & { paidMinor: number; leftMinor?: number }): RefundableItem => ({
  itemId: `${over.lineId ?? 'shipping'}/north`,
  lineId: null,
  title: 'Shipping',
  quantity: 1,
  refundedQuantity: 0,
  paid: money(over.paidMinor, 'EUR'),
  left: money(over.leftMinor ?? over.paidMinor, 'EUR'),
  ...over,
});
const order = [
  item({ itemId: 'a', lineId: MUG, title: 'Mug', quantity: 2, paidMinor: 4_001 }),
  item({ itemId: 'b', lineId: MUG, title: 'Mug', quantity: 1, paidMinor: 2_000 }),
  item({ itemId: 'c', lineId: LAMP, title: 'Lamp', quantity: 1, paidMinor: 9_000, leftMinor: 5_000 }),
  item({ itemId: 'd', paidMinor: 490 }),
];
const amounts = (ask: RefundAsk) => {
  const plan = planRefund(order, ask, 'EUR');
  return plan.ok ? plan.value.map((part) => [part.itemId, part.quantity, part.amount.amount]) : plan.error;
};

describe('a refund', () => {
  it('of everything is what is left of everything', () => {
    expect(amounts('all')).toEqual([
      ['a', 2, 4_001],
      ['b', 1, 2_000],
      ['c', 1, 5_000],
      ['d', 1, 490],
    ]);
    expect(amounts({})).toEqual(amounts('all'));
  });

  it('of units of a line takes them from its retailers one after the other, at what each was paid with', () => {
    expect(amounts({ lines: [{ lineId: MUG, quantity: 1 }] })).toEqual([['a', 1, 2_001]]);
    expect(amounts({ lines: [{ lineId: MUG, quantity: 3 }], shipping: true })).toEqual([
      ['a', 2, 4_001],
      ['b', 1, 2_000],
      ['d', 1, 490],
    ]);
  });

  it('of units of one retailer is taken from that retailer alone', () => {
    expect(amounts({ lines: [{ lineId: MUG, quantity: 1, itemId: 'b' }] })).toEqual([['b', 1, 2_000]]);
    expect(amounts({ lines: [{ lineId: MUG, quantity: 2, itemId: 'b' }] })).toBe('too-much');
  });

  it('of a line whose price was lowered by an earlier amount gives no more than is left', () => {
    expect(amounts({ lines: [{ lineId: LAMP, quantity: 1 }] })).toEqual([['c', 1, 5_000]]);
  });

  it('of units that a coupon made free gives nothing for them, and the price of the others', () => {
    const TOWEL = newId('oln');
    const withGift = [...order, item({ itemId: 'e', lineId: TOWEL, title: 'Towel', quantity: 2, paidMinor: 0 })];
    const free = { lineId: TOWEL, quantity: 1 };
    expect(planRefund(withGift, { lines: [free] }, 'EUR')).toMatchObject({ ok: false, error: 'nothing' });
    expect(planRefund(withGift, { lines: [free, { lineId: LAMP, quantity: 1 }] }, 'EUR')).toMatchObject({
      ok: true,
      value: [{ itemId: 'c', amount: { amount: 5_000 } }],
    });
  });

  it('of an amount is taken from everything that is left, in proportion and to the cent', () => {
    const plan = planRefund(order, { amount: money(1_000, 'EUR') }, 'EUR');
    expect(sumMoney(plan.ok ? plan.value.map((part) => part.amount) : [], 'EUR').amount).toBe(1_000);
    expect(plan.ok && plan.value.every((part) => part.quantity === 0)).toBe(true);
  });

  it('of more units or more money than are left, of another order’s line, or of nothing, is refused', () => {
    expect(amounts({ lines: [{ lineId: MUG, quantity: 4 }] })).toBe('too-much');
    expect(
      amounts({
        lines: [
          { lineId: MUG, quantity: 2 },
          { lineId: MUG, quantity: 2 },
        ],
      }),
    ).toBe('too-much');
    expect(amounts({ amount: money(11_492, 'EUR') })).toBe('too-much');
    expect(amounts({ amount: money(100, 'USD') })).toBe('too-much');
    expect(amounts({ lines: [{ lineId: newId('oln'), quantity: 1 }] })).toBe('unknown-line');
    expect(planRefund([], 'all', 'EUR')).toEqual({ ok: false, error: 'nothing' });
  });

  it('unit by unit ends at exactly what was paid, whatever amounts went back in between', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.nat(100_000),
        fc.array(fc.nat(500), { maxLength: 5 }),
        (quantity, paidMinor, goodwill) => {
          let now = item({ itemId: 'x', lineId: MUG, quantity, paidMinor });
          const gave: number[] = [];
          const give = (units: number, minor: number) => {
            gave.push(minor);
            now = {
              ...now,
              refundedQuantity: now.refundedQuantity + units,
              left: subtractMoney(now.left, money(minor, 'EUR')),
            };
          };
          for (let unit = 0; unit < quantity; unit++) {
            const extra = goodwill[unit];
            if (extra) give(0, Math.min(extra, now.left.amount));
            give(1, priceOfUnits(now, 1).amount);
            expect(now.left.amount).toBeGreaterThanOrEqual(0);
          }
          expect(gave.reduce((sum, part) => sum + part, 0)).toBe(paidMinor);
        },
      ),
    );
  });
});

describe('the day a buyer sees the money', () => {
  it.each([
    ['2026-11-23T10:00:00Z', '2026-12-07'],
    ['2026-11-27T23:59:00Z', '2026-12-11'],
    ['2026-11-28T08:00:00Z', '2026-12-11'],
  ])('is ten business days after %s', (asked, expected) => {
    expect(refundExpectedBy(new Date(asked))).toBe(expected);
  });
});
