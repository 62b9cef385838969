import 'reflect-metadata';
import { money, newId, type BrandId, type ListingId } from '@sidestall/kernel';
import { CatalogHarness } from './testing/catalog-harness.ts';

const HEADER =
  'Handle,Title,Body (HTML),Status,Published,Option1 Name,Option1 Value,Variant SKU,Variant Grams,Variant Price,Variant Compare At Price,Image Src,Image Alt Text,Variant Image';
const rows = [
  HEADER,
  'mug,Mug,<p onclick="x()">Thrown <script>alert(1)</script><b>by hand</b></p>,active,true,Glaze,Oat,M-O,310,24.00,30,seed/mug one.svg,Oat mug,',
  'mug,,,,,,Ink,M-I,,22.00,20.00,https://x.test/ink.jpg,,https://x.test/ink.jpg',
  ...Array.from(
    { length: 7 },
    (_, index) => `jar-${index},Jar ${index},,active,true,,,J-${index},100,${index + 1}.00,,,,`,
  ),
  'secret,Secret,,draft,true,,,S-1,100,5.00,,,,',
  'hidden,Hidden,,active,false,,,H-1,100,5.00,,,,',
].join('\n');

let catalog: CatalogHarness;
let first: BrandId;
let second: BrandId;

beforeAll(async () => {
  catalog = await CatalogHarness.begin();
  first = await catalog.aBrand('first');
  second = await catalog.aBrand('second');
  await catalog.imported(first, rows);
  await catalog.imported(second, rows);
});

afterAll(() => catalog.end());

const page = async (brandIds: BrandId[] | null, cursor: string | null, limit: number) =>
  (await catalog.reader.productPage(catalog.database, { brandIds, cursor, limit }))!;
const mugOf = async (brandId: BrandId) => {
  const { products } = await page([brandId], null, 1);
  return (await catalog.reader.findProduct(catalog.database, products[0]!.id))!;
};
const close = (listingId: ListingId, change: string) =>
  catalog.database.rows(`UPDATE catalog.listing SET ${change} WHERE id = $1`, [listingId]);

describe('the shelf', () => {
  it('shows published products in the order of the file, brands taking turns', async () => {
    const { products, nextCursor } = await page(null, null, 100);
    expect(nextCursor).toBeNull();
    expect(products.map(({ handle }) => handle).slice(0, 4)).toEqual(['mug', 'mug', 'jar-0', 'jar-0']);
    expect(products).toHaveLength(16);
    expect(products.some(({ handle }) => handle === 'secret' || handle === 'hidden')).toBe(false);
  });

  it('turns its pages without a gap or a repetition', async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const shown = await page([second], cursor, 3);
      seen.push(...shown.products.map(({ handle }) => handle));
      cursor = shown.nextCursor;
    } while (cursor);
    expect(seen).toEqual(['mug', ...Array.from({ length: 7 }, (_, index) => `jar-${index}`)]);
  });

  it('does not take a cursor it has not made', async () => {
    const query = { brandIds: null, cursor: 'bm8gY3Vyc29y', limit: 3 };
    expect(await catalog.reader.productPage(catalog.database, query)).toBeNull();
  });
});

describe('a product', () => {
  it('is told with its options, pictures and prices, its HTML made harmless', async () => {
    const mug = await mugOf(first);
    expect(mug).toMatchObject({
      descriptionHtml: '<p>Thrown <b>by hand</b></p>',
      version: 1,
      brand: { slug: 'first' },
      options: [{ name: 'Glaze', values: ['Oat', 'Ink'] }],
      images: [
        { url: 'https://api.test/media/seed/mug%20one.svg', alt: 'Oat mug' },
        { url: 'https://x.test/ink.jpg', alt: 'Mug' },
      ],
    });
    expect(mug.listings).toMatchObject([
      { sku: 'M-O', variantTitle: 'Oat', price: money(2400, 'EUR'), compareAtPrice: money(3000, 'EUR'), grams: 310 },
      {
        sku: 'M-I',
        variantTitle: 'Ink',
        price: money(2200, 'EUR'),
        compareAtPrice: null,
        imageUrl: 'https://x.test/ink.jpg',
      },
    ]);
  });

  it('is not there before it is published', async () => {
    const [row] = await catalog.database.rows<{ id: `prd_${string}` }>(
      `SELECT id FROM catalog.product WHERE handle = 'secret'`,
    );
    expect(await catalog.reader.findProduct(catalog.database, row!.id)).toBeNull();
    expect(await catalog.reader.findProduct(catalog.database, newId('prd'))).toBeNull();
  });
});

describe('a listing', () => {
  it('is for sale in its period alone, by the clock of the database', async () => {
    const [oat, ink] = (await mugOf(second)).listings;
    const forSale = async () =>
      (await catalog.reader.listingsForSale(catalog.database, [oat!.listingId, ink!.listingId]))
        .map(({ sku }) => sku)
        .sort();
    expect(await forSale()).toEqual(['M-I', 'M-O']);
    await close(oat!.listingId, `starts_at = now() + interval '1 hour'`);
    expect(await forSale()).toEqual(['M-I']);
    await close(ink!.listingId, `ends_at = now()`);
    expect(await forSale()).toEqual([]);
    expect((await page([second], null, 1)).products[0]!.handle).toBe('jar-0');
    const known = await catalog.reader.listings(catalog.database, [oat!.listingId]);
    expect(known).toMatchObject([{ sku: 'M-O', isForSale: false, brand: { slug: 'second' }, title: 'Mug' }]);
  });

  it('is found by its brand for the host to pin', async () => {
    const listings = await catalog.reader.listingsOfBrands(catalog.database, [first]);
    expect(listings.map(({ sku }) => sku)).toEqual([
      'M-O',
      'M-I',
      ...Array.from({ length: 7 }, (_, index) => `J-${index}`),
    ]);
  });
});

describe('brands', () => {
  it('keep what is not told anew', async () => {
    const facts = { slug: 'kiln', name: 'Kiln', accent: '#123456', logoUrl: '/media/kiln.svg' };
    const id = await catalog.database.transaction((tx) => catalog.brands.upsert(tx, facts));
    const same = await catalog.database.transaction((tx) =>
      catalog.brands.upsert(tx, { slug: 'kiln', name: 'Kiln & Co', legalName: 'Kiln Ltd.' }),
    );
    expect(same).toBe(id);
    expect(await catalog.reader.brands(catalog.database, [id, newId('brd')])).toEqual([
      {
        id,
        slug: 'kiln',
        name: 'Kiln & Co',
        legalName: 'Kiln Ltd.',
        accent: '#123456',
        logoUrl: 'https://api.test/media/kiln.svg',
      },
    ]);
  });
});
