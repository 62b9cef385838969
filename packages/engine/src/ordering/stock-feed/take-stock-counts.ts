import { Injectable } from '@nestjs/common';
import type { StockAnswer } from '@sidestall/contracts';
import { newestCounts, type ShelfCount } from '@sidestall/inventory';
import type { RetailerId, VariantId } from '@sidestall/kernel';
import { SkuLookup } from '../../catalog/sku-lookup.ts';
import { StockFeed } from '../../inventory/stock-feed.ts';
import { Database, type Tx } from '../../platform/database.ts';
import { StockNews } from '../stock-news.ts';

/** What a retailer counted of one of its SKUs. */
export interface SkuCount {
  readonly sku: string;
  readonly onHand: number;
  readonly asOf: Date;
}

type Answer = StockAnswer['counts'][number];

/** Buyers of these variants wait until a transaction is over, and each piece of news takes one of the server's locks. */
const AT_ONCE = 200;

/** Takes a retailer's counts by SKU, and lets the shows and the waitlist know of what moved. */
@Injectable()
export class TakeStockCounts {
  constructor(
    private readonly database: Database,
    private readonly skus: SkuLookup,
    private readonly feed: StockFeed,
    private readonly news: StockNews,
  ) {}

  /**
   * One answer for each count, in the order they were sent. A long list is taken in pieces; one that broke off may be sent
   * again, since a count told twice comes out the same.
   */
  async execute(retailerId: RetailerId, counts: readonly SkuCount[]): Promise<Answer[]> {
    const answers: Answer[] = [];
    for (let at = 0; at < counts.length; at += AT_ONCE) {
      const piece = counts.slice(at, at + AT_ONCE);
      answers.push(...(await this.database.transaction((tx) => this.#take(tx, retailerId, piece))));
    }
    return answers;
  }

  async #take(tx: Tx, retailerId: RetailerId, counts: readonly SkuCount[]): Promise<Answer[]> {
    const variants = await this.#stocked(tx, retailerId, counts);
    const told = counts.map(({ sku, onHand, asOf }): ShelfCount | null => {
      const [variantId, another] = variants.get(sku) ?? [];
      return variantId && !another ? { variantId, onHand, asOf } : null;
    });
    const known = told.filter((count) => count !== null);
    const shelves = await this.feed.apply(tx, retailerId, known);
    await this.news.tell(
      tx,
      shelves.filter((shelf) => shelf.hasMoved),
    );
    const shelfOf = new Map(shelves.map((shelf) => [shelf.variantId, shelf]));
    const taken = new Set(newestCounts(known));
    return counts.map(({ sku }, index) => {
      const count = told[index];
      if (!count) return { sku, outcome: variants.has(sku) ? 'ambiguous' : 'unknown', onHand: null, asOf: null };
      const { outcome, onHand, asOf } = shelfOf.get(count.variantId)!;
      return {
        sku,
        outcome: taken.has(count) ? outcome : 'ignored',
        onHand,
        asOf: asOf?.toISOString() ?? null,
      };
    });
  }

  /** The variants that a SKU means at this retailer: brands may use the same one. */
  async #stocked(
    tx: Tx,
    retailerId: RetailerId,
    counts: readonly SkuCount[],
  ): Promise<ReadonlyMap<string, readonly VariantId[]>> {
    const found = await this.skus.find(
      tx,
      counts.map(({ sku }) => sku),
    );
    const stocked = await this.feed.stocked(
      tx,
      retailerId,
      found.map(({ variantId }) => variantId),
    );
    const variants = new Map<string, VariantId[]>();
    for (const { sku, variantId } of found) {
      if (stocked.has(variantId)) variants.set(sku, [...(variants.get(sku) ?? []), variantId]);
    }
    return variants;
  }
}
