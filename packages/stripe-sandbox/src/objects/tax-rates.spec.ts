import { percentage, taxationOf, taxOn } from './tax-rates.ts';

describe('tax', () => {
  it('is on top of a price or within it, and the two agree', () => {
    expect(taxOn(10_000, 19_000, false)).toBe(1900);
    expect(taxOn(11_900, 19_000, true)).toBe(1900);
    expect(taxOn(-11_900, 19_000, true)).toBe(-1900);
    expect(taxOn(999, 8875, false)).toBe(89);
    expect(taxOn(1, 25_500, false)).toBe(0);
  });

  it('is written with at least one place', () => {
    expect([19_000, 25_500, 8875, 0].map(percentage)).toEqual(['19.0', '25.5', '8.875', '0.0']);
  });

  it('knows reduced rates, exempt goods and places without a tax', () => {
    expect(taxationOf('DE', null, 'txcd_35010000')).toMatchObject({ rate: 7000, reason: 'reduced_rated' });
    expect(taxationOf('GB', null, 'txcd_40060003')).toMatchObject({ rate: 0, reason: 'zero_rated' });
    expect(taxationOf('FR', null, 'txcd_00000000').reason).toBe('product_exempt');
    expect(taxationOf('US', 'OR', 'txcd_99999999').reason).toBe('not_subject_to_tax');
    expect(taxationOf('US', 'WY', 'txcd_99999999').reason).toBe('not_collecting');
    expect(taxationOf('JP', null, 'txcd_99999999').reason).toBe('not_collecting');
  });
});
