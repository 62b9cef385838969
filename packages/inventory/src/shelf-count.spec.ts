import { newId } from '@sidestall/kernel';
import fc from 'fast-check';
import { countNow, isNews, newestCounts } from './index.ts';

const at = (second: number): Date => new Date(Date.UTC(2026, 0, 1) + second * 1_000);

describe('a count of a shelf', () => {
  it('is news unless something newer is known; of one moment the later told is right', () => {
    expect(isNews({ asOf: at(1) }, at(2))).toBe(false);
    expect(isNews({ asOf: at(2) }, at(2))).toBe(true);
    expect(isNews({ asOf: at(3) }, at(2))).toBe(true);
  });

  it('of the past is brought up to now by what left and came back since', () => {
    expect(countNow(10, -3)).toBe(7);
    expect(countNow(10, -3 + 1)).toBe(8);
    expect(countNow(2, -3)).toBe(0);
  });

  it('told together with others comes out as if they were told one by one', () => {
    const variants = [newId('var', 1), newId('var', 2)];
    const anyCount = fc.record({
      variantId: fc.constantFrom(...variants),
      onHand: fc.nat(9),
      asOf: fc.integer({ min: 1, max: 4 }).map(at),
    });
    fc.assert(
      fc.property(fc.array(anyCount), (counts) => {
        const oneByOne = new Map<string, { onHand: number; asOf: Date }>();
        for (const { variantId, onHand, asOf } of counts) {
          const known = oneByOne.get(variantId);
          if (!known || asOf >= known.asOf) oneByOne.set(variantId, { onHand, asOf });
        }
        const together = newestCounts(counts);
        expect(together.map(({ variantId }) => variantId)).toEqual([...oneByOne.keys()].sort());
        for (const { variantId, ...count } of together) expect(count).toEqual(oneByOne.get(variantId));
      }),
    );
  });
});
