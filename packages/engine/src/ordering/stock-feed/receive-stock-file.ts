import { Injectable } from '@nestjs/common';
import { STOCK_FILE_PROBLEMS, zStockCount, type Failure, type StockFileReport } from '@sidestall/contracts';
import { err, newId, ok, type Result, type RetailerId } from '@sidestall/kernel';
import { Database } from '../../platform/database.ts';
import { Outbox } from '../../platform/outbox.ts';
import { applyStockFiles } from './stock-file.jobs.ts';
import { csvRows, jsonRows, UnfitFile, type FeedColumns, type RawRow } from '../../platform/feed-rows.ts';
import { StockFileLimits } from './stock-file-limits.ts';
import { StockFileStore, type FileCount, type FileProblem, type StockFileId } from './stock-file.store.ts';

/** Rows put aside at once: what a file takes of the memory. */
const BATCH = 2_000;
const EARLIEST = '2000';
const COLUMNS: FeedColumns = {
  names: new Map([
    ['sku', 'sku'],
    ['on_hand', 'onHand'],
    ['as_of', 'asOf'],
  ]),
  needed: ['sku', 'onHand'],
  numbers: ['onHand'],
  advice: 'The first line must be sku,on_hand,as_of; as_of may be left out',
};

/** A file as it arrives. */
export interface ArrivingFile {
  readonly source: AsyncIterable<Uint8Array>;
  readonly format: 'csv' | 'ndjson';
  /** The moment of counts that the file gives none for. */
  readonly asOf: string | undefined;
}

type ReceiveFailure = Failure<'REQUEST.TOO_LARGE' | 'ORDERING.STOCK_FILE_INVALID'>;

function countOf({ line, value }: RawRow, asOf: string | undefined): FileCount | FileProblem {
  const read = zStockCount.safeParse({ ...value, asOf: value['asOf'] ?? asOf });
  if (!read.success) {
    const [issue] = read.error.issues;
    return { line, reason: `${issue!.path.join('.')}: ${issue!.message}`.slice(0, 300) };
  }
  if (read.data.asOf < EARLIEST) return { line, reason: 'asOf: must be a moment of this century' };
  return { line, sku: read.data.sku, onHand: read.data.onHand, asOf: new Date(read.data.asOf) };
}

/** Takes a retailer's whole stock as a file: all of it is put aside, then applied, or nothing is. */
@Injectable()
export class ReceiveStockFile {
  constructor(
    private readonly database: Database,
    private readonly files: StockFileStore,
    private readonly outbox: Outbox,
    private readonly limits: StockFileLimits,
  ) {}

  async execute(retailerId: RetailerId, file: ArrivingFile): Promise<Result<StockFileReport, ReceiveFailure>> {
    const id = newId('skf');
    await this.files.begin(this.database, id, retailerId);
    try {
      await this.#receive(id, retailerId, file);
    } catch (error) {
      const refusal = error instanceof UnfitFile ? error.message : 'The file did not arrive as a whole';
      await this.database.transaction((tx) => this.files.refuse(tx, id, refusal));
      if (!(error instanceof UnfitFile)) throw error;
      const code = error.kind === 'too large' ? 'REQUEST.TOO_LARGE' : 'ORDERING.STOCK_FILE_INVALID';
      return err({ code, detail: error.message });
    }
    return ok((await this.files.find(this.database, id, retailerId))!);
  }

  async #receive(id: StockFileId, retailerId: RetailerId, { source, format, asOf }: ArrivingFile): Promise<void> {
    let rows = 0;
    let problemCount = 0;
    const problems: FileProblem[] = [];
    let batch: FileCount[] = [];
    for await (const row of format === 'csv'
      ? csvRows(source, COLUMNS, this.limits.bytes)
      : jsonRows(source, this.limits.bytes)) {
      rows += 1;
      if (rows > this.limits.rows) throw new UnfitFile('too large', 'Split the file: at most 1,000,000 rows are taken');
      const count = countOf(row, asOf);
      if ('reason' in count) {
        problemCount += 1;
        if (problems.length < STOCK_FILE_PROBLEMS) problems.push(count);
      } else batch.push(count);
      if (batch.length >= BATCH) {
        await this.#stage(id, batch);
        batch = [];
      }
    }
    if (rows === 0) throw new UnfitFile('malformed', 'The file has no rows');
    await this.#stage(id, batch);
    await this.database.transaction(async (tx) => {
      if (!(await this.files.complete(tx, id, { rows, problemCount, problems }))) throw tooSlow();
      await this.outbox.schedule(tx, applyStockFiles, { retailerId }, { key: retailerId });
    });
  }

  async #stage(id: StockFileId, counts: readonly FileCount[]): Promise<void> {
    if (!(await this.database.transaction((tx) => this.files.stage(tx, id, counts)))) throw tooSlow();
  }
}

const tooSlow = (): UnfitFile => new UnfitFile('malformed', 'The file took too long to arrive');
