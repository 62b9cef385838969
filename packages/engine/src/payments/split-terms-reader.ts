import { Injectable } from '@nestjs/common';
import type { BrandId } from '@sidestall/kernel';
import { STANDARD_TERMS, type SplitTerms } from '@sidestall/ledger';
import type { Sql } from '../platform/database.ts';

/** How sales of brands are divided now, for who prices an order: what a quote fixes, later changes do not touch. */
@Injectable()
export class SplitTermsReader {
  async of(sql: Sql, brandIds: readonly BrandId[]): Promise<Map<BrandId, SplitTerms>> {
    const rows = await sql.rows<SplitTerms & { brandId: BrandId }>(
      `SELECT brand_id AS "brandId", partner_bp AS "partnerBp", creator_bp AS "creatorBp", platform_bp AS "platformBp",
              return_window_days AS "returnWindowDays" FROM ledger.terms WHERE brand_id = ANY ($1)`,
      [[...new Set(brandIds)]],
    );
    const agreed = new Map(rows.map(({ brandId, ...terms }) => [brandId, terms]));
    return new Map(brandIds.map((id) => [id, agreed.get(id) ?? STANDARD_TERMS]));
  }
}
