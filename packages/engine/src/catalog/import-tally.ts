import type { ImportReport } from '@sidestall/contracts';
import type { ProductDraft, RowIssue } from '@sidestall/catalog';
import type { ProductFate } from './product-batch.ts';

const MAX_ISSUES = 1_000;

/** Counts what an import does. Keeps the first thousand issues; beyond that it only counts. */
export class ImportTally {
  rows = 0;
  readonly #products = { created: 0, updated: 0, unchanged: 0, rejected: 0 };
  readonly #parts = { variants: 0, options: 0, images: 0 };
  readonly #issues: RowIssue[] = [];
  #omitted = 0;

  accept(draft: ProductDraft, fate: ProductFate): void {
    this.#products[fate] += 1;
    this.#parts.variants += draft.variants.length;
    this.#parts.options += draft.options.length;
    this.#parts.images += draft.images.length;
  }

  reject(issues: readonly RowIssue[]): void {
    this.#products.rejected += 1;
    const room = MAX_ISSUES - this.#issues.length;
    this.#issues.push(...issues.slice(0, room));
    this.#omitted += Math.max(0, issues.length - room);
  }

  get totals(): Pick<
    ImportReport,
    'rows' | 'products' | 'variants' | 'options' | 'images' | 'issues' | 'issuesOmitted'
  > {
    return {
      rows: this.rows,
      products: this.#products,
      ...this.#parts,
      issues: this.#issues,
      issuesOmitted: this.#omitted,
    };
  }
}
