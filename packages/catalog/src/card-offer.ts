import { compareMoney, type Money } from '@sidestall/kernel';

/** One sellable variant as far as choosing among them goes. */
export interface ComparableOffer {
  readonly price: Money;
  readonly compareAtPrice: Money | null;
  /** Units that can be bought now; null where selling goes on at zero. */
  readonly available: number | null;
}

export const isSellable = (offer: Pick<ComparableOffer, 'available'>): boolean =>
  offer.available === null || offer.available > 0;

/** A compare-at price only counts as one where it is higher than the price. */
export const realCompareAt = (offer: Pick<ComparableOffer, 'price' | 'compareAtPrice'>): Money | null =>
  offer.compareAtPrice !== null &&
  offer.compareAtPrice.currency === offer.price.currency &&
  compareMoney(offer.compareAtPrice, offer.price) > 0
    ? offer.compareAtPrice
    : null;

/**
 * The offer a product's card shows: the cheapest that can be bought, or the cheapest at all when everything is sold
 * out; the earlier one on a tie. Null without offers.
 */
export function cardOffer<T extends ComparableOffer>(
  offers: readonly T[],
): { offer: T; priceVaries: boolean; isSoldOut: boolean } | null {
  const sellable = offers.filter(isSellable);
  const choices = sellable.length > 0 ? sellable : offers;
  const [first, ...rest] = choices;
  if (!first) return null;
  const offer = rest.reduce((best, next) => (next.price.amount < best.price.amount ? next : best), first);
  return {
    offer,
    priceVaries: choices.some(({ price }) => price.amount !== offer.price.amount),
    isSoldOut: sellable.length === 0,
  };
}
