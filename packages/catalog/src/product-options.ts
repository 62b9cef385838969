import { readText } from './cell-values.ts';
import type { ProductColumns } from './product-columns.ts';
import { PRODUCT_LIMITS, type OptionDraft } from './product-draft.ts';
import { cellOf, type ProductRow } from './product-row.ts';
import type { ProductIssues } from './row-issue.ts';
import { foldedValue } from './variant-identity.ts';

const PLACES = [
  { name: 'option1Name', value: 'option1Value' },
  { name: 'option2Name', value: 'option2Value' },
  { name: 'option3Name', value: 'option3Value' },
] as const;

/** The options of a product and the values each variant row chooses, in the spelling first used. */
export interface ReadOptions {
  readonly options: OptionDraft[];
  readonly valuesOf: ReadonlyMap<ProductRow, readonly string[]>;
}

/**
 * Reads the options: names stand in the first row, a value in every variant row. A single variant called
 * “Default Title”, or left blank, is how the format says that a product has no options.
 */
export function readOptions(rows: readonly ProductRow[], columns: ProductColumns, issues: ProductIssues): ReadOptions {
  const first = rows[0]!;
  if (hasNoOptions(rows, columns)) return { options: [], valuesOf: new Map() };
  const valuesOf = new Map<ProductRow, string[]>(rows.map((row) => [row, []]));
  const options: OptionDraft[] = [];
  const names = new Map<string, string>();
  PLACES.slice(0, countOptions(rows, columns)).forEach((place, index) => {
    const nameCell = cellOf(first, place.name, columns);
    const name = readText(nameCell, PRODUCT_LIMITS.text, issues);
    const column = nameCell.column ?? `Option${index + 1} Name`;
    if (name === '') issues.add({ line: first.line, column }, 'is blank; the first row of a product names its options');
    else if (names.has(foldedValue(name))) issues.add(nameCell, `repeats the option ${names.get(foldedValue(name))}`);
    names.set(foldedValue(name), name);
    const spellings = new Map<string, string>();
    for (const row of rows) {
      const cell = cellOf(row, place.value, columns);
      const value = readText(cell, PRODUCT_LIMITS.text, issues);
      const missing = { line: row.line, column: cell.column ?? `Option${index + 1} Value` };
      if (value === '' && name !== '') issues.add(missing, `is blank; every variant needs a value of ${name}`);
      checkName(row, first, place.name, columns, issues);
      const folded = foldedValue(value);
      if (!spellings.has(folded)) spellings.set(folded, value);
      valuesOf.get(row)!.push(spellings.get(folded)!);
    }
    options.push({ name, values: [...spellings.values()] });
  });
  return { options, valuesOf };
}

function hasNoOptions(rows: readonly ProductRow[], columns: ProductColumns): boolean {
  const [only, ...others] = rows;
  if (others.length > 0) return countOptions(rows, columns) === 0;
  const name = cellOf(only!, 'option1Name', columns).text.toLowerCase();
  const value = cellOf(only!, 'option1Value', columns).text.toLowerCase();
  const isDefault = (name === '' || name === 'title') && (value === '' || value === 'default title');
  return isDefault && countOptions(rows, columns) <= 1;
}

function countOptions(rows: readonly ProductRow[], columns: ProductColumns): number {
  return PLACES.reduce((count, place, index) => {
    const isNamed = cellOf(rows[0]!, place.name, columns).text !== '';
    return isNamed || rows.some((row) => cellOf(row, place.value, columns).text !== '') ? index + 1 : count;
  }, 0);
}

function checkName(
  row: ProductRow,
  first: ProductRow,
  field: (typeof PLACES)[number]['name'],
  columns: ProductColumns,
  issues: ProductIssues,
): void {
  const here = cellOf(row, field, columns);
  const named = cellOf(first, field, columns).text;
  if (here.text === '' || named === '' || foldedValue(here.text) === foldedValue(named)) return;
  issues.add(here, `differs from line ${first.line}, which calls this option ${named}`);
}
