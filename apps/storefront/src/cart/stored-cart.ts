import { addLine, EMPTY_CART, MAX_QUANTITY, type Cart, type CartLine } from './cart.ts';

/** The part of `localStorage` that is used. */
export type CartShelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isTextOrNull = (value: unknown): value is string | null => value === null || typeof value === 'string';
const isPrice = (value: unknown): boolean => {
  const price = value as { amount?: unknown; currency?: unknown } | null | undefined;
  return isCount(price?.amount) && isText(price?.currency);
};
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function isLine(value: unknown): value is CartLine {
  if (typeof value !== 'object' || value === null) return false;
  const line = value as Record<keyof CartLine, unknown>;
  return (
    [line.listingId, line.variantId, line.productId, line.brandId, line.brandName, line.title].every(isText) &&
    isTextOrNull(line.variantTitle) &&
    isTextOrNull(line.imageUrl) &&
    isPrice(line.unitPrice) &&
    (line.seenPrice === undefined || isPrice(line.seenPrice)) &&
    isCount(line.quantity) &&
    line.quantity >= 1 &&
    line.quantity <= MAX_QUANTITY &&
    (line.available === null || isCount(line.available))
  );
}

/** Reads what an earlier visit, another tab or anybody else left; what cannot be a line is left out. */
export function parseCart(text: string | null): Cart {
  try {
    const stored: unknown = JSON.parse(text ?? '');
    // Stock may have moved since: a line that was fuller than the stock is kept and mended on the screen.
    return Array.isArray(stored)
      ? stored.filter(isLine).reduce<Cart>((cart, line) => {
          const kept = addLine(cart, { ...line, available: null });
          return kept.map((each) =>
            each.listingId === line.listingId ? { ...each, available: line.available } : each,
          );
        }, EMPTY_CART)
      : EMPTY_CART;
  } catch {
    return EMPTY_CART;
  }
}

/** One cart per shop, wherever the widget is embedded on this origin; a page may keep one more under a name. */
export const cartKey = (apiUrl: string, name = ''): string =>
  `sidestall.cart:${new URL(apiUrl).origin}${name && `:${name}`}`;

/** A page may forbid storage; the cart then lives as long as the page. */
export function readCart(shelf: () => CartShelf, key: string): Cart {
  try {
    return parseCart(shelf().getItem(key));
  } catch {
    return EMPTY_CART;
  }
}

export function writeCart(shelf: () => CartShelf, key: string, cart: Cart): void {
  try {
    if (cart.length > 0) shelf().setItem(key, JSON.stringify(cart));
    else shelf().removeItem(key);
  } catch {
    // Full or forbidden: the cart on the screen is still right.
  }
}
