import type { DeskListing } from '@sidestall/contracts';
import { filterProducts, groupByProduct } from './desk-goods.ts';

const aListing = (over: Partial<DeskListing>): DeskListing => ({
  listingId: 'lst_1',
  productId: 'prd_1',
  title: 'Morning Mug',
  variantTitle: 'Oat',
  brandName: 'Morrow Clay',
  sku: 'MC-MUG-OAT',
  imageUrl: null,
  price: { amount: 2_400, currency: 'EUR' },
  available: 4,
  ...over,
});

describe('the products of a desk', () => {
  it('stand in one line each, with the lowest price and the units of all variants', () => {
    const [mug] = groupByProduct([
      aListing({ price: { amount: 2_800, currency: 'EUR' } }),
      aListing({ listingId: 'lst_2', available: 3 }),
    ]);
    expect(mug).toMatchObject({ available: 7, priceVaries: true, price: { amount: 2_400 } });
  });

  it('are pinned by the first variant that can be bought', () => {
    const [mug] = groupByProduct([aListing({ available: 0 }), aListing({ listingId: 'lst_2' })]);
    expect(mug!.first.listingId).toBe('lst_2');
    const [soldOut] = groupByProduct([aListing({ available: 0 }), aListing({ listingId: 'lst_2', available: 0 })]);
    expect(soldOut!.first.listingId).toBe('lst_1');
  });

  it('are found by words in any order, without accents, and by SKU', () => {
    const products = groupByProduct([
      aListing({}),
      aListing({ productId: 'prd_2', title: 'Café Téller', sku: 'X9', brandName: 'B' }),
    ]);
    const find = (text: string, brandName: string | null = null) =>
      filterProducts(products, { text, brandName }).map((product) => product.productId);
    expect(find('clay morning')).toEqual(['prd_1']);
    expect(find('TELLER cafe')).toEqual(['prd_2']);
    expect(find('mug-oat')).toEqual(['prd_1']);
    expect(find('', 'B')).toEqual(['prd_2']);
    expect(find('kettle')).toEqual([]);
  });
});
