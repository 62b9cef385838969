import { Injectable } from '@nestjs/common';
import type { BrandId, VariantId } from '@sidestall/kernel';
import type { Sql } from '../platform/database.ts';

export interface VariantOfSku {
  readonly sku: string;
  readonly variantId: VariantId;
}

/** Which variants are meant, and whose they are. A SKU is unique within a product only, so it may mean several. */
@Injectable()
export class SkuLookup {
  /** Living variants alone; SKUs that nobody has are left out. */
  find(sql: Sql, skus: readonly string[]): Promise<VariantOfSku[]> {
    return sql.rows(
      `SELECT sku, id AS "variantId" FROM catalog.variant WHERE sku = ANY($1) AND archived_at IS NULL ORDER BY id`,
      [[...new Set(skus)]],
    );
  }

  /** Those of the variants that are the brand's, archived ones too. */
  async ofBrand(sql: Sql, brandId: BrandId, variantIds: readonly VariantId[]): Promise<Set<VariantId>> {
    const rows = await sql.rows<{ id: VariantId }>(
      `SELECT v.id FROM catalog.variant v JOIN catalog.product p ON p.id = v.product_id WHERE v.id = ANY($1) AND p.brand_id = $2`,
      [variantIds, brandId],
    );
    return new Set(rows.map((row) => row.id));
  }
}
