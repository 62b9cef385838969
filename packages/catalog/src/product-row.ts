import type { ProductColumns, ProductField } from './product-columns.ts';
import type { Cell } from './row-issue.ts';

/** One record of a product file. */
export interface ProductRow {
  /** Where the record begins; a quoted cell may make it span several lines. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** Says that a row describes a variant; what else a row carries may be filled in by default on rows of images too. */
const VARIANT_MARKS = ['option1Value', 'option2Value', 'option3Value', 'sku', 'barcode', 'price', 'quantity'] as const;

/** One trimmed cell of a row; blank where the file has no such column. */
export function cellOf(row: ProductRow, field: ProductField, columns: ProductColumns): Cell {
  const index = columns.indexOf[field];
  if (index === undefined) return { text: '', line: row.line, column: null };
  return { text: (row.cells[index] ?? '').trim(), line: row.line, column: columns.names[index]! };
}

export function isVariantRow(row: ProductRow, columns: ProductColumns): boolean {
  return (
    VARIANT_MARKS.some((field) => cellOf(row, field, columns).text !== '') ||
    columns.beyondOptions.some((index) => (row.cells[index] ?? '').trim() !== '')
  );
}

export const isBlankRow = (row: ProductRow): boolean => row.cells.every((cell) => cell.trim() === '');
