import { Injectable } from '@nestjs/common';
import type { VariantId } from '@sidestall/kernel';
import type { Sql } from '../platform/database.ts';

export interface VariantOfSku {
  readonly sku: string;
  readonly variantId: VariantId;
}

/** Which variants a SKU may mean: it is unique within a product only, so it may be several. */
@Injectable()
export class SkuLookup {
  /** Living variants alone; SKUs that nobody has are left out. */
  find(sql: Sql, skus: readonly string[]): Promise<VariantOfSku[]> {
    return sql.rows(
      `SELECT sku, id AS "variantId" FROM catalog.variant WHERE sku = ANY($1) AND archived_at IS NULL ORDER BY id`,
      [[...new Set(skus)]],
    );
  }
}
