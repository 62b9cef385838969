import type { CartWish, WireCart, WireCartLine } from '@sidestall/contracts';
import type { Money } from '@sidestall/kernel';
import type { Cart, CartLine } from './cart.ts';

/** Name of the parameter by which a page hands a cart over: `<id>.<token>`. */
export const CART_PARAMETER = 'stall-cart';

/** What opens a cart at the shop. */
export interface CartKey {
  readonly id: string;
  readonly token: string;
}

/** What the viewer wants, as the shop keeps it: with the price each line was seen at. */
export function wishOf(cart: Cart, couponCodes: readonly string[]): Pick<CartWish, 'lines' | 'couponCodes'> {
  return {
    lines: cart.map(({ listingId, quantity, seenPrice, unitPrice }) => ({
      listingId: listingId as CartWish['lines'][number]['listingId'],
      quantity,
      seenPrice: seenPrice ?? unitPrice,
    })),
    couponCodes: [...couponCodes],
  };
}

/** Terms that the shop's cart may not know of yet, such as a drop that opened a moment ago. */
export interface LineNews {
  readonly price: (line: WireCartLine) => Money;
  readonly available: (line: WireCartLine) => number | null;
}

/** The lines of the shop's cart, in the order the viewer has them; what is new comes last. */
export function linesOf(wire: WireCart, present: Cart, news: LineNews): Cart {
  const place = (line: CartLine) => {
    const index = present.findIndex((each) => each.listingId === line.listingId);
    return index < 0 ? present.length : index;
  };
  const lines = wire.lines.map((line): CartLine => {
    const { changes, unitPrice: shopPrice, available: _available, ...goods } = line;
    const isGone = changes.some(({ kind }) => kind === 'gone');
    const unitPrice = news.price(line);
    const seenPrice = changes.find(({ kind, was }) => was !== null && kind.startsWith('price'))?.was ?? shopPrice;
    return {
      ...goods,
      unitPrice,
      available: isGone ? 0 : news.available(line),
      ...(isGone && { isGone }),
      ...(seenPrice.amount !== unitPrice.amount && { seenPrice }),
    };
  });
  return lines.sort((a, b) => place(a) - place(b));
}

/** Lines whose price is another than when they were put in. */
export function changedLines(cart: Cart): (CartLine & { readonly seenPrice: Money })[] {
  return cart.flatMap((line) => {
    const { seenPrice, unitPrice } = line;
    return seenPrice && seenPrice.currency === unitPrice.currency && seenPrice.amount !== unitPrice.amount
      ? [{ ...line, seenPrice }]
      : [];
  });
}

/** The viewer has seen the prices as they are now. */
export function withPricesSeen(cart: Cart): Cart {
  if (!cart.some((line) => line.seenPrice)) return cart;
  return cart.map(({ seenPrice: _seen, ...line }) => line);
}

const KEY = /^(crt_[0-9a-z]+)\.(.+)$/;

/** A cart handed over in a page's address, in its query or behind its hash, and the address without it. */
export function readCartLink(address: string): { readonly key: CartKey; readonly rest: string } | null {
  const url = new URL(address);
  const hash = new URLSearchParams(url.hash.slice(1));
  const [, id, token] = KEY.exec(url.searchParams.get(CART_PARAMETER) ?? hash.get(CART_PARAMETER) ?? '') ?? [];
  if (!id || !token) return null;
  if (hash.has(CART_PARAMETER)) {
    hash.delete(CART_PARAMETER);
    url.hash = hash.toString();
  }
  url.searchParams.delete(CART_PARAMETER);
  return { key: { id, token }, rest: url.href };
}

/** The address that hands a cart over: behind the hash, where no server and no log sees it, if the page leaves it free. */
export function cartLink(address: string, { id, token }: CartKey): string {
  const url = new URL(address);
  if (url.hash.length > 1) url.searchParams.set(CART_PARAMETER, `${id}.${token}`);
  else url.hash = new URLSearchParams({ [CART_PARAMETER]: `${id}.${token}` }).toString();
  return url.href;
}
