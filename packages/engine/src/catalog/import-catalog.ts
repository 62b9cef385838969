import { Inject, Injectable } from '@nestjs/common';
import {
  handleOf,
  handleOfRow,
  HandleSurvey,
  isBlankRow,
  ProductGrouper,
  readHeader,
  type HeaderProblem,
  type ProductColumns,
  type ProductDraft,
  type ProductOutcome,
} from '@sidestall/catalog';
import type { Failure, ImportReport } from '@sidestall/contracts';
import { err, newId, ok, type BrandId, type Clock, type Result } from '@sidestall/kernel';
import { Database, type Tx } from '../platform/database.ts';
import { Outbox } from '../platform/outbox.ts';
import { CLOCK } from '../platform/tokens.ts';
import { BrandStore, brandSlug } from './brand.store.ts';
import { CatalogImportStore } from './catalog-import.store.ts';
import { productsChanged } from './facts.ts';
import { ImportTally } from './import-tally.ts';
import { changedProducts, planBatch, toStorable, type ProductFate, type StockLine } from './product-batch.ts';
import { ProductFile, type FileRecord } from './product-file.ts';
import { ProductStore } from './product.store.ts';

export interface CatalogSource {
  /** The brand whose products these are, or `vendor` when the file names the brands in its Vendor column. */
  readonly brandId: BrandId | 'vendor';
  readonly source: AsyncIterable<Uint8Array>;
  readonly fileName: string | null;
  /** ISO 4217: a product file has amounts only. */
  readonly currency: string;
  /** What relative image paths are below; null when the file may have none. */
  readonly assetBaseUrl: string | null;
  /** Told of stock in the transaction of the products it belongs to; the catalog keeps none itself. */
  readonly onStock?: (tx: Tx, lines: readonly StockLine[]) => Promise<void>;
}

export type ImportFailure = Failure<
  'CATALOG.IMPORT_NOT_CSV' | 'CATALOG.IMPORT_HEADER_INVALID' | 'CATALOG.BRAND_NOT_FOUND' | 'REQUEST.TOO_LARGE'
>;

/** The longest file that is taken. */
export const MAX_IMPORT_BYTES = 50 * 1024 * 1024;
const BATCH = { products: 50, variants: 500 };

/**
 * Brings a Shopify product file into the catalog. Each product is applied whole or not at all, and everything that is
 * wrong with a rejected one is reported. Importing the same file again changes nothing: products are known by brand and
 * handle, variants by SKU or options, and both keep their ids. A variant that a listed product no longer has is archived
 * and its listing closed; a product that the file does not mention is left alone.
 */
@Injectable()
export class ImportCatalog {
  constructor(
    private readonly database: Database,
    private readonly brands: BrandStore,
    private readonly products: ProductStore,
    private readonly imports: CatalogImportStore,
    private readonly outbox: Outbox,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute(request: CatalogSource): Promise<Result<ImportReport, ImportFailure>> {
    const startedAt = this.clock.now();
    const brandId = request.brandId === 'vendor' ? null : request.brandId;
    if (brandId !== null && (await this.brands.byIds(this.database, [brandId])).length === 0) {
      return err({ code: 'CATALOG.BRAND_NOT_FOUND' });
    }
    const file = await ProductFile.take(request.source, MAX_IMPORT_BYTES);
    if (file === null)
      return err({ code: 'REQUEST.TOO_LARGE', detail: 'Split the file: at most 50 MB are taken at once' });
    try {
      const survey = await surveyFile(file);
      if (!survey.ok) return survey;
      const tally = await this.#apply(file, survey.value, request);
      const report: ImportReport = {
        id: newId('imp'),
        brandId,
        fileName: request.fileName,
        startedAt: startedAt.toISOString(),
        finishedAt: this.clock.now().toISOString(),
        ...tally.totals,
      };
      await this.database.transaction((tx) => this.imports.insert(tx, report, request.currency));
      return ok(report);
    } finally {
      await file.remove();
    }
  }

  async #apply(file: ProductFile, { columns, scattered }: Survey, request: CatalogSource): Promise<ImportTally> {
    const rules = { currency: request.currency, allowsRelativeImages: request.assetBaseUrl !== null };
    const grouper = new ProductGrouper(columns, rules, scattered);
    const tally = new ImportTally();
    let batch: ProductDraft[] = [];
    let variants = 0;
    const flush = async () => {
      const fates = await this.#applyBatch(batch, request);
      batch.forEach((draft, index) => tally.accept(draft, fates[index]!));
      batch = [];
      variants = 0;
    };
    for await (const outcomes of outcomesOf(file, grouper, columns, tally)) {
      for (const outcome of outcomes) {
        const issues = outcome.kind === 'rejected' ? outcome.issues : vendorIssues(outcome, columns, request);
        if (outcome.kind === 'rejected' || issues.length > 0) {
          tally.reject(issues);
          continue;
        }
        batch.push(outcome.draft);
        variants += outcome.draft.variants.length;
        if (batch.length >= BATCH.products || variants >= BATCH.variants) await flush();
      }
    }
    await flush();
    return tally;
  }

  async #applyBatch(drafts: readonly ProductDraft[], request: CatalogSource): Promise<readonly ProductFate[]> {
    if (drafts.length === 0) return [];
    return this.database.transaction(async (tx) => {
      const brandOf = await this.#brandsOf(tx, drafts, request.brandId);
      const brandIds = [...new Set(drafts.map(brandOf))];
      await this.brands.lock(tx, brandIds);
      const items = drafts.map((draft) => toStorable(brandOf(draft), draft, request.assetBaseUrl));
      const known = await this.products.known(
        tx,
        items.map(({ brandId, draft }) => ({ brandId, handle: draft.handle })),
      );
      const parts = await this.products.parts(
        tx,
        changedProducts(items, known).map(({ id }) => id),
      );
      const plan = planBatch(items, known, parts, await this.products.lastPositions(tx, brandIds));
      await this.products.write(tx, plan);
      // Nobody shows anything of new ones yet.
      const productIds = [...plan.knownProductIds];
      if (productIds.length > 0) await this.outbox.publish(tx, productsChanged, { productIds });
      if (plan.stock.length > 0) await request.onStock?.(tx, plan.stock);
      return plan.fates;
    });
  }

  async #brandsOf(
    tx: Tx,
    drafts: readonly ProductDraft[],
    brandId: BrandId | 'vendor',
  ): Promise<(draft: ProductDraft) => BrandId> {
    if (brandId !== 'vendor') return () => brandId;
    const names = new Map(drafts.map(({ vendor }) => [brandSlug(vendor)!, vendor]));
    const ids = await this.brands.ofVendors(tx, names);
    return ({ vendor }) => ids.get(brandSlug(vendor)!)!;
  }
}

interface Survey {
  readonly columns: ProductColumns;
  readonly scattered: ReadonlyMap<string, number>;
}

/** The first reading: is it a product file at all, and which products have rows in more than one place? */
async function surveyFile(file: ProductFile): Promise<Result<Survey, ImportFailure>> {
  const notText = await file.whyNotText();
  if (notText !== null) return err({ code: 'CATALOG.IMPORT_NOT_CSV', detail: notText });
  const survey = new HandleSurvey();
  let columns: ProductColumns | null = null;
  for await (const record of file.records()) {
    if (columns === null) {
      const header = readHeader(record.kind === 'row' ? record.row.cells : []);
      if (!header.ok) return err(headerFailure(header.error, record));
      columns = header.value;
    } else if (record.kind === 'row') survey.see(handleOfRow(record.row, columns), record.row.line);
  }
  if (columns === null) return err({ code: 'CATALOG.IMPORT_NOT_CSV', detail: 'The file is empty' });
  return ok({ columns, scattered: survey.scattered });
}

function headerFailure({ missing, doubled }: HeaderProblem, record: FileRecord): ImportFailure {
  const cells = record.kind === 'row' ? record.row.cells : [];
  const faults = [
    ...(missing.length > 0 ? [`Missing: ${missing.join(', ')}`] : []),
    ...(doubled.length > 0 ? [`Twice: ${doubled.join(', ')}`] : []),
    ...(cells.length === 1 && /[;\t]/.test(cells[0]!) ? ['Cells must be separated by commas'] : []),
  ];
  return {
    code: 'CATALOG.IMPORT_HEADER_INVALID',
    detail: `The first line must name the columns of a Shopify product file. ${faults.join('. ')}`,
    extra: { missing, doubled },
  };
}

/** The second reading: products as they are completed, while the rows are counted. */
async function* outcomesOf(
  file: ProductFile,
  grouper: ProductGrouper,
  columns: ProductColumns,
  tally: ImportTally,
): AsyncGenerator<ProductOutcome[]> {
  let isHeader = true;
  for await (const record of file.records()) {
    if (isHeader) isHeader = false;
    else if (record.kind === 'broken') {
      tally.rows += 1;
      const handle = columns.indexOf.handle === 0 && record.firstCell !== null ? handleOf(record.firstCell) : null;
      yield grouper.feedBroken({ line: record.line, handle, reason: record.reason });
    } else {
      if (!isBlankRow(record.row)) tally.rows += 1;
      yield grouper.feed(record.row);
    }
  }
  yield grouper.end();
}

/** Where the file names the brands, a product without a usable vendor has nobody to sell it. */
function vendorIssues(outcome: ProductOutcome, columns: ProductColumns, request: CatalogSource) {
  if (outcome.kind === 'rejected' || request.brandId !== 'vendor' || brandSlug(outcome.draft.vendor) !== null)
    return [];
  const { vendor } = columns.indexOf;
  const column = vendor === undefined ? 'Vendor' : columns.names[vendor]!;
  return [
    { line: outcome.line, column, handle: outcome.draft.handle, reason: 'names no brand; say who sells the product' },
  ];
}
