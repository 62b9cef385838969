import { mentioned, MOST, raised, variantName, without, withOne, type Pairing } from './substitute-list.ts';

const pairing = (...substitutes: Pairing['substitutes']): Pairing => ({ variantId: 'var_0', substitutes });

describe('what is sent instead', () => {
  it('is added at the end, once, and never itself', () => {
    expect(withOne(pairing('var_1'), 'var_2').substitutes).toEqual(['var_1', 'var_2']);
    expect(withOne(pairing('var_1'), 'var_1').substitutes).toEqual(['var_1']);
    expect(withOne(pairing('var_1'), 'var_0').substitutes).toEqual(['var_1']);
    const full = pairing(...Array.from({ length: MOST }, (_, at) => `var_${at + 1}` as const));
    expect(withOne(full, 'var_99')).toBe(full);
  });

  it('is taken away, and put before another', () => {
    expect(without(pairing('var_1', 'var_2'), 'var_1').substitutes).toEqual(['var_2']);
    expect(raised(pairing('var_1', 'var_2', 'var_3'), 'var_3').substitutes).toEqual(['var_1', 'var_3', 'var_2']);
    expect(raised(pairing('var_1', 'var_2'), 'var_1').substitutes).toEqual(['var_1', 'var_2']);
  });

  it('is asked the names of in portions, each variant once', () => {
    const many = Array.from({ length: 60 }, (_, at): Pairing => ({
      variantId: `var_a${at}`,
      substitutes: ['var_b', `var_c${at}`],
    }));
    const portions = mentioned(many);
    expect(portions.map((ids) => ids.length)).toEqual([100, 21]);
    expect(new Set(portions.flat()).size).toBe(121);
    expect(mentioned([])).toEqual([]);
  });

  it('has a name', () => {
    const mug = { variantId: 'var_1' as const, sku: 'M', title: 'Mug', variantTitle: null, isArchived: false };
    expect(variantName(mug)).toBe('Mug');
    expect(variantName({ ...mug, variantTitle: 'Ink' })).toBe('Mug, Ink');
  });
});
