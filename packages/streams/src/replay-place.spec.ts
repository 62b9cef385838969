import fc from 'fast-check';
import { parsePlace, placeText } from './index.ts';

describe('a place in a recording', () => {
  it.each([
    [0, '0:00'],
    [65.9, '1:05'],
    [3_599, '59:59'],
    [3_725, '1:02:05'],
    [-30, '-0:30'],
    [-0.4, '0:00'],
  ])('%p seconds in is written %s', (seconds, text) => {
    expect(placeText(seconds)).toBe(text);
  });

  it('is read as it is written', () => {
    fc.assert(
      fc.property(fc.integer({ min: -90_000, max: 90_000 }), (seconds) => {
        expect(parsePlace(` ${placeText(seconds)} `)! + 0).toBe(seconds);
      }),
    );
  });

  it.each(['', 'now', '90', '1:75', '1:70:00', '1:2', '1:02:3', '1:02:03:04', '+1:00'])('is not %p', (text) => {
    expect(parsePlace(text)).toBeNull();
  });
});
