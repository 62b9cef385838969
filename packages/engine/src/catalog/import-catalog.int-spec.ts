import 'reflect-metadata';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { newId, type BrandId } from '@sidestall/kernel';
import { CatalogHarness } from './testing/catalog-harness.ts';

const HEADER =
  'Handle,Title,Body (HTML),Vendor,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Inventory Policy,Variant Price,Image Src';
const file = (...rows: string[]) => [HEADER, ...rows, ''].join('\r\n');
const mug = (size: string, sku: string, price: string, title = '') =>
  `mug,${title},,Morrow,${title ? 'Size' : ''},${size},${sku},5,deny,${price},`;

let catalog: CatalogHarness;
let brandId: BrandId;
let brands = 0;

beforeAll(async () => {
  catalog = await CatalogHarness.begin();
});

beforeEach(async () => {
  brandId = await catalog.aBrand(`brand-${++brands}`);
  catalog.stock.length = 0;
});

afterAll(() => catalog.end());

const variants = () =>
  catalog.database.rows<{
    id: string;
    sku: string;
    value: string | null;
    price: number;
    state: string;
    isArchived: boolean;
    listingId: string;
  }>(
    `SELECT v.id, v.sku, v.option_values[1] AS value, l.price_minor AS price, l.state, l.id AS "listingId",
            v.archived_at IS NOT NULL AS "isArchived"
       FROM catalog.variant v JOIN catalog.listing l ON l.variant_id = v.id JOIN catalog.product p ON p.id = v.product_id
      WHERE p.brand_id = $1 ORDER BY v.id`,
    [brandId],
  );
const versionOf = async (handle: string) =>
  (
    await catalog.database.one<{ version: number }>(
      `SELECT version FROM catalog.product WHERE brand_id = $1 AND handle = $2`,
      [brandId, handle],
    )
  )?.version ?? null;

describe('importing a changed file', () => {
  const before = file(mug('S', 'M-S', '10', 'Mug'), mug('M', 'M-M', '12'), mug('L', 'M-L', '14'));

  it('keeps ids, takes new prices and counts a version', async () => {
    await catalog.imported(brandId, before);
    const old = await variants();
    const report = await catalog.imported(brandId, before.replace(',12,', ',12.50,'));
    expect(report.products).toEqual({ created: 0, updated: 1, unchanged: 0, rejected: 0 });
    const now = await variants();
    expect(now.map(({ id, listingId }) => [id, listingId])).toEqual(old.map(({ id, listingId }) => [id, listingId]));
    expect(now.find(({ sku }) => sku === 'M-M')!.price).toBe(1250);
    expect(await versionOf('mug')).toBe(2);
  });

  it('says of which products something changed, and nothing where nothing did', async () => {
    const told = () =>
      catalog.database.rows<{ ids: string[] }>(
        `SELECT payload->'productIds' AS ids FROM platform.outbox WHERE name = 'catalog.products-changed'
            AND payload->'productIds' ?| (SELECT array_agg(id) FROM catalog.product WHERE brand_id = $1)`,
        [brandId],
      );
    await catalog.imported(brandId, before);
    await catalog.imported(brandId, before);
    expect(await told()).toEqual([]);
    await catalog.imported(brandId, before.replace(',12,', ',12.50,'));
    const [product] = await catalog.database.rows<{ id: string }>(
      `SELECT id FROM catalog.product WHERE brand_id = $1`,
      [brandId],
    );
    expect(await told()).toEqual([{ ids: [product!.id] }]);
  });

  it('archives a variant that is gone and closes its listing, and takes both back when it returns', async () => {
    await catalog.imported(brandId, before);
    const old = await variants();
    await catalog.imported(brandId, file(mug('S', 'M-S', '10', 'Mug'), mug('L', 'M-L', '14')));
    expect((await variants()).filter((variant) => variant.isArchived)).toMatchObject([{ sku: 'M-M', state: 'closed' }]);
    await catalog.imported(brandId, before);
    expect(await variants()).toEqual(old);
  });

  it('lets variants swap their options and their SKUs', async () => {
    await catalog.imported(brandId, before);
    const old = await variants();
    const bySku = new Map(old.map((variant) => [variant.sku, variant.id]));
    await catalog.imported(brandId, file(mug('M', 'M-S', '10', 'Mug'), mug('L', 'M-M', '12'), mug('S', 'M-L', '14')));
    const now = await variants();
    expect(new Map(now.map((variant) => [variant.sku, variant.id]))).toEqual(bySku);
    expect(now.find(({ sku }) => sku === 'M-S')!.value).toBe('M');
  });

  it('leaves alone a product that the file does not mention', async () => {
    await catalog.imported(brandId, file('jar,Jar,,,,,J,1,deny,5,'));
    await catalog.imported(brandId, before);
    expect(await versionOf('jar')).toBe(1);
    expect(
      await catalog.count(
        'listing',
        `state = 'open' AND variant_id IN (SELECT id FROM catalog.variant WHERE sku = 'J')`,
      ),
    ).toBe(1);
  });

  it('tells stock only where the file says something new, so that sold units stay sold', async () => {
    await catalog.imported(brandId, before);
    expect(catalog.stock.map(({ quantity }) => quantity)).toEqual([5, 5, 5]);
    await catalog.imported(brandId, before.replace(',14,', ',15,'));
    expect(catalog.stock).toHaveLength(3);
    await catalog.imported(brandId, before.replace('M-M,5,deny', 'M-M,9,continue'));
    const { id } = (await variants()).find(({ sku }) => sku === 'M-M')!;
    expect(catalog.stock.slice(3)).toEqual([{ variantId: id, quantity: 9, policy: 'continue' }]);
  });

  it('is undone as a whole when stock cannot be told', async () => {
    const onStock = () => Promise.reject(new Error('inventory is away'));
    await expect(catalog.import(brandId, before, { onStock })).rejects.toThrow('inventory is away');
    expect(await versionOf('mug')).toBeNull();
  });

  it('gives one result when two imports of it run at once', async () => {
    const reports = await Promise.all([catalog.imported(brandId, before), catalog.imported(brandId, before)]);
    expect(reports.map(({ products }) => products.created).sort()).toEqual([0, 1]);
    expect(await variants()).toHaveLength(3);
  });
});

describe('a bad row', () => {
  it('is reported with line, column and reason, and nothing of its product is applied', async () => {
    const report = await catalog.imported(
      brandId,
      file(
        'jar,Jar,"<p>Two',
        'lines</p>",,,,J,1,deny,5,',
        mug('S', 'M-S', '10', 'Mug'),
        mug('M', 'M-M', 'twelve'),
        mug('L', 'M-L', '14'),
        'pot,Pot,,,,,P,-2,deny,5,',
        'vase,Vase,,,,,V,1,deny,5,',
      ),
    );
    expect(report.products).toEqual({ created: 2, updated: 0, unchanged: 0, rejected: 2 });
    expect(report.issues).toEqual([
      { line: 5, column: 'Variant Price', handle: 'mug', reason: expect.stringContaining('not an amount') },
      { line: 7, column: 'Variant Inventory Qty', handle: 'pot', reason: expect.stringContaining('negative') },
    ]);
    expect([await versionOf('jar'), await versionOf('mug'), await versionOf('pot'), await versionOf('vase')]).toEqual([
      1,
      null,
      null,
      1,
    ]);
    expect(await catalog.imports.find(catalog.database, report.id, brandId)).toEqual(report);
    expect(await catalog.imports.find(catalog.database, report.id, newId('brd'))).toBeNull();
  });

  it('leaves the product as it was before', async () => {
    await catalog.imported(brandId, file(mug('S', 'M-S', '10', 'Mug')));
    await catalog.imported(brandId, file(mug('S', 'M-S', '99', 'Mug'), mug('M', 'M-S', '12')));
    expect(await variants()).toMatchObject([{ sku: 'M-S', price: 1000 }]);
  });

  it('rejects a product whose rows stand in two places, first part included', async () => {
    const report = await catalog.imported(
      brandId,
      file(mug('S', 'M-S', '10', 'Mug'), 'jar,Jar,,,,,J,1,deny,5,', mug('M', 'M-M', '12')),
    );
    expect(report.products).toMatchObject({ created: 1, rejected: 1 });
    expect(report.issues).toMatchObject([{ line: 2, column: 'Handle', handle: 'mug' }]);
    expect(await versionOf('mug')).toBeNull();
  });

  it('with a quote that is never closed ends the reading and says from which line', async () => {
    const report = await catalog.imported(
      brandId,
      file('jar,Jar,,,,,J,1,deny,5,', 'pot,Pot,"<p>open,,,,P,1,deny,5,', 'vase,Vase,,,,,V,1,deny,5,'),
    );
    expect(report.products).toMatchObject({ created: 1, rejected: 1 });
    expect(report.issues).toMatchObject([
      { line: 3, column: null, handle: 'pot', reason: expect.stringContaining('never closed') },
    ]);
  });

  it('without a vendor is refused where the file names the brands', async () => {
    const report = await catalog.imported(
      'vendor',
      file('jar,Jar,,,,,J,1,deny,5,', 'pot,Pot,,Kiln & Co,,,P,1,deny,5,'),
    );
    expect(report.issues).toMatchObject([{ line: 2, column: 'Vendor', handle: 'jar' }]);
    expect(await catalog.reader.findBrandBySlug(catalog.database, 'kiln-co')).toMatchObject({ name: 'Kiln & Co' });
  });

  it('beyond the first thousand is counted', async () => {
    const rows = Array.from({ length: 1_200 }, (_, index) => `p-${index},P,,,,,,1,deny,free,`);
    const report = await catalog.imported(brandId, file(...rows));
    expect(report).toMatchObject({ rows: 1_200, products: { rejected: 1_200 }, issuesOmitted: 200 });
    expect(report.issues).toHaveLength(1_000);
  });
});

describe('what is no product file', () => {
  const png = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex');
  it.each([
    ['a PNG', png, 'picture'],
    ['an empty file', '', 'empty'],
    ['nothing but a byte order mark', '\uFEFF\r\n', 'empty'],
    ['a UTF-16 file', Buffer.from(`\uFEFF${file()}`, 'utf16le'), 'UTF-16'],
    ['a UTF-16 file without its mark', Buffer.from(file(), 'utf16le'), 'not text'],
    ['a workbook', Buffer.from('504b0304140006000800', 'hex'), 'workbook'],
    ['a header in another encoding', Buffer.from(file().replace('Vendor', 'Händler'), 'latin1'), 'UTF-8'],
  ])('%s is refused', async (_, content, detail) => {
    const result = await catalog.import(brandId, content);
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'CATALOG.IMPORT_NOT_CSV', detail: expect.stringContaining(detail) },
    });
  });

  it.each([
    ['another table', 'Name,Price\nMug,3\n', 'Missing: Handle, Title'],
    ['a table with semicolons', file().replaceAll(',', ';'), 'separated by commas'],
    ['a page', '<!doctype html>\n<p>Sign in</p>\n', 'Missing: Handle, Title, Variant Price'],
    ['a file whose quotes are broken from the start', '"Handle,Title', 'Missing'],
  ])('%s is refused with the columns that are missing', async (_, content, detail) => {
    const result = await catalog.import(brandId, content);
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'CATALOG.IMPORT_HEADER_INVALID', detail: expect.stringContaining(detail) },
    });
  });

  it('a brand that does not exist gets no products', async () => {
    expect(await catalog.import(newId('brd'), file())).toMatchObject({
      ok: false,
      error: { code: 'CATALOG.BRAND_NOT_FOUND' },
    });
  });

  it('a header alone is an import of nothing', async () => {
    expect(await catalog.imported(brandId, HEADER)).toMatchObject({ rows: 0, products: { created: 0, rejected: 0 } });
  });

  it('a file that breaks off on its way leaves nothing behind', async () => {
    async function* broken() {
      yield await Promise.resolve(Buffer.from(file(mug('S', 'M-S', '10', 'Mug'), mug('M', 'M-M', '12'))));
      throw new Error('the connection was lost');
    }
    const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('sidestall-import-')).length;
    const before = folders();
    await expect(catalog.import(brandId, broken())).rejects.toThrow('the connection was lost');
    expect(await versionOf('mug')).toBeNull();
    expect(folders()).toBe(before);
  });

  it('a file of more than 50 MB is refused', async () => {
    async function* endless() {
      const piece = Buffer.alloc(1024 * 1024, 'x,');
      for (;;) yield await Promise.resolve(piece);
    }
    expect(await catalog.import(brandId, endless())).toMatchObject({ ok: false, error: { code: 'REQUEST.TOO_LARGE' } });
  });
});

describe('a file of 20,000 rows', () => {
  const ROWS = 20_000;
  const PER_PRODUCT = 5;
  async function* big() {
    yield Buffer.from(`${HEADER}\n`);
    for (let row = 0; row < ROWS; row++) {
      const product = Math.floor(row / PER_PRODUCT);
      const isFirst = row % PER_PRODUCT === 0;
      const html = isFirst ? `"<p>${'A jar, thrown by hand. '.repeat(180)}</p>"` : '';
      yield await Promise.resolve(
        Buffer.from(
          `jar-${product},${isFirst ? `Jar ${product}` : ''},${html},,${isFirst ? 'Size' : ''},${row % PER_PRODUCT},J-${row},3,deny,${row}.99,i/${row}.jpg\n`,
        ),
      );
    }
  }

  it('comes in whole, and holds few of its rows in memory at a time', async () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    const inUse = () => (collectGarbage(), process.memoryUsage().heapUsed);
    let batches = 0;
    let peak = 0;
    const base = inUse();
    const onStock = async () => void (++batches % 10 === 0 && (peak = Math.max(peak, inUse() - base)));
    const report = await catalog.imported(brandId, big(), { onStock });
    expect(report).toMatchObject({
      rows: ROWS,
      products: { created: ROWS / PER_PRODUCT, rejected: 0 },
      variants: ROWS,
      images: ROWS,
    });
    // The file alone is 18 MB; a batch and the parser's read-ahead are what may be there at once.
    expect(batches).toBeGreaterThan(50);
    expect(peak).toBeLessThan(12 * 1024 * 1024);
  }, 120_000);
});
