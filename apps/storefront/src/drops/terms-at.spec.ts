import type { Drop } from '@sidestall/contracts';
import { priceNow, unitsNow } from '../stall/drop-terms.ts';
import { nextBoundary, termsAt, termsOfProduct } from './terms-at.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const minute = (count: number) => Date.parse('2026-05-01T20:00:00.000Z') + count * 60_000;
const at = (count: number) => new Date(minute(count)).toISOString();

function aDrop(
  id: string,
  from: number,
  to: number,
  over: { price?: number; left?: number; stream?: string } = {},
): Drop {
  const { price = 1800, left = 5, stream } = over;
  return {
    id,
    title: id,
    streamId: stream ?? null,
    startsAt: at(from),
    endsAt: at(to),
    listings: [
      {
        listingId: 'lst_mug',
        productId: 'prd_mug',
        variantId: 'var_mug',
        price: eur(price),
        regularPrice: eur(2400),
        priorPrice: eur(2200),
        allotment: 20,
        left,
        cap: 2,
      },
    ],
  } as unknown as Drop;
}
const mugAt = (drops: readonly Drop[], now: number, stream: string | null = null) =>
  termsAt(drops, now, stream)['lst_mug'];

describe('the terms of a drop', () => {
  const drop = aDrop('drop', 10, 20);

  it('are announced before the start, hold from the first millisecond to the last, and are gone at the end', () => {
    expect(mugAt([drop], minute(10) - 1)?.phase).toBe('coming');
    expect(mugAt([drop], minute(10))?.phase).toBe('open');
    expect(mugAt([drop], minute(20) - 1)?.phase).toBe('open');
    expect(mugAt([drop], minute(20))).toBeUndefined();
  });

  it('make the price: that of the drop while it is open, and the regular one before and after', () => {
    expect([9, 10, 20].map((time) => priceNow(mugAt([drop], minute(time)), eur(2400)).amount)).toEqual([
      2400, 1800, 2400,
    ]);
    expect(priceNow(mugAt([aDrop('drop', 10, 20, { left: 0 })], minute(12)), eur(2400))).toEqual(eur(2400));
  });

  it('keep units of their own beside the shelf', () => {
    const open = mugAt([drop], minute(12));
    expect([unitsNow(open, 0), unitsNow(open, 9), unitsNow(open, null), unitsNow(undefined, 0)]).toEqual([
      5,
      9,
      null,
      0,
    ]);
    expect(unitsNow(mugAt([drop], minute(2)), 0)).toBe(0);
  });

  it('are those of the show before those of the brand, and the cheaper ones among equals', () => {
    const own = aDrop('own', 0, 60, { price: 2000, stream: 'str_1' });
    const brand = aDrop('brand', 0, 60, { price: 1500 });
    expect(mugAt([brand, own], minute(1), 'str_1')?.dropId).toBe('own');
    expect(mugAt([own, brand], minute(1), 'str_2')?.dropId).toBe('brand');
  });

  it('are those of a drop with units before one without, and what is open before what is to come', () => {
    const empty = aDrop('empty', 0, 60, { left: 0, stream: 'str_1' });
    const full = aDrop('full', 0, 60);
    const next = aDrop('next', 30, 60);
    expect(mugAt([empty, full, next], minute(1), 'str_1')?.dropId).toBe('full');
    expect(mugAt([empty, next], minute(1), 'str_1')).toMatchObject({ dropId: 'empty', phase: 'gone' });
    expect(termsOfProduct(termsAt([full], minute(1), null), 'prd_mug')?.dropId).toBe('full');
    expect(termsOfProduct({}, 'prd_mug')).toBeNull();
  });

  it('change next at the nearest start or end', () => {
    const drops = [drop, aDrop('later', 15, 30)];
    expect([0, 10, 15, 20, 30].map((time) => nextBoundary(drops, minute(time)))).toEqual(
      [10, 15, 20, 30, null].map((time) => (time === null ? null : minute(time))),
    );
  });
});
