/** Why a row of a product file was refused, for the person who has the file open beside it. */
export interface RowIssue {
  /** Line of the file, the header being 1. */
  readonly line: number;
  /** The column's name as the file spells it; null when the whole row is meant. */
  readonly column: string | null;
  readonly handle: string | null;
  readonly reason: string;
}

/** One cell with its place, so that whatever is wrong with it can be pointed at. */
export interface Cell {
  readonly text: string;
  readonly line: number;
  readonly column: string | null;
}

const MAX_PER_PRODUCT = 50;

/** Collects what is wrong with one product; a cell that several rows inherit is named once. */
export class ProductIssues {
  readonly #issues = new Map<string, RowIssue>();

  constructor(private readonly handle: string | null) {}

  add(cell: Omit<Cell, 'text'>, reason: string): void {
    const key = `${cell.line}:${cell.column ?? ''}`;
    if (this.#issues.has(key) || this.#issues.size >= MAX_PER_PRODUCT) return;
    this.#issues.set(key, { line: cell.line, column: cell.column, handle: this.handle, reason });
  }

  get isEmpty(): boolean {
    return this.#issues.size === 0;
  }

  inOrder(): RowIssue[] {
    return [...this.#issues.values()].sort((a, b) => a.line - b.line);
  }
}
