import { newId } from '@sidestall/kernel';
import fc from 'fast-check';
import { gatherUnits, HOLD_TRANSITIONS } from './index.ts';

describe('units', () => {
  it('of the same variant are claimed once and in one order', () => {
    const variants = Array.from({ length: 4 }, (_, i) => newId('var', i + 1));
    fc.assert(
      fc.property(
        fc.array(fc.record({ variantId: fc.constantFrom(...variants), quantity: fc.integer({ min: 1, max: 9 }) })),
        (lines) => {
          const units = gatherUnits(lines);
          expect(units.reduce((sum, unit) => sum + unit.quantity, 0)).toBe(
            lines.reduce((sum, line) => sum + line.quantity, 0),
          );
          expect(units.map((unit) => unit.variantId)).toEqual([...new Set(lines.map((line) => line.variantId))].sort());
        },
      ),
    );
  });
});

describe('a hold', () => {
  it('never becomes firm once it is over, without being held again', () => {
    expect(HOLD_TRANSITIONS.closed).not.toContain('reserved');
  });
});
