import { Injectable } from '@nestjs/common';
import {
  STOCK_FILE_BYTES,
  STOCK_FILE_PROBLEMS,
  STOCK_FILE_ROWS,
  zPrice,
  type Failure,
  type PriceFileReport,
} from '@sidestall/contracts';
import { err, ok, type Result, type RetailerId } from '@sidestall/kernel';
import { Database, type Tx } from '../../platform/database.ts';
import { csvRows, jsonRows, UnfitFile, type FeedColumns, type RawRow } from '../../platform/feed-rows.ts';
import { SpooledFile } from '../../platform/spooled-file.ts';
import { RetailerPriceStore } from './retailer-price.store.ts';
import { TakePrices, type SkuPrice } from './take-prices.ts';

/** Rows looked up at once: what a file takes of the memory. */
const BATCH = 2_000;
const COLUMNS: FeedColumns = {
  names: new Map([
    ['sku', 'sku'],
    ['amount', 'amount'],
    ['currency', 'currency'],
    ['as_of', 'asOf'],
  ]),
  needed: ['sku', 'amount', 'currency'],
  numbers: ['amount'],
  advice: 'The first line must be sku,amount,currency,as_of; as_of may be left out',
};
const TOO_LARGE = 'Split the file: at most 1,000,000 rows and 200 MB are taken at once';

/** A file of prices as it arrives. */
export interface ArrivingPrices {
  readonly source: AsyncIterable<Uint8Array>;
  readonly format: 'csv' | 'ndjson';
  /** The moment of prices that the file gives none for. */
  readonly asOf: string | undefined;
}

type PriceFileFailure = Failure<'REQUEST.TOO_LARGE' | 'FULFILLMENT.PRICE_FILE_INVALID'>;

/** Takes all of a retailer's prices as a file: once it is here as a whole, all of it is applied at once, or nothing is. */
@Injectable()
export class ReceivePriceFile {
  constructor(
    private readonly database: Database,
    private readonly prices: RetailerPriceStore,
    private readonly taking: TakePrices,
  ) {}

  async execute(retailerId: RetailerId, file: ArrivingPrices): Promise<Result<PriceFileReport, PriceFileFailure>> {
    const spooled = await SpooledFile.take(file.source, STOCK_FILE_BYTES);
    if (!spooled) return err({ code: 'REQUEST.TOO_LARGE', detail: TOO_LARGE });
    try {
      const { format, asOf } = file;
      const report = await this.database.transaction((tx) =>
        this.#apply(tx, retailerId, { source: spooled.read(), format, asOf }),
      );
      return ok(report);
    } catch (error) {
      if (!(error instanceof UnfitFile)) throw error;
      const code = error.kind === 'too large' ? 'REQUEST.TOO_LARGE' : 'FULFILLMENT.PRICE_FILE_INVALID';
      return err({ code, detail: error.message });
    } finally {
      await spooled.remove();
    }
  }

  async #apply(tx: Tx, retailerId: RetailerId, { source, format, asOf }: ArrivingPrices): Promise<PriceFileReport> {
    const tally = { rows: 0, unknown: 0, ambiguous: 0, problemCount: 0 };
    const problems: PriceFileReport['problems'] = [];
    let put = 0;
    let batch: SkuPrice[] = [];
    const flush = async (): Promise<void> => {
      const found = await this.taking.find(tx, retailerId, batch);
      const own = found.filter((price) => typeof price !== 'string');
      for (const price of found) if (typeof price === 'string') tally[price] += 1;
      if (own.length > 0) await this.prices.put(tx, own);
      put += own.length;
      batch = [];
    };
    await this.prices.open(tx);
    for await (const row of format === 'csv' ? csvRows(source, COLUMNS) : jsonRows(source)) {
      tally.rows += 1;
      if (tally.rows > STOCK_FILE_ROWS) throw new UnfitFile('too large', TOO_LARGE);
      const price = priceOf(row, format, asOf);
      if (typeof price !== 'string') batch.push(price);
      else {
        tally.problemCount += 1;
        if (problems.length < STOCK_FILE_PROBLEMS) problems.push({ line: row.line, reason: price });
      }
      if (batch.length >= BATCH) await flush();
    }
    if (tally.rows === 0) throw new UnfitFile('malformed', 'The file has no rows');
    await flush();
    const applied = await this.prices.take(tx, retailerId);
    return { ...tally, applied, ignored: put - applied, problems };
  }
}

/** The price of a row, or what is wrong with it. A CSV row without amount and currency takes a price back. */
function priceOf({ value }: RawRow, format: ArrivingPrices['format'], asOf: string | undefined): SkuPrice | string {
  const { amount, currency } = value;
  const isBack = amount === undefined && currency === undefined;
  const price = format === 'ndjson' ? value['price'] : isBack ? null : { amount, currency };
  const read = zPrice.safeParse({ sku: value['sku'], price, asOf: value['asOf'] ?? asOf });
  if (read.success) return { ...read.data, asOf: new Date(read.data.asOf) };
  const [issue] = read.error.issues;
  return `${issue!.path.join('.')}: ${issue!.message}`.slice(0, 300);
}
