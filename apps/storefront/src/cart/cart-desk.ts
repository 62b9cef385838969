import { sumMoney, timesQuantity, type Money } from '@sidestall/kernel';
import { limitOf, type Cart, type CartLine } from './cart.ts';

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

/** Lines that ask for more than there is, or are no longer sold: they keep the viewer from checking out until they are mended. */
export function shortLines(cart: Cart): CartLine[] {
  return cart.filter((line) => line.isGone || (line.available !== null && line.available < line.quantity));
}
