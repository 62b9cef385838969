import fc from 'fast-check';
import { NO_COUNTS, SCORECARD_MIN_SAMPLE, scorecardOf, type ScoreCounts } from './index.ts';

const counts = (more: Partial<ScoreCounts>): ScoreCounts => ({ ...NO_COUNTS, ...more });

describe('a scorecard', () => {
  it('says nothing of a retailer nobody knows yet', () => {
    const card = scorecardOf(NO_COUNTS);
    expect(card.score).toBeNull();
    expect(card.acceptance).toEqual({ value: null, sample: 0 });
  });

  it('abstains on a rate until the sample is large enough', () => {
    const few = scorecardOf(counts({ unitsAsked: SCORECARD_MIN_SAMPLE - 1, unitsAccepted: 1 }));
    expect(few.acceptance.value).toBeNull();
    const enough = scorecardOf(counts({ unitsAsked: SCORECARD_MIN_SAMPLE, unitsAccepted: SCORECARD_MIN_SAMPLE / 2 }));
    expect(enough.acceptance.value).toBe(0.5);
    expect(enough.score).toBe(0.5);
  });

  it('falls with every refusal, late order, cancellation, return and lost parcel', () => {
    const good = counts({
      unitsAsked: 100,
      unitsAccepted: 100,
      ordersAccepted: 100,
      ordersDue: 100,
      unitsShipped: 100,
      parcelsSent: 100,
    });
    expect(scorecardOf(good).score).toBe(1);
    for (const worse of [
      { unitsAccepted: 90 },
      { ordersLate: 10 },
      { ordersCanceled: 10 },
      { unitsReturned: 10 },
      { parcelsFailed: 10 },
    ]) {
      expect(scorecardOf({ ...good, ...worse }).score).toBeCloseTo(0.98);
    }
  });

  it('stays between nothing and all, whatever was counted', () => {
    const count = fc.nat(500);
    const any = fc.record(Object.fromEntries(Object.keys(NO_COUNTS).map((key) => [key, count])));
    fc.assert(
      fc.property(any, (found) => {
        const { score } = scorecardOf(found as unknown as ScoreCounts);
        if (score === null) return;
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
      }),
    );
  });
});
