import type { Money } from '@sidestall/kernel';

export const MAX_QUANTITY = 99;
export const MAX_LINES = 50;

/** One wish of a viewer, with all that is needed to show it before the shop answers. It holds no promise. */
export interface CartLine {
  readonly listingId: string;
  readonly variantId: string;
  readonly productId: string;
  readonly brandId: string;
  readonly brandName: string;
  readonly title: string;
  readonly variantTitle: string | null;
  readonly imageUrl: string | null;
  readonly unitPrice: Money;
  readonly quantity: number;
  /** What a unit cost when it was put in, where it costs something else by now. */
  readonly seenPrice?: Money;
  /** It is no longer for sale. */
  readonly isGone?: boolean;
  /** Units that could be bought when last heard of; null where the brand sells on back order. */
  readonly available: number | null;
}

export type Cart = readonly CartLine[];

export const EMPTY_CART: Cart = [];

/** The most of a line that an order could have now. */
export const limitOf = (line: Pick<CartLine, 'available'>) => Math.min(MAX_QUANTITY, line.available ?? MAX_QUANTITY);

/** Adds to the line of that listing, or a new line at the end; never more than there is, and never an empty line. */
export function addLine(cart: Cart, added: CartLine): Cart {
  const present = cart.find((line) => line.listingId === added.listingId);
  const quantity = Math.min((present?.quantity ?? 0) + added.quantity, limitOf(added));
  if (quantity < 1 || (!present && cart.length >= MAX_LINES)) return cart;
  const line = { ...added, quantity };
  return present ? cart.map((each) => (each === present ? line : each)) : [...cart, line];
}

/** Takes over what the shop says now of price and stock; the quantities stay the viewer's. */
export function refreshLines(
  cart: Cart,
  news: readonly { readonly listingId: string; readonly unitPrice?: Money; readonly available?: number | null }[],
): Cart {
  let isChanged = false;
  const next = cart.map((line) => {
    const said = news.find((each) => each.listingId === line.listingId);
    if (!said) return line;
    const unitPrice = said.unitPrice ?? line.unitPrice;
    const available = said.available === undefined ? line.available : said.available;
    if (available === line.available && unitPrice.amount === line.unitPrice.amount) return line;
    isChanged = true;
    const seenPrice = line.seenPrice ?? line.unitPrice;
    return { ...line, unitPrice, available, ...(unitPrice.amount !== seenPrice.amount && { seenPrice }) };
  });
  return isChanged ? next : cart;
}

/** Takes out what was ordered and leaves what came into the cart meanwhile. */
export function withoutOrdered(
  cart: Cart,
  ordered: readonly { readonly listingId: string; readonly quantity: number }[],
): Cart {
  return cart.flatMap((line) => {
    const bought = ordered.find((each) => each.listingId === line.listingId)?.quantity ?? 0;
    return line.quantity > bought ? [{ ...line, quantity: line.quantity - bought }] : [];
  });
}

export function countUnits(cart: Cart): number {
  return cart.reduce((count, line) => count + line.quantity, 0);
}
