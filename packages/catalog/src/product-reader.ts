import { err, ok, type Money, type Result } from '@sidestall/kernel';
import {
  readBoolean,
  readCode,
  readGrams,
  readImageSrc,
  readPolicy,
  readPosition,
  readPrice,
  readQuantity,
  readStatus,
  readTags,
  readText,
  readWeightUnit,
} from './cell-values.ts';
import type { ProductColumns, ProductField } from './product-columns.ts';
import { PRODUCT_LIMITS, type ImageDraft, type ProductDraft, type VariantDraft } from './product-draft.ts';
import { readOptions } from './product-options.ts';
import { cellOf, isVariantRow, type ProductRow } from './product-row.ts';
import { ProductIssues, type RowIssue } from './row-issue.ts';
import { combinationKey, madeSku } from './variant-identity.ts';

/** What the importer decides about a file before its first row. */
export interface ReadingRules {
  /** ISO 4217; a product file names amounts only. */
  readonly currency: string;
  /** Whether images may be given as paths among the shop's own files. */
  readonly allowsRelativeImages: boolean;
}

// A control character or the mark of a broken encoding: PostgreSQL refuses the first, people the second.
// eslint-disable-next-line no-control-regex
const UNREADABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffd]/;

/**
 * Reads all rows of one product: a consistent draft, or everything that is wrong with it. The first row describes the
 * product and its first variant; a later row is a variant, an image, or both. Blank cells of a later variant row mean
 * what the first row says, except where that would invent something: its SKU, barcode, stock and own image stay blank,
 * and its compare-at price goes with its price.
 */
export function readProduct(
  handle: string,
  rows: readonly ProductRow[],
  columns: ProductColumns,
  rules: ReadingRules,
): Result<ProductDraft, RowIssue[]> {
  const issues = new ProductIssues(handle);
  const first = rows[0]!;
  for (const row of rows) checkRow(row, first, columns, issues);
  const variantRows = rows.filter((row) => row === first || isVariantRow(row, columns));
  if (variantRows.length > PRODUCT_LIMITS.variants) {
    issues.add({ line: first.line, column: null }, `A product has at most ${PRODUCT_LIMITS.variants} variants`);
  }
  const { options, valuesOf } = readOptions(variantRows, columns, issues);
  const gallery = readImages(rows, columns, rules, issues);
  const variants = readVariants(handle, variantRows, valuesOf, columns, rules, issues);
  const own = variants.flatMap(({ imageSrc }) => (imageSrc === null ? [] : [{ src: imageSrc, alt: '' }]));
  const images = eachOnce([...gallery, ...own]);
  if (images.length > PRODUCT_LIMITS.images) {
    issues.add({ line: first.line, column: null }, `A product has at most ${PRODUCT_LIMITS.images} images`);
  }
  const draft = { handle, ...readHead(first, columns, issues), options, variants, images };
  return issues.isEmpty ? ok(draft) : err(issues.inOrder());
}

function checkRow(row: ProductRow, first: ProductRow, columns: ProductColumns, issues: ProductIssues): void {
  row.cells.forEach((text, index) => {
    const column = columns.names[index];
    if (column === undefined && text.trim() !== '') {
      issues.add(
        { line: row.line, column: null },
        `The row has ${row.cells.length} cells, the header ${columns.names.length}`,
      );
    }
    if (!UNREADABLE.test(text)) return;
    const reason = text.includes('\uFFFD')
      ? 'is not UTF-8 text; save the file as “CSV UTF-8”'
      : 'contains control characters';
    issues.add({ line: row.line, column: column ?? null }, reason);
  });
  for (const index of columns.beyondOptions) {
    if ((row.cells[index] ?? '').trim() === '') continue;
    issues.add(
      { line: row.line, column: columns.names[index]! },
      `A product has at most ${PRODUCT_LIMITS.options} options`,
    );
  }
  const title = cellOf(row, 'title', columns);
  if (row !== first && title.text !== '' && title.text !== cellOf(first, 'title', columns).text) {
    issues.add(title, `differs from the title in line ${first.line}; two products cannot have one handle`);
  }
}

function readHead(first: ProductRow, columns: ProductColumns, issues: ProductIssues) {
  const cell = (field: ProductField) => cellOf(first, field, columns);
  const text = (field: ProductField, max: number = PRODUCT_LIMITS.text) => readText(cell(field), max, issues);
  const title = text('title', PRODUCT_LIMITS.title).replace(/\s+/g, ' ');
  if (title === '') issues.add(cell('title'), 'is blank; the first row of a product gives its title');
  return {
    title,
    bodyHtml: text('bodyHtml', PRODUCT_LIMITS.bodyHtml),
    vendor: text('vendor'),
    type: text('type'),
    category: text('category', PRODUCT_LIMITS.category),
    tags: readTags(cell('tags'), issues),
    status: readStatus(cell('status'), issues),
    isPublished: readBoolean(cell('published'), true, issues),
    isGiftCard: readBoolean(cell('giftCard'), false, issues),
    seoTitle: text('seoTitle'),
    seoDescription: text('seoDescription', PRODUCT_LIMITS.seoDescription),
  };
}

function readVariants(
  handle: string,
  rows: readonly ProductRow[],
  valuesOf: ReadonlyMap<ProductRow, readonly string[]>,
  columns: ProductColumns,
  rules: ReadingRules,
  issues: ProductIssues,
): VariantDraft[] {
  const lineOfSku = new Map<string, number>();
  const lineOfCombination = new Map<string, number>();
  const taken = new Set<string>();
  const read = rows.map((row) => {
    const sku = readCode(cellOf(row, 'sku', columns), issues);
    if (sku !== null && lineOfSku.has(sku)) {
      issues.add(cellOf(row, 'sku', columns), `repeats the SKU of line ${lineOfSku.get(sku)}`);
    }
    if (sku !== null) {
      lineOfSku.set(sku, lineOfSku.get(sku) ?? row.line);
      taken.add(sku);
    }
    const optionValues = valuesOf.get(row) ?? [];
    const combination = combinationKey(optionValues);
    const sameAs = lineOfCombination.get(combination);
    if (sameAs === undefined) lineOfCombination.set(combination, row.line);
    else {
      const what =
        optionValues.length > 0
          ? `repeats the options of line ${sameAs}`
          : `is a second variant beside line ${sameAs}, but the product has no options to tell them apart`;
      issues.add({ line: row.line, column: cellOf(row, 'option1Value', columns).column }, what);
    }
    return { row, sku, optionValues };
  });
  return read.map(({ row, sku, optionValues }) => {
    const ownSku = sku ?? madeSku(handle, optionValues, taken);
    taken.add(ownSku);
    return { optionValues, sku: ownSku, hasOwnSku: sku !== null, ...readTerms(row, rows[0]!, columns, rules, issues) };
  });
}

function readTerms(
  row: ProductRow,
  first: ProductRow,
  columns: ProductColumns,
  rules: ReadingRules,
  issues: ProductIssues,
) {
  const own = (field: ProductField) => cellOf(row, field, columns);
  const inherited = (field: ProductField) => (own(field).text === '' ? cellOf(first, field, columns) : own(field));
  const pricedRow = own('price').text === '' ? first : row;
  const price = readPrice(cellOf(pricedRow, 'price', columns), rules.currency, issues);
  if (price === null) issues.add(cellOf(pricedRow, 'price', columns), 'is blank; every variant needs a price');
  const compareAtCell =
    own('compareAtPrice').text === '' ? cellOf(pricedRow, 'compareAtPrice', columns) : own('compareAtPrice');
  const weightUnit = readWeightUnit(inherited('weightUnit'), issues);
  const tracker = inherited('tracker');
  const counted = readQuantity(own('quantity'), issues);
  // No tracker and no figure: the brand does not count this variant, so it never runs out.
  const isUncounted = counted === null && tracker.column !== null && tracker.text === '';
  const untold = columns.indexOf.quantity === undefined ? null : 0;
  return {
    barcode: readCode(own('barcode'), issues),
    price: price as Money,
    compareAtPrice: readPrice(compareAtCell, rules.currency, issues),
    cost: readPrice(inherited('cost'), rules.currency, issues),
    grams: readGrams(inherited('grams'), 'g', issues) ?? readGrams(inherited('weight'), weightUnit, issues) ?? 0,
    weightUnit,
    quantity: counted ?? (isUncounted ? 0 : untold),
    policy: isUncounted ? ('continue' as const) : readPolicy(inherited('policy'), issues),
    requiresShipping: readBoolean(inherited('requiresShipping'), true, issues),
    isTaxable: readBoolean(inherited('taxable'), true, issues),
    taxCode: readText(inherited('taxCode'), PRODUCT_LIMITS.text, issues) || null,
    imageSrc: readImageSrc(own('variantImage'), rules.allowsRelativeImages, issues),
  };
}

function readImages(
  rows: readonly ProductRow[],
  columns: ProductColumns,
  rules: ReadingRules,
  issues: ProductIssues,
): ImageDraft[] {
  const placed = rows.flatMap((row) => {
    const src = readImageSrc(cellOf(row, 'imageSrc', columns), rules.allowsRelativeImages, issues);
    const position = readPosition(cellOf(row, 'imagePosition', columns), issues);
    const alt = readText(cellOf(row, 'imageAlt', columns), PRODUCT_LIMITS.imageAlt, issues);
    return src === null ? [] : [{ src, alt, position: position ?? Number.MAX_SAFE_INTEGER }];
  });
  return placed.sort((a, b) => a.position - b.position).map(({ src, alt }) => ({ src, alt }));
}

function eachOnce(images: readonly ImageDraft[]): ImageDraft[] {
  const bySrc = new Map<string, ImageDraft>();
  for (const image of images) {
    const known = bySrc.get(image.src);
    if (!known || known.alt === '') bySrc.set(image.src, known ? { ...known, alt: image.alt } : image);
  }
  return [...bySrc.values()];
}
