import { decimalText, money, parseMoney, type Money } from '@sidestall/kernel';
import { PRODUCT_LIMITS, type InventoryPolicy, type ProductStatus, type WeightUnit } from './product-draft.ts';
import type { Cell, ProductIssues } from './row-issue.ts';

// Each reader gives the value a cell means, or the fallback: the given one where the cell is blank, and anything at all
// where it is wrong, because the issue it then adds keeps the product out.

const GRAMS_IN: Readonly<Record<WeightUnit, number>> = { g: 1, kg: 1_000, lb: 453.59237, oz: 28.349523125 };
const UNIT_NAMES: Readonly<Record<string, WeightUnit>> = {
  g: 'g',
  gram: 'g',
  grams: 'g',
  kg: 'kg',
  kilogram: 'kg',
  kilograms: 'kg',
  lb: 'lb',
  lbs: 'lb',
  pound: 'lb',
  pounds: 'lb',
  oz: 'oz',
  ounce: 'oz',
  ounces: 'oz',
};
const TRUE = new Set(['true', 'yes', 'y', '1']);
const FALSE = new Set(['false', 'no', 'n', '0']);

const quoted = (text: string) => `“${text.length > 60 ? `${text.slice(0, 57)}…` : text}”`;

/** A text of at most so many characters. */
export function readText(cell: Cell, max: number, issues: ProductIssues): string {
  if (cell.text.length > max) {
    issues.add(cell, `is too long: ${cell.text.length} characters, at most ${max} are allowed`);
  }
  return cell.text;
}

/** A code such as a SKU or barcode; null when blank. Spreadsheets guard codes with an apostrophe, or ruin them. */
export function readCode(cell: Cell, issues: ProductIssues): string | null {
  const text = readText({ ...cell, text: cell.text.replace(/^'/, '').trim() }, PRODUCT_LIMITS.text, issues);
  if (/^\d([.,]\d+)?E\+\d+$/i.test(text)) {
    issues.add(
      cell,
      `${quoted(text)} was rounded by a spreadsheet; format the column as text and enter the whole code`,
    );
  }
  return text || null;
}

/** An exact amount; null when blank. */
export function readPrice(cell: Cell, currency: string, issues: ProductIssues): Money | null {
  if (cell.text === '') return null;
  const price = parseMoney(cell.text, currency);
  if (!price.ok) {
    const reason = {
      'not-a-number': `${quoted(cell.text)} is not an amount; write it plainly, such as ${decimalText(money(1250, currency))}`,
      'too-many-decimals': `${quoted(cell.text)} has more decimals than ${currency} has`,
      negative: `${quoted(cell.text)} is negative; a price is at least 0`,
      'too-large': `${quoted(cell.text)} is too large`,
    }[price.error];
    issues.add(cell, reason);
    return null;
  }
  if (price.value.amount > PRODUCT_LIMITS.price) issues.add(cell, `${quoted(cell.text)} is too large`);
  return price.value;
}

/** A count of units; null when blank. */
export function readQuantity(cell: Cell, issues: ProductIssues): number | null {
  if (cell.text === '') return null;
  if (/^-\d+(\.0+)?$/.test(cell.text) && Number(cell.text) < 0) {
    issues.add(cell, `${quoted(cell.text)} is negative; stock is at least 0`);
    return null;
  }
  if (!/^[+-]?\d{1,15}(\.0+)?$/.test(cell.text)) {
    issues.add(cell, `${quoted(cell.text)} is not a whole number`);
    return null;
  }
  const quantity = Math.abs(Number(cell.text));
  if (quantity > PRODUCT_LIMITS.quantity) {
    issues.add(cell, `${quoted(cell.text)} is too large; at most ${PRODUCT_LIMITS.quantity} units are allowed`);
  }
  return quantity;
}

/** Whole grams from a number in the unit, rounded; null when blank. */
export function readGrams(cell: Cell, unit: WeightUnit, issues: ProductIssues): number | null {
  if (cell.text === '') return null;
  if (!/^\d{1,12}(\.\d+)?$/.test(cell.text)) {
    issues.add(cell, `${quoted(cell.text)} is not a weight; write a number such as 250`);
    return null;
  }
  const grams = Math.round(Number(cell.text) * GRAMS_IN[unit]);
  if (grams > PRODUCT_LIMITS.grams) issues.add(cell, `${quoted(cell.text)} is heavier than a parcel can be`);
  return grams;
}

export function readWeightUnit(cell: Cell, issues: ProductIssues): WeightUnit {
  if (cell.text === '') return 'g';
  const unit = UNIT_NAMES[cell.text.toLowerCase()];
  if (!unit) issues.add(cell, `${quoted(cell.text)} is not a weight unit; use g, kg, lb or oz`);
  return unit ?? 'g';
}

export function readBoolean(cell: Cell, whenBlank: boolean, issues: ProductIssues): boolean {
  const text = cell.text.toLowerCase();
  if (text === '') return whenBlank;
  if (!TRUE.has(text) && !FALSE.has(text)) issues.add(cell, `${quoted(cell.text)} is neither TRUE nor FALSE`);
  return TRUE.has(text);
}

/** Whether selling goes on at zero; the newer template asks it as a yes-or-no question. */
export function readPolicy(cell: Cell, issues: ProductIssues): InventoryPolicy {
  const text = cell.text.toLowerCase();
  if (text === '' || text === 'deny' || FALSE.has(text)) return 'deny';
  if (text !== 'continue' && !TRUE.has(text)) {
    issues.add(cell, `${quoted(cell.text)} is not an inventory policy; use deny or continue`);
  }
  return 'continue';
}

export function readStatus(cell: Cell, issues: ProductIssues): ProductStatus {
  const text = cell.text.toLowerCase();
  if (text === '' || text === 'active') return 'active';
  if (text !== 'draft' && text !== 'archived') {
    issues.add(cell, `${quoted(cell.text)} is not a status; use active, draft or archived`);
  }
  return text === 'archived' ? 'archived' : 'draft';
}

/** The place of an image in the gallery, from 1; null when blank. */
export function readPosition(cell: Cell, issues: ProductIssues): number | null {
  if (cell.text === '') return null;
  if (!/^[1-9]\d{0,5}(\.0+)?$/.test(cell.text))
    issues.add(cell, `${quoted(cell.text)} is not a position; count from 1`);
  return Math.trunc(Number(cell.text));
}

/** Separate tags, each once whatever its case. */
export function readTags(cell: Cell, issues: ProductIssues): string[] {
  const tags = new Map<string, string>();
  for (const tag of cell.text.split(',').map((part) => part.trim())) {
    if (tag === '') continue;
    if (tag.length > PRODUCT_LIMITS.text) issues.add(cell, `has a tag of more than ${PRODUCT_LIMITS.text} characters`);
    const folded = tag.toLowerCase();
    if (!tags.has(folded)) tags.set(folded, tag);
  }
  if (tags.size > PRODUCT_LIMITS.tags) {
    issues.add(cell, `has ${tags.size} tags; at most ${PRODUCT_LIMITS.tags} are allowed`);
  }
  return [...tags.values()];
}

/** The address of an image; null when blank. A relative path is one of the shop's own files. */
export function readImageSrc(cell: Cell, allowsRelative: boolean, issues: ProductIssues): string | null {
  if (cell.text === '') return null;
  const text = readText(cell, PRODUCT_LIMITS.imageSrc, issues);
  if (/^https?:\/\//i.test(text)) {
    if (!URL.canParse(text) || new URL(text).username !== '')
      issues.add(cell, `${quoted(text)} is not a usable address`);
  } else if (/^[a-z][a-z0-9+.-]*:/i.test(text) || /^[/\\]/.test(text)) {
    issues.add(cell, `${quoted(text)} is not an address that begins with http:// or https://`);
  } else if (!allowsRelative) {
    issues.add(cell, `${quoted(text)} is a relative path, and this import was given no place of its images`);
  } else if (/\\|[?#]/.test(text) || text.split('/').some((part) => part === '' || part === '.' || part === '..')) {
    issues.add(cell, `${quoted(text)} is not a plain relative path such as images/mug.jpg`);
  }
  return text;
}
