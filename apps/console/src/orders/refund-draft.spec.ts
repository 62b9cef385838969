import type { BrandOrderView } from '@sidestall/contracts';
import { money, newId } from '@sidestall/kernel';
import { EMPTY_DRAFT, everything, ownShareOf, sumOf } from './refund-draft.ts';

const eur = (amount: number) => money(amount, 'EUR');
const MUG = newId('oln');
const line = {
  id: MUG,
  title: 'Morning Mug',
  quantity: 4,
  canceledQuantity: 1,
  refundedQuantity: 0,
  paid: eur(10_000),
  refundable: eur(10_000),
};
const order = {
  lines: [line],
  shipping: { paid: eur(500), refundable: eur(500) },
  refundable: eur(10_500),
  payables: [
    { partyName: 'Kiln & Co', kind: 'brand', state: 'pending', amount: eur(6_500), taken: eur(0) },
    { partyName: 'Northwind', kind: 'retailer', state: 'transferred', amount: eur(2_000), taken: eur(0) },
  ],
} as unknown as BrandOrderView;
const amountOf = (draft: Partial<typeof EMPTY_DRAFT>) => {
  const sum = sumOf(order, { ...EMPTY_DRAFT, ...draft });
  return sum.ok ? sum.total.amount : sum.text;
};

describe('a refund being put together', () => {
  it('counts units at what they were paid with, and canceled ones not at all', () => {
    expect(amountOf({ units: { [MUG]: 1 } })).toBe(3_333);
    expect(amountOf({ units: { [MUG]: 3 } })).toBe(10_000);
    expect(amountOf({ units: { [MUG]: 4 } })).toMatch(/more than is left/);
  });

  it('of everything is all that is left, shipping too', () => {
    const draft = everything(order, EMPTY_DRAFT);
    expect(draft.units).toEqual({ [MUG]: 3 });
    expect(amountOf(draft)).toBe(10_500);
  });

  it('reads an amount as people type it, with point or comma, and never more than is left', () => {
    expect(amountOf({ way: 'amount', amountText: '12,50' })).toBe(1_250);
    expect(amountOf({ way: 'amount', amountText: ' 105.00 ' })).toBe(10_500);
    expect(amountOf({ way: 'amount', amountText: '105.01' })).toMatch(/more than is left/);
    expect(amountOf({ way: 'amount', amountText: '1.234' })).toMatch(/such as 12.50/);
    expect(amountOf({ way: 'amount', amountText: '-3' })).toMatch(/such as 12.50/);
    expect(amountOf({ way: 'amount', amountText: '0' })).toMatch(/above zero/);
  });

  it('sends an amount or units, never both, and nothing while nothing is chosen', () => {
    expect(sumOf(order, EMPTY_DRAFT)).toEqual({ ok: false, text: null });
    expect(sumOf(order, { ...EMPTY_DRAFT, units: { [MUG]: 1 }, note: ' sorry ' })).toMatchObject({
      request: { lines: [{ lineId: MUG, quantity: 1 }], shipping: false, reason: 'goodwill', note: 'sorry' },
    });
    const byAmount = sumOf(order, { ...EMPTY_DRAFT, way: 'amount', amountText: '5', units: { [MUG]: 1 } });
    expect(byAmount).toMatchObject({ request: { amount: eur(500) } });
    expect(byAmount).not.toHaveProperty('request.lines');
  });
});

describe('the brand’s own share of a refund', () => {
  const shareOf = (draft: Partial<typeof EMPTY_DRAFT>) =>
    ownShareOf(order, 'Kiln & Co', sumOf(order, { ...EMPTY_DRAFT, ...draft }))?.amount.amount;

  it('is its part of the goods, and none of the shipping', () => {
    expect(shareOf({ units: { [MUG]: 3 } })).toBe(6_500);
    expect(shareOf({ units: { [MUG]: 3 }, isShipping: true })).toBe(6_500);
    expect(shareOf({ isShipping: true })).toBe(0);
    expect(shareOf({ way: 'amount', amountText: '105' })).toBe(6_500);
  });

  it('is not guessed where the order has no share for the brand', () => {
    expect(ownShareOf(order, 'Another', sumOf(order, everything(order, EMPTY_DRAFT)))).toBeNull();
  });
});
