import { money, sumMoney, type Money } from '@sidestall/kernel';

/** One half that has not found its other half: a part of a movement no posting explains, or a posting no movement shows. */
export interface LooseEnd {
  /** The balance transaction, or the key of the posting. */
  readonly subject: string;
  /** What it moved on our balance at Stripe, in minor units; money in is positive. */
  readonly amountMinor: number;
  /** True while the other half may still be on its way: Stripe books some things later, and events may be late. */
  readonly isYoung: boolean;
}

/** What both books say of one currency. Amounts are minor units. */
export interface BooksOfCurrency {
  readonly currency: string;
  /** The movements Stripe listed, summed by reporting category. */
  readonly categories: readonly { readonly category: string; readonly count: number; readonly netMinor: number }[];
  /** Stripe's own word: available and pending together; null when Stripe did not name the currency. */
  readonly stripeBalanceMinor: number | null;
  /** The ledger's `stripe:balance`. */
  readonly ledgerMinor: number;
  /** The ledger's `suspense`. */
  readonly suspenseMinor: number;
  readonly looseMovements: readonly LooseEnd[];
  readonly loosePostings: readonly LooseEnd[];
}

export type FindingKind =
  'movement-unexplained' | 'posting-unseen' | 'balance-differs' | 'suspense' | 'payout-differs' | 'link-differs';

export interface Finding {
  readonly kind: FindingKind;
  readonly subject: string;
  readonly amount: Money;
  readonly text: string;
}

/** One currency, compared. `unexplained` is what neither book nor the time a message takes accounts for: it must be nothing. */
export interface CurrencyResult {
  readonly currency: string;
  readonly stripe: Money;
  readonly stripeBalance: Money;
  readonly ledger: Money;
  readonly inTransit: Money;
  readonly unexplained: Money;
  readonly suspense: Money;
  readonly categories: readonly { readonly category: string; readonly count: number; readonly net: Money }[];
}

const summed = (list: readonly LooseEnd[], currency: string): Money =>
  sumMoney(
    list.map((end) => money(end.amountMinor, currency)),
    currency,
  );

/**
 * Compares the ledger with Stripe in one currency. The ledger less Stripe is always the sum of postings without a movement
 * less the sum of movements without a posting; what of that is young is in transit, the rest nobody explains.
 */
export function reconcileCurrency(books: BooksOfCurrency): { result: CurrencyResult; findings: Finding[] } {
  const { currency } = books;
  const of = (minor: number): Money => money(minor, currency);
  const stripe = sumMoney(
    books.categories.map(({ netMinor }) => of(netMinor)),
    currency,
  );
  const stripeBalance = of(books.stripeBalanceMinor ?? 0);
  const ledger = of(books.ledgerMinor);
  const young = (list: readonly LooseEnd[]): Money =>
    summed(
      list.filter((end) => end.isYoung),
      currency,
    );
  const inTransit = of(young(books.loosePostings).amount - young(books.looseMovements).amount);
  const unexplained = of(ledger.amount - stripe.amount - inTransit.amount);
  const findings: Finding[] = [
    ...books.looseMovements
      .filter((end) => !end.isYoung)
      .map((end) => ({
        kind: 'movement-unexplained' as const,
        subject: end.subject,
        amount: of(end.amountMinor),
        text: 'Stripe moved this and no posting of ours explains it',
      })),
    ...books.loosePostings
      .filter((end) => !end.isYoung)
      .map((end) => ({
        kind: 'posting-unseen' as const,
        subject: end.subject,
        amount: of(end.amountMinor),
        text: 'We booked this and Stripe shows no movement of it',
      })),
  ];
  if (stripeBalance.amount !== stripe.amount) {
    findings.push({
      kind: 'balance-differs',
      subject: `stripe:balance/${currency}`,
      amount: of(stripeBalance.amount - stripe.amount),
      text: "Stripe's balance is not the sum of the movements it lists",
    });
  }
  if (books.suspenseMinor !== 0) {
    findings.push({
      kind: 'suspense',
      subject: `suspense/${currency}`,
      amount: of(books.suspenseMinor),
      text: 'Movements that somebody has to look into',
    });
  }
  return {
    result: {
      currency,
      stripe,
      stripeBalance,
      ledger,
      inTransit,
      unexplained,
      suspense: of(books.suspenseMinor),
      categories: books.categories.map(({ category, count, netMinor }) => ({ category, count, net: of(netMinor) })),
    },
    findings,
  };
}

/** `clean` when nothing is unexplained and nothing was found; in transit is no fault. */
export const verdictOf = (currencies: readonly CurrencyResult[], findings: readonly Finding[]): 'clean' | 'differs' =>
  findings.length === 0 && currencies.every((each) => each.unexplained.amount === 0) ? 'clean' : 'differs';
