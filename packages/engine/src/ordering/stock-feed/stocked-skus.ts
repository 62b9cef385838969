import { Injectable } from '@nestjs/common';
import type { RetailerId, VariantId } from '@sidestall/kernel';
import { SkuLookup } from '../../catalog/sku-lookup.ts';
import { StockFeed } from '../../inventory/stock-feed.ts';
import type { Sql } from '../../platform/database.ts';

/** What a retailer's SKUs mean. */
@Injectable()
export class StockedSkus {
  constructor(
    private readonly skus: SkuLookup,
    private readonly feed: StockFeed,
  ) {}

  /** The variants that each SKU means among those the retailer stocks: brands may use the same one. */
  async of(
    sql: Sql,
    retailerId: RetailerId,
    skus: readonly string[],
  ): Promise<ReadonlyMap<string, readonly VariantId[]>> {
    const found = await this.skus.find(sql, skus);
    const stocked = await this.feed.stocked(
      sql,
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
