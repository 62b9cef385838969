import fc from 'fast-check';
import { kindOfMovement } from './movement-kind.ts';
import { reconcileCurrency, verdictOf, type BooksOfCurrency, type LooseEnd } from './reconcile.ts';

const books = (change: Partial<BooksOfCurrency> = {}): BooksOfCurrency => ({
  currency: 'EUR',
  categories: [{ category: 'charge', count: 1, netMinor: 9_680 }],
  stripeBalanceMinor: 9_680,
  ledgerMinor: 9_680,
  suspenseMinor: 0,
  looseMovements: [],
  loosePostings: [],
  ...change,
});

const end = (subject: string, amountMinor: number, isYoung: boolean): LooseEnd => ({ subject, amountMinor, isYoung });

describe('a reconciliation', () => {
  it('is clean when both books say the same', () => {
    const { result, findings } = reconcileCurrency(books());
    expect(result.unexplained.amount).toBe(0);
    expect(verdictOf([result], findings)).toBe('clean');
  });

  it('takes a refund that Stripe has not moved yet for in transit, and it stays clean', () => {
    const { result, findings } = reconcileCurrency(
      books({ ledgerMinor: 7_680, loosePostings: [end('refund-1-paid', -2_000, true)] }),
    );
    expect(result.inTransit.amount).toBe(-2_000);
    expect(result.unexplained.amount).toBe(0);
    expect(verdictOf([result], findings)).toBe('clean');
  });

  it('finds the refund that Stripe never moved', () => {
    const { result, findings } = reconcileCurrency(
      books({ ledgerMinor: 7_680, loosePostings: [end('refund-1-paid', -2_000, false)] }),
    );
    expect(result.unexplained.amount).toBe(-2_000);
    expect(findings).toMatchObject([{ kind: 'posting-unseen', subject: 'refund-1-paid' }]);
    expect(verdictOf([result], findings)).toBe('differs');
  });

  it('finds a movement nobody explains, to the cent', () => {
    const { result, findings } = reconcileCurrency(
      books({
        categories: [{ category: 'charge', count: 1, netMinor: 9_681 }],
        stripeBalanceMinor: 9_681,
        looseMovements: [end('txn_1', 1, false)],
      }),
    );
    expect(result.unexplained.amount).toBe(-1);
    expect(findings.map(({ kind }) => kind)).toEqual(['movement-unexplained']);
  });

  it('finds that Stripe’s balance is not the sum of its movements', () => {
    const { result, findings } = reconcileCurrency(books({ stripeBalanceMinor: 9_000 }));
    expect(findings).toMatchObject([{ kind: 'balance-differs', amount: { amount: -680, currency: 'EUR' } }]);
    expect(verdictOf([result], findings)).toBe('differs');
  });

  it('is never clean while suspense holds anything', () => {
    const { result, findings } = reconcileCurrency(books({ suspenseMinor: 1 }));
    expect(verdictOf([result], findings)).toBe('differs');
  });

  it('leaves unexplained exactly what is old and loose, whatever the books hold', () => {
    const zEnds = fc.array(
      fc.record({ subject: fc.string(), amountMinor: fc.integer({ min: -1e9, max: 1e9 }), isYoung: fc.boolean() }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), zEnds, zEnds, (linked, looseMovements, loosePostings) => {
        const sum = (list: readonly LooseEnd[]): number =>
          list.reduce((total, { amountMinor }) => total + amountMinor, 0);
        const stripe = linked + sum(looseMovements);
        const { result } = reconcileCurrency(
          books({
            categories: [{ category: 'charge', count: 1, netMinor: stripe }],
            stripeBalanceMinor: stripe,
            ledgerMinor: linked + sum(loosePostings),
            looseMovements,
            loosePostings,
          }),
        );
        const old = (list: readonly LooseEnd[]): number => sum(list.filter(({ isYoung }) => !isYoung));
        return result.unexplained.amount === old(loosePostings) - old(looseMovements);
      }),
    );
  });
});

describe('the kind of a movement', () => {
  it('is read from the reporting category, since an adjustment may be a dispute', () => {
    expect(kindOfMovement({ type: 'adjustment', reportingCategory: 'dispute' })).toBe('dispute');
    expect(kindOfMovement({ type: 'adjustment', reportingCategory: 'dispute_reversal' })).toBe('dispute-return');
    expect(kindOfMovement({ type: 'refund', reportingCategory: 'partial_capture_reversal' })).toBe('capture');
  });

  it('is unknown where nobody foresaw it', () => {
    expect(kindOfMovement({ type: 'adjustment', reportingCategory: 'other_adjustment' })).toBe('unknown');
    expect(kindOfMovement({ type: 'stripe_fee', reportingCategory: 'new_kind_of_fee' })).toBe('fee');
  });
});
