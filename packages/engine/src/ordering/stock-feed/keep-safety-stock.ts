import { Injectable } from '@nestjs/common';
import type { Failure, SafetyStockAnswer } from '@sidestall/contracts';
import { err, ok, type BrandId, type Result } from '@sidestall/kernel';
import { SkuLookup } from '../../catalog/sku-lookup.ts';
import { InventoryService } from '../../inventory/inventory.service.ts';
import { SafetyStock, type SafetyOfVariant } from '../../inventory/safety-stock.ts';
import { Database } from '../../platform/database.ts';
import { StockNews } from '../stock-news.ts';

type Answer = SafetyStockAnswer['variants'];

/** A brand keeps units of its variants back from sale, or sells them to the last again. */
@Injectable()
export class KeepSafetyStock {
  constructor(
    private readonly database: Database,
    private readonly skus: SkuLookup,
    private readonly safety: SafetyStock,
    private readonly inventory: InventoryService,
    private readonly news: StockNews,
  ) {}

  /** All of it or nothing; of a variant named twice the last is meant. */
  execute(
    brandId: BrandId,
    kept: readonly SafetyOfVariant[],
  ): Promise<Result<Answer, Failure<'CATALOG.PRODUCT_NOT_FOUND'>>> {
    const last = new Map(kept.map((one) => [one.variantId, one.safety]));
    const variantIds = [...last.keys()];
    return this.database.attempt(async (tx) => {
      const own = await this.skus.ofBrand(tx, brandId, variantIds);
      const foreign = variantIds.find((variantId) => !own.has(variantId));
      if (foreign) return err({ code: 'CATALOG.PRODUCT_NOT_FOUND', detail: `${foreign} is none of your variants` });
      await this.safety.set(tx, kept);
      await this.news.tell(
        tx,
        variantIds.map((variantId) => ({ variantId })),
      );
      const available = await this.inventory.availability(tx, variantIds);
      return ok(
        [...last].map(([variantId, safety]) => ({ variantId, safety, available: available.get(variantId) ?? null })),
      );
    });
  }
}
