import { allocateMoney, currencyExponent, money, sumMoney } from '@sidestall/kernel';
import fc from 'fast-check';
import { SHARE_ROLES, areTermsSound, splitGoods, splitShipping, takeBack, type SplitTerms } from './index.ts';

const amounts = (parts: readonly { readonly amount: number }[]): number[] => parts.map(({ amount }) => amount);

describe('case 29: rounding', () => {
  it('case 29: one cent for three is somebody’s cent, and always the same one’s', () => {
    const parts = allocateMoney(money(1, 'EUR'), [1, 1, 1]);
    expect(amounts(parts)).toEqual([1, 0, 0]);
    expect(allocateMoney(money(1, 'EUR'), [1, 1, 1])).toEqual(parts);
    expect(amounts(allocateMoney(money(-1, 'EUR'), [1, 1, 1]).filter(({ amount }) => amount !== 0))).toEqual([-1]);
  });

  it.each([
    ['JPY', 0, 100, [34, 33, 33]],
    ['EUR', 2, 1_000, [334, 333, 333]],
    ['KWD', 3, 10_000, [3_334, 3_333, 3_333]],
  ] as const)('case 29: %s, with %i decimals, is divided in whole minor units', (currency, exponent, sum, expected) => {
    expect(currencyExponent(currency)).toBe(exponent);
    expect(amounts(allocateMoney(money(sum, currency), [1, 1, 1]))).toEqual(expected);
  });

  const anyTerms: fc.Arbitrary<SplitTerms> = fc
    .tuple(fc.nat(10_000), fc.nat(10_000), fc.nat(10_000))
    .filter(([partnerBp, creatorBp, platformBp]) => partnerBp + creatorBp + platformBp <= 10_000)
    .map(([partnerBp, creatorBp, platformBp]) => ({ partnerBp, creatorBp, platformBp, returnWindowDays: 14 }));
  const anySale = fc.record({
    currency: fc.constantFrom('JPY', 'EUR', 'KWD'),
    // One or two units are where rounding hurts.
    gross: fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 100_000_000 })),
    taxBp: fc.nat(3_000),
    terms: anyTerms,
    hasCreator: fc.boolean(),
  });

  it('case 29: a sale of any size in any currency is shared to the last unit, and nobody’s share is less than nothing', () => {
    fc.assert(
      fc.property(anySale, ({ currency, gross, taxBp, terms, hasCreator }) => {
        expect(areTermsSound(terms)).toBe(true);
        const paid = money(gross, currency);
        const tax = money(Math.floor((gross * taxBp) / 10_000), currency);
        for (const split of [splitGoods(paid, tax, terms, hasCreator), splitShipping(paid, tax)]) {
          const parts = SHARE_ROLES.map((role) => split[role]);
          expect(sumMoney(parts, currency)).toEqual(paid);
          expect(amounts(parts).every((part) => Number.isSafeInteger(part) && part >= 0)).toBe(true);
        }
      }),
    );
  });

  it('case 29: taken back in any number of parts, each share gives what it had and not one unit more', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(5_000), { minLength: 1, maxLength: 5 }),
        fc.array(fc.nat(1_000), { maxLength: 10 }),
        fc.constantFrom('JPY', 'EUR', 'KWD'),
        (had, thousandths, currency) => {
          let shares = had.map((amountMinor) => ({ amountMinor, refundedMinor: 0 }));
          const left = () => shares.reduce((sum, share) => sum + share.amountMinor - share.refundedMinor, 0);
          for (const part of [...thousandths, 1_000]) {
            const amount = money(Math.floor((left() * part) / 1_000), currency);
            const taken = takeBack(amount, shares);
            expect(sumMoney(taken, currency)).toEqual(amount);
            shares = shares.map((share, index) => ({
              ...share,
              refundedMinor: share.refundedMinor + taken[index]!.amount,
            }));
            for (const share of shares) {
              expect(share.refundedMinor).toBeGreaterThanOrEqual(0);
              expect(share.refundedMinor).toBeLessThanOrEqual(share.amountMinor);
            }
          }
          expect(left()).toBe(0);
        },
      ),
    );
  });
});
