import fc from 'fast-check';
import {
  addMoney,
  allocateMoney,
  basisPointsOf,
  decimalText,
  formatMoney,
  money,
  parseMoney,
  sumMoney,
} from './index.ts';

const currency = fc.constantFrom('EUR', 'USD', 'JPY', 'KWD');

describe('money', () => {
  it('refuses fractions of a minor unit', () => {
    expect(() => money(19.99, 'EUR')).toThrow('whole minor units');
  });

  it('refuses to add two currencies', () => {
    expect(() => addMoney(money(1, 'EUR'), money(1, 'USD'))).toThrow('Cannot mix');
  });

  it('loses no cent when it is split', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }),
        currency,
        fc.array(fc.nat(10_000), { minLength: 1, maxLength: 12 }).filter((weights) => weights.some((w) => w > 0)),
        (amount, code, weights) => {
          const parts = allocateMoney(money(amount, code), weights);
          expect(sumMoney(parts, code)).toEqual(money(amount, code));
        },
      ),
    );
  });

  it('gives the left-over unit to the largest remainder, ties to the earlier part', () => {
    expect(allocateMoney(money(1, 'EUR'), [1, 1, 1]).map((part) => part.amount)).toEqual([1, 0, 0]);
    expect(allocateMoney(money(100, 'EUR'), [1, 1, 1]).map((part) => part.amount)).toEqual([34, 33, 33]);
    expect(allocateMoney(money(10, 'EUR'), [1, 3]).map((part) => part.amount)).toEqual([3, 7]);
  });

  it('reads back what it writes, for every number of decimals', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000_000_000), currency, (amount, code) => {
        expect(parseMoney(decimalText(money(amount, code)), code)).toEqual({ ok: true, value: money(amount, code) });
      }),
    );
  });

  it.each([
    ['12.345', 'EUR', 'too-many-decimals'],
    ['12,50', 'EUR', 'not-a-number'],
    ['-1', 'EUR', 'negative'],
    ['', 'EUR', 'not-a-number'],
    ['1.5', 'JPY', 'too-many-decimals'],
  ])('says why %p is not an amount in %s', (text, code, error) => {
    expect(parseMoney(text, code)).toEqual({ ok: false, error });
  });

  it('rounds a rate half up', () => {
    expect(basisPointsOf(money(1_250, 'EUR'), 2_000).amount).toBe(250);
    expect(basisPointsOf(money(25, 'EUR'), 1_000).amount).toBe(3);
  });

  it('prints the currency with its own decimals', () => {
    expect(formatMoney(money(129_950, 'EUR'))).toBe('€1,299.50');
    expect(formatMoney(money(500, 'JPY'))).toBe('¥500');
  });
});
