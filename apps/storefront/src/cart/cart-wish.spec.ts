import type { WireCart, WireCartLine } from '@sidestall/contracts';
import { refreshLines, type CartLine } from './cart.ts';
import { shortLines } from './cart-desk.ts';
import { cartLink, changedLines, linesOf, readCartLink, wishOf, withPricesSeen } from './cart-wish.ts';
import { NO_KEPT_CART, parseKeptCart } from './kept-cart.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const aLine = (listingId: string, over: Partial<CartLine> = {}): CartLine => ({
  listingId,
  variantId: `var_${listingId}`,
  productId: `prd_${listingId}`,
  brandId: 'brd_a',
  brandName: 'A',
  title: 'Mug',
  variantTitle: null,
  imageUrl: null,
  unitPrice: eur(2400),
  quantity: 1,
  available: 10,
  ...over,
});
const wireLine = (listingId: string, over: Partial<WireCartLine> = {}): WireCartLine =>
  ({ ...aLine(listingId), changes: [], ...over }) as WireCartLine;
const aCart = (...lines: WireCartLine[]): WireCart =>
  ({ id: 'crt_1', version: 4, lines, couponCodes: [], updatedAt: '' }) as unknown as WireCart;
const asSaid = { price: (line: WireCartLine) => line.unitPrice, available: (line: WireCartLine) => line.available };

describe('the cart that the shop keeps', () => {
  it('is told the price each line was seen at, however often it moves', () => {
    let cart: readonly CartLine[] = [aLine('x')];
    for (const amount of [2600, 2500]) cart = refreshLines(cart, [{ listingId: 'x', unitPrice: eur(amount) }]);
    expect(wishOf(cart, ['SUMMER']).lines).toEqual([{ listingId: 'x', quantity: 1, seenPrice: eur(2400) }]);
    expect(changedLines(cart).map(({ seenPrice, unitPrice }) => [seenPrice.amount, unitPrice.amount])).toEqual([
      [2400, 2500],
    ]);
  });

  it('is no change where the price came back, nor once the viewer has seen it', () => {
    const up = refreshLines([aLine('x')], [{ listingId: 'x', unitPrice: eur(2600) }]);
    expect(changedLines(refreshLines(up, [{ listingId: 'x', unitPrice: eur(2400) }]))).toEqual([]);
    expect(changedLines(withPricesSeen(up))).toEqual([]);
    expect(wishOf(withPricesSeen(up), []).lines[0]!.seenPrice).toEqual(eur(2600));
  });

  it('comes back with what changed since: a price, fewer units, a line that is no longer sold', () => {
    const cart = linesOf(
      aCart(
        wireLine('x', { unitPrice: eur(2600), changes: [{ kind: 'price_up', was: eur(2400) }] }),
        wireLine('y', { quantity: 3, available: 1, changes: [{ kind: 'fewer_left', was: null }] }),
        wireLine('z', { changes: [{ kind: 'gone', was: null }] }),
      ),
      [],
      asSaid,
    );
    expect(cart[0]).toMatchObject({ unitPrice: eur(2600), seenPrice: eur(2400) });
    expect(cart[1]).not.toHaveProperty('seenPrice');
    expect(cart[2]).toMatchObject({ available: 0, isGone: true });
    expect(shortLines(cart).map((line) => line.listingId)).toEqual(['y', 'z']);
  });

  it('keeps the order the viewer knows, and puts what another device added last', () => {
    const present = [aLine('b'), aLine('a')];
    const cart = linesOf(aCart(wireLine('new'), wireLine('a'), wireLine('b')), present, asSaid);
    expect(cart.map((line) => line.listingId)).toEqual(['b', 'a', 'new']);
  });

  it('is the same wish again after it went there and back, so that nothing is sent twice', () => {
    const cart = [aLine('x', { unitPrice: eur(1800), seenPrice: eur(2400) })];
    const drop = { ...asSaid, price: () => eur(1800) };
    const back = linesOf(aCart(wireLine('x')), cart, drop);
    expect(wishOf(back, [])).toEqual(wishOf(cart, []));
  });
});

describe('the address that hands a cart over', () => {
  const key = { id: 'crt_01abc', token: 'tok.en-1' };

  it.each([
    ['https://shop.example/show?a=1', 'https://shop.example/show?a=1'],
    ['https://shop.example/#/app/route', 'https://shop.example/#/app/route'],
  ])('opens the cart and leaves the page as it was: %s', (page, rest) => {
    const link = cartLink(page, key);
    expect(readCartLink(link)).toEqual({ key, rest });
  });

  it('keeps the token out of what servers see, where the page has no hash of its own', () => {
    expect(new URL(cartLink('https://shop.example/show', key)).search).toBe('');
  });

  it.each(['https://shop.example/', 'https://shop.example/?stall-cart=crt_1', 'https://shop.example/?stall-cart=x.y'])(
    'is none where a part is missing: %s',
    (address) => {
      expect(readCartLink(address)).toBeNull();
    },
  );
});

describe('what is kept beside the cart', () => {
  it('survives a reload, and anything else counts as nothing', () => {
    const kept = { key: { id: 'crt_1', token: 't' }, version: 3, agreed: '{}', couponCodes: ['SUMMER'] };
    expect(parseKeptCart(JSON.stringify(kept))).toEqual(kept);
    for (const text of [null, '', '[]', '{"key":{"id":1}}']) expect(parseKeptCart(text)).toEqual(NO_KEPT_CART);
  });
});
