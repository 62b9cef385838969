import { Injectable } from '@nestjs/common';
import type { PriceAnswer } from '@sidestall/contracts';
import type { Money, RetailerId } from '@sidestall/kernel';
import { StockedSkus } from '../../ordering/stock-feed/stocked-skus.ts';
import { Database, type Tx } from '../../platform/database.ts';
import { RetailerPriceStore, type VariantPrice } from './retailer-price.store.ts';

/** What a retailer charges for one unit of one of its SKUs; null when it takes the price back. */
export interface SkuPrice {
  readonly sku: string;
  readonly price: Money | null;
  readonly asOf: Date;
}

type Answer = PriceAnswer['prices'][number];
/** A price of a variant, or why the SKU means none. */
export type FoundPrice = VariantPrice | 'unknown' | 'ambiguous';

/** Takes a retailer's prices by SKU. Routing ranks by them; no buyer pays another price for it. */
@Injectable()
export class TakePrices {
  constructor(
    private readonly database: Database,
    private readonly skus: StockedSkus,
    private readonly prices: RetailerPriceStore,
  ) {}

  /** One answer for each price, in the order they were sent; all of them are taken in one transaction. */
  async execute(retailerId: RetailerId, told: readonly SkuPrice[]): Promise<Answer[]> {
    return await this.database.transaction(async (tx) => {
      const found = await this.find(tx, retailerId, told);
      const own = found.filter((price) => typeof price !== 'string');
      await this.prices.open(tx);
      await this.prices.put(tx, own);
      await this.prices.take(tx, retailerId);
      const known = await this.prices.of(
        tx,
        retailerId,
        own.map(({ variantId }) => variantId),
      );
      return told.map(({ sku }, index): Answer => {
        const price = found[index]!;
        if (typeof price === 'string') return { sku, outcome: price, price: null, asOf: null };
        const now = known.get(price.variantId)!;
        return {
          sku,
          outcome: isSame(price, now) ? 'applied' : 'ignored',
          price: now.price,
          asOf: now.asOf.toISOString(),
        };
      });
    });
  }

  /** What each of them is a price of. */
  async find(tx: Tx, retailerId: RetailerId, told: readonly SkuPrice[]): Promise<FoundPrice[]> {
    const variants = await this.skus.of(
      tx,
      retailerId,
      told.map(({ sku }) => sku),
    );
    return told.map(({ sku, price, asOf }) => {
      const [variantId, another] = variants.get(sku) ?? [];
      if (!variantId) return 'unknown';
      return another ? 'ambiguous' : { variantId, price, asOf };
    });
  }
}

const isSame = (told: VariantPrice, known: VariantPrice): boolean =>
  told.asOf.getTime() === known.asOf.getTime() &&
  told.price?.amount === known.price?.amount &&
  told.price?.currency === known.price?.currency;
