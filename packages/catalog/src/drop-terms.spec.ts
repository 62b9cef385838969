import { money } from '@sidestall/kernel';
import fc from 'fast-check';
import { dropFaults, type DropWish } from './drop-terms.ts';

const now = new Date('2026-05-01T20:00:00.000Z');
const HOUR = 3_600_000;
const after = (milliseconds: number) => new Date(now.getTime() + milliseconds);

const LISTING = {
  title: 'Swan Kettle',
  price: money(7_900, 'EUR'),
  regularPrice: money(9_900, 'EUR'),
  allotment: 20,
  cap: 2,
};
const wish = (over: Partial<DropWish> = {}, listing: Partial<typeof LISTING> | { cap: null } = {}): DropWish => ({
  startsAt: after(HOUR),
  endsAt: after(3 * HOUR),
  listings: [{ ...LISTING, ...listing }],
  ...over,
});
const paths = (one: DropWish) => dropFaults(one, now).map(({ path }) => path);

describe('a drop', () => {
  it('is right with a period to come, a lower price, and units to sell', () => {
    expect(paths(wish())).toEqual([]);
    expect(paths(wish({}, { cap: null }))).toEqual([]);
  });

  it('ends after it starts, and lasts at most 31 days', () => {
    const startsAt = after(HOUR);
    expect(paths(wish({ startsAt, endsAt: startsAt }))).toEqual(['endsAt']);
    expect(paths(wish({ startsAt, endsAt: after(HOUR + 31 * 24 * HOUR) }))).toEqual([]);
    expect(paths(wish({ startsAt, endsAt: after(HOUR + 31 * 24 * HOUR + 1) }))).toEqual(['endsAt']);
  });

  it('may have started a few minutes ago, as long as the form was open, and no earlier', () => {
    expect(paths(wish({ startsAt: after(-5 * 60_000) }))).toEqual([]);
    expect(paths(wish({ startsAt: after(-5 * 60_000 - 1) }))).toEqual(['startsAt']);
    expect(paths(wish({ startsAt: after(-60_000), endsAt: after(-1) }))).toEqual(['endsAt']);
  });

  it.each([
    ['as dear as without it', { price: money(9_900, 'EUR') }, 'listings.0.price'],
    ['in another currency', { price: money(100, 'USD') }, 'listings.0.price'],
    ['for nothing', { price: money(0, 'EUR') }, 'listings.0.price'],
    ['without units', { allotment: 0, cap: null }, 'listings.0.allotment'],
    ['with a limit beyond its units', { allotment: 1 }, 'listings.0.cap'],
    ['with a limit of none', { cap: 0 }, 'listings.0.cap'],
  ])('does not sell anything %s', (_what, listing, path) => {
    expect(paths(wish({}, listing as Partial<typeof LISTING>))).toEqual([path]);
  });

  it('is told of all its faults at once, each at its place', () => {
    const listings = [LISTING, { ...LISTING, price: money(9_901, 'EUR'), cap: 21 }];
    expect(paths(wish({ endsAt: after(0), listings }))).toEqual(['endsAt', 'listings.1.price', 'listings.1.cap']);
  });

  it('that passes has a lower price, units, and a limit within them, whatever was asked for', () => {
    const anyListing = fc.record({
      title: fc.constant('Bowl'),
      price: fc.integer({ min: -5, max: 20 }).map((amount) => money(amount, 'EUR')),
      regularPrice: fc.integer({ min: 0, max: 20 }).map((amount) => money(amount, 'EUR')),
      allotment: fc.integer({ min: -2, max: 6 }),
      cap: fc.option(fc.integer({ min: -1, max: 8 })),
    });
    fc.assert(
      fc.property(anyListing, fc.integer({ min: -20, max: 20 }), (listing, hours) => {
        const period = { startsAt: after(HOUR), endsAt: after(hours * HOUR) };
        const isRight = dropFaults({ ...period, listings: [listing] }, now).length === 0;
        const { price, regularPrice, allotment, cap } = listing;
        expect(isRight).toBe(
          hours > 1 &&
            price.amount > 0 &&
            price.amount < regularPrice.amount &&
            allotment > 0 &&
            (cap === null || (cap > 0 && cap <= allotment)),
        );
      }),
    );
  });
});
