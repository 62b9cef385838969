import fc from 'fast-check';
import { areThere, availableUnits, offerableUnits } from './index.ts';

const anyCounts = fc.record({
  onHand: fc.nat(50),
  claimed: fc.nat(50),
  safety: fc.nat(20),
  waiting: fc.nat(20),
  mayOversell: fc.constant(false),
});

describe('available units', () => {
  it('are what is on hand less what is claimed, kept back and wanted by the waitlist', () => {
    const counts = { onHand: 10, claimed: 4, safety: 1, waiting: 2, mayOversell: false };
    expect(availableUnits(counts)).toBe(3);
    expect(offerableUnits(counts)).toBe(5);
  });

  it('are never fewer than none, whatever a retailer counts', () => {
    fc.assert(
      fc.property(anyCounts, (counts) => {
        expect(availableUnits(counts)).toBeGreaterThanOrEqual(0);
        expect(offerableUnits(counts)!).toBeGreaterThanOrEqual(availableUnits(counts)!);
      }),
    );
  });

  it('can be claimed to the last one and no further, and then nothing is claimed that is not there', () => {
    fc.assert(
      fc.property(anyCounts, fc.integer({ min: 1, max: 60 }), (counts, quantity) => {
        const available = availableUnits(counts)!;
        if (!areThere(available, quantity)) return expect(quantity).toBeGreaterThan(available);
        expect(counts.claimed + quantity).toBeLessThanOrEqual(counts.onHand);
        expect(availableUnits({ ...counts, claimed: counts.claimed + quantity })).toBe(available - quantity);
      }),
    );
  });

  it('have no end where the brand sells on back order', () => {
    const counts = { onHand: 0, claimed: 7, safety: 3, waiting: 0, mayOversell: true };
    expect(availableUnits(counts)).toBeNull();
    expect(areThere(availableUnits(counts), 1_000)).toBe(true);
  });
});
