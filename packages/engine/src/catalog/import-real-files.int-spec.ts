import 'reflect-metadata';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CatalogHarness } from './testing/catalog-harness.ts';

const root = path.resolve(import.meta.dirname, '../../../..');
const exports = path.resolve(root, '../shared/data/shopify-csv');
const seed = path.join(root, 'packages/testing/seed/products.csv');
const files = existsSync(exports)
  ? readdirSync(exports)
      .filter((name) => name.endsWith('.csv'))
      .sort()
      .map((name) => path.join(exports, name))
  : [];

/** A reading of CSV that shares nothing with the importer: character by character, after RFC 4180. */
function readCsv(text: string): Record<string, string>[] {
  const table: string[][] = [[]];
  let cell = '';
  let isQuoted = false;
  const endCell = () => void (table.at(-1)!.push(cell), (cell = ''));
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if (isQuoted && char === '"' && text[at + 1] === '"') cell += text[++at];
    else if (char === '"') isQuoted = !isQuoted;
    else if (isQuoted) cell += char;
    else if (char === ',') endCell();
    else if (char === '\n') void (endCell(), table.push([]));
    else if (char !== '\r' && char !== '\uFEFF') cell += char;
  }
  endCell();
  const [header, ...rows] = table;
  return rows
    .filter((row) => row.some((value) => value.trim() !== ''))
    .map((row) => Object.fromEntries(header!.map((name, index) => [name, row[index] ?? ''])));
}

/** What must be found of one product after the import, read off its rows. */
function expectationOf(rows: readonly Record<string, string>[]) {
  const [first] = rows;
  const isDefault =
    rows.filter((row) => row['Option1 Value']).length === 1 && first!['Option1 Value'] === 'Default Title';
  const variants = rows.filter((row) => row['Option1 Value']);
  return {
    title: first!.Title!.trim(),
    options: isDefault ? [] : [1, 2, 3].map((n) => first![`Option${n} Name`]!).filter(Boolean),
    variants: variants.map((row) => ({
      values: isDefault ? [] : [1, 2, 3].map((n) => row[`Option${n} Value`]!).filter(Boolean),
      price: Math.round(Number(row['Variant Price']) * 100),
      compareAt: row['Variant Compare At Price'] ? Math.round(Number(row['Variant Compare At Price']) * 100) : null,
      quantity: Number(row['Variant Inventory Qty'] || 0),
      grams: Number(row['Variant Grams'] || 0),
    })),
    images: new Set(rows.flatMap((row) => [row['Image Src']!, row['Variant Image']!]).filter(Boolean)).size,
  };
}

function productsOf(rows: readonly Record<string, string>[]): Map<string, Record<string, string>[]> {
  const products = new Map<string, Record<string, string>[]>();
  for (const row of rows) products.set(row.Handle!, [...(products.get(row.Handle!) ?? []), row]);
  return products;
}

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

let catalog: CatalogHarness;

beforeAll(async () => {
  catalog = await CatalogHarness.begin();
});

afterAll(() => catalog.end());

interface StoredProduct {
  handle: string;
  title: string;
  options: string[];
  images: number;
  variants: { values: string[]; price: number; compareAt: number | null; quantity: number; grams: number }[];
}

const STORED = `
  SELECT p.handle, p.title,
         (SELECT coalesce(json_agg(o.name ORDER BY o.position), '[]') FROM catalog.product_option o WHERE o.product_id = p.id) AS options,
         (SELECT count(*) FROM catalog.image i WHERE i.product_id = p.id) AS images,
         (SELECT json_agg(json_build_object('values', v.option_values, 'price', l.price_minor, 'compareAt', l.compare_at_minor,
                   'quantity', v.file_quantity, 'grams', v.grams) ORDER BY v.position)
            FROM catalog.variant v JOIN catalog.listing l ON l.variant_id = v.id AND l.state = 'open'
           WHERE v.product_id = p.id AND v.archived_at IS NULL) AS variants
    FROM catalog.product p WHERE p.brand_id = $1 ORDER BY p.position`;

describe('real exports', () => {
  if (files.length === 0) {
    it('real exports are not on this machine', () => expect(existsSync(seed)).toBe(true));
  }

  it.each((files.length > 0 ? [...files, seed] : [seed]).map((file) => [path.basename(file), file]))(
    '%s comes in with nothing lost, and a second time with nothing changed',
    async (name, file) => {
      const text = readFileSync(file, 'utf8');
      const rows = readCsv(text);
      const products = productsOf(rows);
      const expected = [...products].map(([handle, own]) => ({ handle, ...expectationOf(own) }));
      const brandId = await catalog.aBrand(`brand-of-${name.replace('.csv', '')}`);

      const report = await catalog.imported(brandId, readFileSync(file));
      expect(report.issues).toEqual([]);
      expect(report).toMatchObject({
        rows: rows.length,
        products: { created: products.size, updated: 0, unchanged: 0, rejected: 0 },
        variants: sum(expected.map((product) => product.variants.length)),
        options: sum(expected.map((product) => product.options.length)),
        images: sum(expected.map((product) => product.images)),
      });
      const stored = await catalog.database.rows<StoredProduct>(STORED, [brandId]);
      expect(stored).toEqual(expected);

      const ids = await catalog.database.rows(
        `SELECT id, version FROM catalog.product WHERE brand_id = $1 ORDER BY id`,
        [brandId],
      );
      const told = catalog.stock.length;
      const again = await catalog.imported(brandId, text.replaceAll('\r\n', '\n'));
      expect(again.products).toEqual({ created: 0, updated: 0, unchanged: products.size, rejected: 0 });
      expect(again).toMatchObject({ variants: report.variants, options: report.options, images: report.images });
      expect(
        await catalog.database.rows(`SELECT id, version FROM catalog.product WHERE brand_id = $1 ORDER BY id`, [
          brandId,
        ]),
      ).toEqual(ids);
      expect(catalog.stock).toHaveLength(told);
    },
  );

  it('names the brands of the seed shop itself', async () => {
    const report = await catalog.imported('vendor', readFileSync(seed));
    const vendors = new Set(
      readCsv(readFileSync(seed, 'utf8'))
        .map((row) => row.Vendor!)
        .filter(Boolean),
    );
    expect(report).toMatchObject({ brandId: null, issues: [], products: { rejected: 0 } });
    const brands = await catalog.reader.allBrands(catalog.database);
    expect(brands.map(({ name }) => name)).toEqual(expect.arrayContaining([...vendors]));
  });
});
