import { handleOf } from './slug.ts';
import type { ProductColumns } from './product-columns.ts';
import { PRODUCT_LIMITS, type ProductDraft } from './product-draft.ts';
import { readProduct, type ReadingRules } from './product-reader.ts';
import { cellOf, isBlankRow, type ProductRow } from './product-row.ts';
import { ProductIssues, type RowIssue } from './row-issue.ts';

/** What became of the rows of one product: all of them, or none. */
export type ProductOutcome =
  | { readonly kind: 'accepted'; readonly line: number; readonly draft: ProductDraft }
  | { readonly kind: 'rejected'; readonly handle: string | null; readonly issues: readonly RowIssue[] };

/** A record that could not be read as CSV. */
export interface BrokenRow {
  readonly line: number;
  /** The handle it seems to begin with; null when not even that can be told. */
  readonly handle: string | null;
  readonly reason: string;
}

interface Group {
  readonly handle: string;
  readonly rows: ProductRow[];
  readonly issues: ProductIssues;
  isFull: boolean;
}

/** The handle a row belongs to; null when it names none. */
export const handleOfRow = (row: ProductRow, columns: ProductColumns): string | null =>
  handleOf(cellOf(row, 'handle', columns).text);

/**
 * Finds handles whose rows do not stand together. Sorting a file in a spreadsheet does this, and then nobody can tell
 * which row was a product's first; such a product is rejected as a whole. Keeps one handle a product in memory.
 */
export class HandleSurvey {
  readonly #seen = new Set<string>();
  readonly #scattered = new Map<string, number>();
  #last: string | null = null;

  see(handle: string | null, line: number): void {
    if (handle === null || handle === this.#last) return;
    if (this.#seen.has(handle) && !this.#scattered.has(handle)) this.#scattered.set(handle, line);
    this.#seen.add(handle);
    this.#last = handle;
  }

  /** The handles found in two places, each with the line at which it comes up again. */
  get scattered(): ReadonlyMap<string, number> {
    return this.#scattered;
  }
}

/**
 * Turns rows, fed one by one, into products. Holds the rows of one product at a time, and of no product more than the
 * limit, so that a file of any length is read in bounded memory.
 */
export class ProductGrouper {
  #group: Group | null = null;
  readonly #reportedScattered = new Set<string>();

  constructor(
    private readonly columns: ProductColumns,
    private readonly rules: ReadingRules,
    private readonly scattered: ReadonlyMap<string, number> = new Map(),
  ) {}

  /** Takes one row; gives the product it completes, if any. Rows without any text are passed over. */
  feed(row: ProductRow): ProductOutcome[] {
    if (isBlankRow(row)) return [];
    const cell = cellOf(row, 'handle', this.columns);
    const handle = handleOf(cell.text);
    if (handle === null) return this.#withoutHandle(row);
    const done = this.#open(handle);
    const group = this.#group!;
    if (handle.length > PRODUCT_LIMITS.handle) {
      group.issues.add(cell, `is too long: at most ${PRODUCT_LIMITS.handle} characters are allowed`);
    }
    if (group.rows.length < PRODUCT_LIMITS.rows) group.rows.push(row);
    else if (!group.isFull) {
      group.isFull = true;
      group.issues.add({ line: row.line, column: null }, `A product has at most ${PRODUCT_LIMITS.rows} rows`);
    }
    const again = this.scattered.get(handle);
    if (again !== undefined && group.issues.isEmpty) {
      group.issues.add(
        cell,
        `comes up again in line ${again}; keep the rows of a product together, its first row on top`,
      );
    }
    return done;
  }

  /** Takes a record that is not CSV: its product is rejected, and with it the one under way if it may be the same. */
  feedBroken(row: BrokenRow): ProductOutcome[] {
    if (row.handle === null && this.#group === null) {
      return [
        {
          kind: 'rejected',
          handle: null,
          issues: [{ line: row.line, column: null, handle: null, reason: row.reason }],
        },
      ];
    }
    const done = row.handle === null ? [] : this.#open(row.handle);
    this.#group!.issues.add({ line: row.line, column: null }, row.reason);
    return done;
  }

  /** Says that the file is over; gives the last product. */
  end(): ProductOutcome[] {
    return this.#close();
  }

  #open(handle: string): ProductOutcome[] {
    if (this.#group?.handle === handle) return [];
    const done = this.#close();
    this.#group = { handle, rows: [], issues: new ProductIssues(handle), isFull: false };
    return done;
  }

  #withoutHandle(row: ProductRow): ProductOutcome[] {
    const cell = cellOf(row, 'handle', this.columns);
    const belongsToGroup = cellOf(row, 'title', this.columns).text === '';
    if (this.#group !== null && belongsToGroup) {
      // Very likely a row of the product above; importing that product without it would lose a variant silently.
      this.#group.issues.add(cell, 'is blank; repeat the handle of the product in each of its rows');
      return [];
    }
    const reason =
      cell.text === '' ? 'is blank; give the product a handle such as morning-mug' : 'has no letter and no digit';
    const issue = { line: row.line, column: cell.column, handle: null, reason };
    return [...this.#close(), { kind: 'rejected', handle: null, issues: [issue] }];
  }

  #close(): ProductOutcome[] {
    const group = this.#group;
    this.#group = null;
    if (group === null) return [];
    if (group.issues.isEmpty) {
      const read = readProduct(group.handle, group.rows, this.columns, this.rules);
      if (read.ok) return [{ kind: 'accepted', line: group.rows[0]!.line, draft: read.value }];
      return [{ kind: 'rejected', handle: group.handle, issues: read.error }];
    }
    if (this.scattered.has(group.handle)) {
      if (this.#reportedScattered.has(group.handle)) return [];
      this.#reportedScattered.add(group.handle);
    }
    return [{ kind: 'rejected', handle: group.handle, issues: group.issues.inOrder() }];
  }
}
