import { dateText } from '../site/moments.ts';
import { priceText } from '../site/prices.ts';
import type { OwnShare } from './refund-draft.ts';
import type { Money } from '@sidestall/kernel';

/** What a refund will do to the buyer, said before it is done. */
export function buyerWords(buyer: string, total: Money, expectedBy: string): string {
  return `${buyer} gets ${priceText(total)} back on the card that paid, by ${dateText(expectedBy)} at the latest.`;
}

/** What a refund will do to the brand's own money. */
export function shareWords(share: OwnShare): string {
  if (share.amount.amount === 0) return 'Nothing of it is taken from your share.';
  const part = `About ${priceText(share.amount)} of it is your share`;
  switch (share.state) {
    case 'pending':
      return `${part} and is taken from your pending balance.`;
    case 'available':
      return `${part} and is taken from your available balance.`;
    case 'transferring':
    case 'transferred':
      return `${part}. It was paid to you already, so it is fetched back from your Stripe account or kept from your next payouts.`;
  }
}
