import { addMoney, basisPointsOf, money, subtractMoney, sumMoney, type Money, type PartyId } from '@sidestall/kernel';
import {
  disputeInFlight,
  disputeLoss,
  payablePending,
  refundInFlight,
  stripeBalance,
  taxOwed,
  type Account,
} from './account.ts';
import { credit, debit, tidyEntries, type Entry } from './posting.ts';

/** What a viewer paid in for gifts and has not sent yet, in money. Authorizing: nobody sends what is not there. */
export const giftBalance = (viewerId: string, currency: string): Account => ({
  code: `gift:balance:${viewerId}/${currency}`,
  class: 'liability',
  mode: 'authorizing',
  floor: 0,
  currency,
  partyId: null,
});

/** What the platform keeps of gifts. */
export const giftMargin = (currency: string): Account => ({
  code: `gift:margin/${currency}`,
  class: 'revenue',
  mode: 'recording',
  floor: null,
  currency,
  partyId: null,
});

/** A gift as it was sent: who gets it, and how it was shared that moment. */
export interface SharedGift {
  readonly creator: PartyId;
  readonly share: Money;
  readonly margin: Money;
}

/** Shares a gift: the creator's part in basis points, rounded half up; what is left is the platform's. */
export function shareGift(creator: PartyId, amount: Money, creatorBp: number): SharedGift {
  const share = basisPointsOf(amount, creatorBp);
  return { creator, share, margin: subtractMoney(amount, share) };
}

/** The whole gift, as the viewer sees it. */
export const giftAmount = ({ share, margin }: SharedGift): Money => addMoney(share, margin);

/** A viewer pays in: the balance gets what was paid without the tax in it. */
export function giftPaidIn(viewerId: string, paid: Money, tax: Money, jurisdiction: string): Entry[] {
  return tidyEntries([
    debit(stripeBalance(paid.currency), paid),
    credit(giftBalance(viewerId, paid.currency), subtractMoney(paid, tax)),
    credit(taxOwed(jurisdiction, paid.currency), tax),
  ]);
}

/** A viewer sends a gift: of all accounts only the sender's may refuse it. */
export function giftSent(viewerId: string, gift: SharedGift): Entry[] {
  const { currency } = gift.share;
  return tidyEntries([
    debit(giftBalance(viewerId, currency), giftAmount(gift)),
    credit(payablePending(gift.creator, currency), gift.share),
    credit(giftMargin(currency), gift.margin),
  ]);
}

/** A viewer takes back what was not sent, with its part of the tax. */
export function giftRefundAsked(viewerId: string, unsent: Money, tax: Money, jurisdiction: string): Entry[] {
  return tidyEntries([
    debit(giftBalance(viewerId, unsent.currency), unsent),
    debit(taxOwed(jurisdiction, unsent.currency), tax),
    credit(refundInFlight(unsent.currency), addMoney(unsent, tax)),
  ]);
}

/** Freezes what is left of a balance: posted as pending, it holds the money until the dispute is decided. */
export const giftsFrozen = (viewerId: string, left: Money): Entry[] =>
  tidyEntries([debit(giftBalance(viewerId, left.currency), left), credit(disputeInFlight(left.currency), left)]);

/**
 * The card network took a payment back for good. What was not sent covers it first, then gifts still inside their hold,
 * the creator's share and the platform's alike, then the tax that was never owed; the rest is the platform's loss.
 */
export function giftPaymentLost(lost: {
  readonly viewerId: string;
  readonly amount: Money;
  readonly tax: Money;
  readonly jurisdiction: string;
  readonly left: Money;
  readonly held: readonly SharedGift[];
}): Entry[] {
  const { currency } = lost.amount;
  let open = lost.amount.amount;
  const take = (account: Account, upTo: Money): Entry => {
    const part = Math.min(open, upTo.amount);
    open -= part;
    return debit(account, money(part, currency));
  };
  const entries = [
    take(taxOwed(lost.jurisdiction, currency), lost.tax),
    take(giftBalance(lost.viewerId, currency), lost.left),
  ];
  for (const gift of lost.held) {
    entries.push(take(payablePending(gift.creator, currency), gift.share), take(giftMargin(currency), gift.margin));
  }
  entries.push(take(disputeLoss(currency), money(open, currency)));
  const taken = sumMoney(
    entries.map((entry) => money(entry.amount, currency)),
    currency,
  );
  return tidyEntries([...entries, credit(disputeInFlight(currency), taken)]);
}
