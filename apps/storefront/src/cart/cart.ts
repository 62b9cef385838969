import { sumMoney, timesQuantity, type Money } from '@sidestall/kernel';

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
  /** Units that could be bought when last heard of; null where the brand sells on back order. */
  readonly available: number | null;
}

export type Cart = readonly CartLine[];

export const EMPTY_CART: Cart = [];

const limitOf = (line: Pick<CartLine, 'available'>) => Math.min(MAX_QUANTITY, line.available ?? MAX_QUANTITY);

/** Adds to the line of that listing, or a new line at the end; never more than there is, and never an empty line. */
export function addLine(cart: Cart, added: CartLine): Cart {
  const present = cart.find((line) => line.listingId === added.listingId);
  const quantity = Math.min((present?.quantity ?? 0) + added.quantity, limitOf(added));
  if (quantity < 1 || (!present && cart.length >= MAX_LINES)) return cart;
  const line = { ...added, quantity };
  return present ? cart.map((each) => (each === present ? line : each)) : [...cart, line];
}

/** Sets how many; below one the line goes. */
export function setQuantity(cart: Cart, listingId: string, quantity: number): Cart {
  if (quantity < 1) return removeLine(cart, listingId);
  return cart.map((line) =>
    line.listingId === listingId
      ? { ...line, quantity: Math.max(1, Math.min(Math.trunc(quantity), limitOf(line))) }
      : line,
  );
}

export function removeLine(cart: Cart, listingId: string): Cart {
  return cart.filter((line) => line.listingId !== listingId);
}

/** Puts a removed line back where it stood; a line that came back by another way stays as it is. */
export function restoreLine(cart: Cart, line: CartLine, index: number): Cart {
  if (cart.some((each) => each.listingId === line.listingId)) return cart;
  return [...cart.slice(0, index), line, ...cart.slice(index)];
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
    return { ...line, unitPrice, available };
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

export function lineTotal(line: CartLine): Money {
  return timesQuantity(line.unitPrice, line.quantity);
}

/** What the goods cost, without shipping; null while the cart is empty or mixes currencies. */
export function subtotal(cart: Cart): Money | null {
  const currency = cart[0]?.unitPrice.currency;
  if (!currency || cart.some((line) => line.unitPrice.currency !== currency)) return null;
  return sumMoney(cart.map(lineTotal), currency);
}

/** The lines under their sellers, in the order in which each came into the cart first. */
export function groupByBrand(cart: Cart): { brandId: string; brandName: string; lines: CartLine[] }[] {
  const groups = new Map<string, { brandId: string; brandName: string; lines: CartLine[] }>();
  for (const line of cart) {
    const group = groups.get(line.brandId) ?? { brandId: line.brandId, brandName: line.brandName, lines: [] };
    group.lines.push(line);
    groups.set(line.brandId, group);
  }
  return [...groups.values()];
}

/** Lines that ask for more than there is: they keep the viewer from checking out until they are mended. */
export function shortLines(cart: Cart): CartLine[] {
  return cart.filter((line) => line.available !== null && line.available < line.quantity);
}
