import { money, newId, type ListingId } from '@sidestall/kernel';
import fc from 'fast-check';
import { cartChanges } from './cart-changes.ts';
import { isSameCart, mergeCarts, MOST_CART_LINES, tidyCart, type CartContent } from './cart-lines.ts';

const [bowl, mug, vase] = [newId('lst'), newId('lst'), newId('lst')];
const line = (listingId: ListingId, quantity = 1, seen = 1_900) => ({
  listingId,
  quantity,
  seenPrice: money(seen, 'EUR'),
});
const cart = (lines: CartContent['lines'], couponCodes: string[] = []): CartContent => ({ lines, couponCodes });

describe('merging carts', () => {
  it('keeps each listing once, in the larger quantity and at the price the first cart saw', () => {
    const merged = mergeCarts(
      cart([line(bowl, 2), line(mug, 1)], ['A']),
      cart([line(mug, 3, 1_500), line(vase)], ['B', 'A']),
    );
    expect(merged).toEqual(cart([line(bowl, 2), line(mug, 3), line(vase)], ['A', 'B']));
  });

  it('gathers a listing that was named twice', () => {
    expect(tidyCart(cart([line(bowl, 1), line(bowl, 4)])).lines).toEqual([line(bowl, 4)]);
  });

  it('lets the lines of the first cart stay when there is no room for all', () => {
    const many = (): CartContent => cart(Array.from({ length: MOST_CART_LINES }, () => line(newId('lst'))));
    const own = many();
    expect(mergeCarts(own, many())).toEqual(own);
  });

  it('loses nothing, never adds up, and changes nothing when done again', () => {
    const ids = Array.from({ length: 6 }, () => newId('lst'));
    const anyCart = fc
      .array(fc.tuple(fc.nat(5), fc.integer({ min: 1, max: 99 })), { maxLength: 8 })
      .map((wishes) => cart(wishes.map(([at, quantity]) => line(ids[at]!, quantity))));
    fc.assert(
      fc.property(anyCart, anyCart, (one, other) => {
        const merged = mergeCarts(one, other);
        for (const id of ids) {
          const most = Math.max(
            0,
            ...[...one.lines, ...other.lines].flatMap((each) => (each.listingId === id ? [each.quantity] : [])),
          );
          const found = merged.lines.filter((each) => each.listingId === id).map(({ quantity }) => quantity);
          expect(found).toEqual(most === 0 ? [] : [most]);
        }
        expect(isSameCart(mergeCarts(merged, other), merged)).toBe(true);
      }),
    );
  });
});

describe('what changed since a line was put in', () => {
  const present = (over: object = {}) => ({ isForSale: true, unitPrice: money(1_900, 'EUR'), available: 9, ...over });
  const kinds = (wish: CartContent['lines'][number], over: object) =>
    cartChanges(wish, present(over)).map(({ kind }) => kind);

  it('is nothing when it costs the same and there is enough, or it is sold on back order', () => {
    expect(kinds(line(bowl, 9), {})).toEqual([]);
    expect(kinds(line(bowl, 99), { available: null })).toEqual([]);
  });

  it('is a price that went up or down, with the one that was seen', () => {
    expect(cartChanges(line(bowl, 1, 1_500), present())).toEqual([{ kind: 'price_up', was: money(1_500, 'EUR') }]);
    expect(cartChanges(line(bowl, 1, 2_500), present())).toEqual([{ kind: 'price_down', was: money(2_500, 'EUR') }]);
    expect(kinds({ ...line(bowl), seenPrice: money(5, 'USD') }, {})).toEqual([]);
  });

  it('is that fewer are left than wanted, or none', () => {
    expect(kinds(line(bowl, 3), { available: 2 })).toEqual(['fewer_left']);
    expect(kinds(line(bowl, 3), { available: 0 })).toEqual(['sold_out']);
    expect(kinds(line(bowl, 3, 1_000), { available: 0 })).toEqual(['price_up', 'sold_out']);
  });

  it('is only that it is gone when it is not for sale any more', () => {
    expect(kinds(line(bowl, 3, 1_000), { isForSale: false, available: 0 })).toEqual(['gone']);
  });
});
