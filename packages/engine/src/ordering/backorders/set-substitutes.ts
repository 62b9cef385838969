import { Injectable } from '@nestjs/common';
import type { Failure } from '@sidestall/contracts';
import { err, ok, type BrandId, type Result } from '@sidestall/kernel';
import { SkuLookup } from '../../catalog/sku-lookup.ts';
import { Database } from '../../platform/database.ts';
import { SubstituteStore, type Substitutes } from './substitute.store.ts';

/** Says what a brand would send instead of its own variants; buyers are asked each time. */
@Injectable()
export class SetSubstitutes {
  constructor(
    private readonly database: Database,
    private readonly catalog: SkuLookup,
    private readonly store: SubstituteStore,
  ) {}

  of(brandId: BrandId): Promise<Substitutes[]> {
    return this.store.ofBrand(this.database, brandId);
  }

  /** All of them or none; variants that are not named stay as they are. */
  execute(
    brandId: BrandId,
    wishes: readonly Substitutes[],
  ): Promise<Result<Substitutes[], Failure<'CATALOG.PRODUCT_NOT_FOUND'>>> {
    return this.database.attempt(async (tx) => {
      const named = [...new Set(wishes.flatMap(({ variantId, substitutes }) => [variantId, ...substitutes]))];
      const own = await this.catalog.ofBrand(tx, brandId, named);
      const foreign = named.filter((variantId) => !own.has(variantId));
      if (foreign.length > 0) {
        return err({ code: 'CATALOG.PRODUCT_NOT_FOUND', detail: `Not variants of yours: ${foreign.join(', ')}` });
      }
      for (const { variantId, substitutes } of wishes) {
        const others = [...new Set(substitutes)].filter((id) => id !== variantId);
        await this.store.set(tx, brandId, { variantId, substitutes: others });
      }
      return ok(await this.store.ofBrand(tx, brandId));
    });
  }
}
