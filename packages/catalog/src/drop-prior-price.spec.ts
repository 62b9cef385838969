import fc from 'fast-check';
import { priorPrice, priorPricesSince, type PriceSpan } from './drop-prior-price.ts';

const startsAt = new Date('2026-05-31T20:00:00.000Z');
const DAY = 86_400_000;
const daysBefore = (days: number) => new Date(startsAt.getTime() - days * DAY);
const span = (priceMinor: number, from: number, to: number | null = null): PriceSpan => ({
  priceMinor,
  from: daysBefore(from),
  to: to === null ? null : daysBefore(to),
});
const prior = (spans: PriceSpan[], drop = 1_000) => priorPrice(spans, startsAt, drop);

describe('the price a reduction is measured against', () => {
  it('is the lowest of the 30 days before, not the last one', () => {
    expect(prior([span(2_000, 200, 20), span(1_500, 20, 10), span(2_400, 10)])).toBe(1_500);
  });

  it('forgets what ended longer ago, and remembers what was still asked at the beginning of those days', () => {
    expect(prior([span(1_200, 90, 30), span(2_000, 30)])).toBe(2_000);
    expect(prior([span(1_200, 90, 29.9), span(2_000, 29.9)])).toBe(1_200);
  });

  it('counts what an earlier drop asked, and not what is only asked from the start on', () => {
    const regular = span(2_000, 300);
    expect(prior([regular, span(1_100, 12, 10)])).toBe(1_100);
    expect(prior([regular, span(1_100, 0, -2)])).toBe(2_000);
  });

  it('does not count a price that never came to be asked', () => {
    expect(prior([span(2_000, 300), span(1_100, 10, 12)])).toBe(2_000);
  });

  it('is none where the drop is no lower, and none where nothing was asked before', () => {
    expect(prior([span(2_000, 300, 20), span(1_000, 20)])).toBeNull();
    expect(prior([span(900, 20, 10), span(2_000, 10)])).toBeNull();
    expect(prior([])).toBeNull();
  });

  it('is above the price of the drop, was really asked, and nothing asked in those days was lower', () => {
    const anySpan = fc
      .tuple(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: -3, max: 60 }),
        fc.option(fc.integer({ min: -5, max: 60 })),
      )
      .map(([price, from, to]) => span(price, from, to));
    fc.assert(
      fc.property(fc.array(anySpan, { maxLength: 8 }), fc.integer({ min: 1, max: 9 }), (spans, drop) => {
        const found = prior(spans, drop);
        const isAskedOn = (one: PriceSpan, day: Date) => one.from <= day && (one.to === null || one.to > day);
        // Spans begin and end at whole days, so looking at each half of a day sees all of them.
        const asked = Array.from({ length: 60 }, (_, half) => daysBefore(30 - half / 2 - 0.25)).flatMap((moment) =>
          spans.filter((one) => isAskedOn(one, moment)).map((one) => one.priceMinor),
        );
        const lowest = asked.length > 0 ? Math.min(...asked) : null;
        expect(found).toBe(lowest !== null && lowest > drop ? lowest : null);
      }),
    );
  });

  it('looks back 30 days and no further', () => {
    expect(priorPricesSince(startsAt)).toEqual(daysBefore(30));
  });
});
