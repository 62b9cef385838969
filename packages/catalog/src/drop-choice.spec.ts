import fc from 'fast-check';
import { chooseDrop, type OpenDrop } from './drop-choice.ts';

const drop = (dropId: string, over: Partial<OpenDrop> = {}): OpenDrop => ({
  dropId,
  isOfShow: false,
  priceMinor: 1_500,
  left: 3,
  ...over,
});
const chosen = (...drops: OpenDrop[]) => chooseDrop(drops)?.dropId ?? null;

describe('of several drops of one listing', () => {
  it('none is chosen where there is none', () => {
    expect(chosen()).toBeNull();
  });

  it('the show’s own comes before the brand’s, even where it is dearer', () => {
    expect(chosen(drop('brand', { priceMinor: 900 }), drop('show', { isOfShow: true }))).toBe('show');
  });

  it('the cheapest comes first among equals, then the one made earlier', () => {
    expect(chosen(drop('a', { priceMinor: 1_400 }), drop('b', { priceMinor: 1_300 }))).toBe('b');
    expect(chosen(drop('b'), drop('a'))).toBe('a');
  });

  it('one with units left comes before one that is sold out', () => {
    const soldOut = drop('show', { isOfShow: true, priceMinor: 100, left: 0 });
    expect(chosen(soldOut, drop('brand'))).toBe('brand');
    expect(chosen(soldOut, drop('brand', { left: 0 }))).toBe('show');
  });

  it('the same is chosen in whatever order they come, and no better one is passed over', () => {
    const anyDrop = fc.record({
      dropId: fc.string({ minLength: 1, maxLength: 3 }),
      isOfShow: fc.boolean(),
      priceMinor: fc.integer({ min: 1, max: 4 }),
      left: fc.integer({ min: 0, max: 2 }),
    });
    const anyDrops = fc.uniqueArray(anyDrop, { minLength: 1, maxLength: 6, selector: (one) => one.dropId });
    fc.assert(
      fc.property(anyDrops, (drops) => {
        const best = chooseDrop(drops)!;
        expect(chooseDrop([...drops].reverse())).toBe(best);
        const rivals = drops.filter((one) => one.left > 0 === best.left > 0 && one.isOfShow === best.isOfShow);
        expect(best.priceMinor).toBe(Math.min(...rivals.map((one) => one.priceMinor)));
        if (drops.some((one) => one.left > 0)) expect(best.left).toBeGreaterThan(0);
      }),
    );
  });
});
