import { Injectable } from '@nestjs/common';
import type { StockAnswer } from '@sidestall/contracts';
import { newestCounts, type ShelfCount } from '@sidestall/inventory';
import type { RetailerId } from '@sidestall/kernel';
import { StockFeed } from '../../inventory/stock-feed.ts';
import { Database, type Tx } from '../../platform/database.ts';
import { AwaitedStock } from '../backorders/awaited-stock.ts';
import { StockNews } from '../stock-news.ts';
import { StockedSkus } from './stocked-skus.ts';

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
    private readonly skus: StockedSkus,
    private readonly feed: StockFeed,
    private readonly news: StockNews,
    private readonly awaited: AwaitedStock,
  ) {}

  /**
   * One answer for each count, in the order they were sent. A long list is taken in pieces; one that broke off may be sent
   * again, since a count told twice comes out the same.
   */
  async execute(retailerId: RetailerId, counts: readonly SkuCount[]): Promise<Answer[]> {
    const answers: Answer[] = [];
    for (let at = 0; at < counts.length; at += AT_ONCE) {
      const piece = counts.slice(at, at + AT_ONCE);
      answers.push(...(await this.database.transaction((tx) => this.take(tx, retailerId, piece))));
    }
    return answers;
  }

  /** The same inside a transaction of somebody else's, which keeps the list short. */
  async take(tx: Tx, retailerId: RetailerId, counts: readonly SkuCount[]): Promise<Answer[]> {
    const variants = await this.skus.of(
      tx,
      retailerId,
      counts.map(({ sku }) => sku),
    );
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
    await this.awaited.tell(
      tx,
      shelves.filter((shelf) => shelf.outcome === 'applied' && shelf.onHand! > 0).map((shelf) => shelf.variantId),
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
}
