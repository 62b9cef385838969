import { addLine, countUnits, EMPTY_CART, refreshLines, withoutOrdered, type CartLine } from './cart.ts';
import { groupByBrand, removeLine, restoreLine, setQuantity, shortLines, subtotal } from './cart-desk.ts';
import { parseCart, readCart, writeCart } from './stored-cart.ts';

const aLine = (listingId: string, over: Partial<CartLine> = {}): CartLine => ({
  listingId,
  variantId: `var_${listingId}`,
  productId: `prd_${listingId}`,
  brandId: 'brd_a',
  brandName: 'A',
  title: 'Mug',
  variantTitle: null,
  imageUrl: null,
  unitPrice: { amount: 2400, currency: 'EUR' },
  quantity: 1,
  available: 10,
  ...over,
});

describe('the cart', () => {
  it('merges the same listing into one line and takes the newest price and stock', () => {
    const cart = addLine(
      addLine(EMPTY_CART, aLine('x', { quantity: 2 })),
      aLine('x', { unitPrice: { amount: 2200, currency: 'EUR' } }),
    );
    expect(cart).toHaveLength(1);
    expect(cart[0]).toMatchObject({ quantity: 3, unitPrice: { amount: 2200 } });
  });

  it('never holds more than there is, nor more than one order may have', () => {
    expect(addLine(EMPTY_CART, aLine('x', { quantity: 12, available: 3 }))[0]!.quantity).toBe(3);
    expect(addLine(EMPTY_CART, aLine('x', { available: 0 }))).toEqual([]);
    expect(addLine(EMPTY_CART, aLine('x', { quantity: 500, available: null }))[0]!.quantity).toBe(99);
    expect(setQuantity([aLine('x', { available: 4 })], 'x', 9)[0]!.quantity).toBe(4);
  });

  it('drops a line that is set below one', () => {
    expect(setQuantity([aLine('x'), aLine('y')], 'x', 0).map((line) => line.listingId)).toEqual(['y']);
  });

  it('puts a removed line back where it stood, once', () => {
    const cart = [aLine('x'), aLine('y'), aLine('z')];
    const back = restoreLine(removeLine(cart, 'y'), cart[1]!, 1);
    expect(back).toEqual(cart);
    expect(restoreLine(back, cart[1]!, 1)).toBe(back);
  });

  it('adds up to the cent and counts units, not lines', () => {
    const cart = [aLine('x', { quantity: 3, unitPrice: { amount: 1999, currency: 'EUR' } }), aLine('y')];
    expect(subtotal(cart)).toEqual({ amount: 8397, currency: 'EUR' });
    expect(countUnits(cart)).toBe(4);
    expect(subtotal(EMPTY_CART)).toBeNull();
    expect(subtotal([aLine('x'), aLine('y', { unitPrice: { amount: 1, currency: 'USD' } })])).toBeNull();
  });

  it('stands under its sellers in the order they came in', () => {
    const cart = [aLine('x'), aLine('y', { brandId: 'brd_b', brandName: 'B' }), aLine('z')];
    expect(groupByBrand(cart).map((group) => [group.brandName, group.lines.length])).toEqual([
      ['A', 2],
      ['B', 1],
    ]);
  });

  it('takes over new prices and stock, keeps the quantity and names the lines that are short', () => {
    const cart = refreshLines([aLine('x', { quantity: 3 }), aLine('y')], [{ listingId: 'x', available: 2 }]);
    expect(cart[0]).toMatchObject({ quantity: 3, available: 2 });
    expect(shortLines(cart).map((line) => line.listingId)).toEqual(['x']);
    expect(refreshLines(cart, [{ listingId: 'x', available: 2 }])).toBe(cart);
  });

  it('keeps what was added while an order was placed', () => {
    const cart = [aLine('x', { quantity: 3 }), aLine('y')];
    expect(withoutOrdered(cart, [{ listingId: 'x', quantity: 2 }])).toEqual([aLine('x'), aLine('y')]);
    expect(withoutOrdered(cart, [{ listingId: 'y', quantity: 1 }])).toEqual([aLine('x', { quantity: 3 })]);
  });
});

describe('the stored cart', () => {
  it('survives a reload', () => {
    const kept = new Map<string, string>();
    const shelf = () => ({
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    });
    const cart = [aLine('x', { quantity: 3, available: 2 }), aLine('y', { available: null })];
    writeCart(shelf, 'k', cart);
    expect(readCart(shelf, 'k')).toEqual(cart);
    writeCart(shelf, 'k', []);
    expect(kept.size).toBe(0);
  });

  it.each([null, '', '{}', '[1,null,{}]', '[{"listingId":"x"}]', JSON.stringify([aLine('x', { quantity: -1 })])])(
    'is empty when what was stored is not a cart: %s',
    (text) => {
      expect(parseCart(text)).toEqual([]);
    },
  );

  it('lives without storage where a page forbids it', () => {
    const forbidden = () => {
      throw new Error('SecurityError');
    };
    expect(readCart(forbidden, 'k')).toEqual([]);
    expect(() => writeCart(forbidden, 'k', [aLine('x')])).not.toThrow();
  });
});
