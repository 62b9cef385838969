import { err, ok, type Result } from '@sidestall/kernel';

/**
 * What we read of a Shopify product file, each with the names the column has had: the classic export first, then the
 * template of 2025 and the spellings of other tools. The first name that a file has wins.
 */
const COLUMN_NAMES = {
  handle: ['handle', 'url handle'],
  title: ['title'],
  bodyHtml: ['body (html)', 'body html', 'description', 'body'],
  vendor: ['vendor'],
  type: ['type', 'product type', 'custom product type'],
  category: [
    'product category',
    'standardized product type',
    'standard product type',
    'google shopping / google product category',
  ],
  tags: ['tags'],
  published: ['published', 'published on online store'],
  status: ['status'],
  option1Name: ['option1 name'],
  option1Value: ['option1 value'],
  option2Name: ['option2 name'],
  option2Value: ['option2 value'],
  option3Name: ['option3 name'],
  option3Value: ['option3 value'],
  sku: ['variant sku', 'sku'],
  barcode: ['variant barcode', 'barcode'],
  grams: ['variant grams', 'weight value (grams)'],
  weight: ['variant weight', 'weight'],
  weightUnit: ['variant weight unit', 'weight unit for display', 'weight unit'],
  tracker: ['variant inventory tracker', 'inventory tracker'],
  quantity: ['variant inventory qty', 'variant inventory quantity', 'inventory quantity', 'inventory qty'],
  policy: ['variant inventory policy', 'inventory policy', 'continue selling when out of stock'],
  price: ['variant price', 'price'],
  compareAtPrice: ['variant compare at price', 'variant compare-at price', 'compare at price', 'compare-at price'],
  cost: ['cost per item'],
  requiresShipping: ['variant requires shipping', 'requires shipping'],
  taxable: ['variant taxable', 'charge tax', 'taxable'],
  taxCode: ['variant tax code', 'tax code'],
  imageSrc: ['image src', 'product image url'],
  imagePosition: ['image position'],
  imageAlt: ['image alt text'],
  variantImage: ['variant image', 'variant image url'],
  giftCard: ['gift card'],
  seoTitle: ['seo title'],
  seoDescription: ['seo description'],
} as const satisfies Record<string, readonly [string, ...string[]]>;

export type ProductField = keyof typeof COLUMN_NAMES;

/** What people call the columns no product can do without. */
const REQUIRED = { handle: 'Handle', title: 'Title', price: 'Variant Price' } as const;

/** Where each field stands in the rows of one file. */
export interface ProductColumns {
  readonly indexOf: Readonly<Partial<Record<ProductField, number>>>;
  /** The columns' names as the file spells them. */
  readonly names: readonly string[];
  /** Columns of a fourth option and beyond, which no product may fill. */
  readonly beyondOptions: readonly number[];
}

/** Why a first line is not that of a product file. */
export interface HeaderProblem {
  readonly missing: readonly string[];
  readonly doubled: readonly string[];
}

const normalized = (name: string) =>
  name
    .replace(/^\uFEFF/, '')
    .trim()
    .replace(/\s+/g, ' ')
    .toLowerCase();

/** Reads the first line of a file; columns it does not know are left alone, since exports keep growing new ones. */
export function readHeader(cells: readonly string[]): Result<ProductColumns, HeaderProblem> {
  const names = cells.map((cell) => cell.replace(/^\uFEFF/, '').trim());
  const keys = names.map(normalized);
  const indexOf: Partial<Record<ProductField, number>> = {};
  const doubled: string[] = [];
  for (const [field, spellings] of Object.entries(COLUMN_NAMES) as [ProductField, readonly string[]][]) {
    const spelling = spellings.find((name) => keys.includes(name));
    if (spelling === undefined) continue;
    indexOf[field] = keys.indexOf(spelling);
    if (keys.lastIndexOf(spelling) !== indexOf[field]) doubled.push(names[indexOf[field]]!);
  }
  const missing = (Object.keys(REQUIRED) as (keyof typeof REQUIRED)[])
    .filter((field) => indexOf[field] === undefined)
    .map((field) => REQUIRED[field]);
  if (missing.length > 0 || doubled.length > 0) return err({ missing, doubled });
  const beyondOptions = keys.flatMap((key, index) => (/^option([4-9]|\d\d+) (name|value)$/.test(key) ? [index] : []));
  return ok({ indexOf, names, beyondOptions });
}
