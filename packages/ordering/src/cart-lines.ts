import type { ListingId, Money } from '@sidestall/kernel';

/** What a viewer wants, with the price that was seen when it was put in. */
export interface WishedLine {
  readonly listingId: ListingId;
  readonly quantity: number;
  readonly seenPrice: Money;
}

/** What a cart holds; it promises nothing. */
export interface CartContent {
  readonly lines: readonly WishedLine[];
  readonly couponCodes: readonly string[];
}

/** As many as one order can hold, so that every cart can be bought. */
export const MOST_CART_LINES = 50;
export const MOST_CART_COUPONS = 5;

/**
 * Two carts in one: each listing once, in the larger quantity, so that nothing is lost and nothing doubles when the same
 * goods were put in twice. The first cart's order and seen prices stay; where there is no room, the other's last go.
 */
export function mergeCarts(cart: CartContent, other: CartContent): CartContent {
  const lines = new Map<ListingId, WishedLine>();
  for (const line of [...cart.lines, ...other.lines]) {
    const known = lines.get(line.listingId);
    if (!known) lines.set(line.listingId, line);
    else if (line.quantity > known.quantity) lines.set(line.listingId, { ...known, quantity: line.quantity });
  }
  return {
    lines: [...lines.values()].slice(0, MOST_CART_LINES),
    couponCodes: [...new Set([...cart.couponCodes, ...other.couponCodes])].slice(0, MOST_CART_COUPONS),
  };
}

/** The same cart with every listing in one line. */
export const tidyCart = (cart: CartContent): CartContent => mergeCarts(cart, { lines: [], couponCodes: [] });

/** Same goods in the same quantities, at the same seen prices, with the same coupons, in the same order. */
export function isSameCart(one: CartContent, other: CartContent): boolean {
  return (
    one.lines.length === other.lines.length &&
    one.couponCodes.join() === other.couponCodes.join() &&
    one.lines.every((line, index) => {
      const { listingId, quantity, seenPrice } = other.lines[index]!;
      return (
        line.listingId === listingId &&
        line.quantity === quantity &&
        line.seenPrice.amount === seenPrice.amount &&
        line.seenPrice.currency === seenPrice.currency
      );
    })
  );
}
