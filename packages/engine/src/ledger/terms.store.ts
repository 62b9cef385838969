import { Injectable } from '@nestjs/common';
import type { BrandId } from '@sidestall/kernel';
import { STANDARD_TERMS, areTermsSound, type SplitTerms } from '@sidestall/ledger';
import type { Sql, Tx } from '../platform/database.ts';

/** The SQL of how each brand's sales are divided. */
@Injectable()
export class TermsStore {
  async of(sql: Sql, brandIds: readonly BrandId[]): Promise<Map<BrandId, SplitTerms>> {
    const rows = await sql.rows<SplitTerms & { brandId: BrandId }>(
      `SELECT brand_id AS "brandId", partner_bp AS "partnerBp", creator_bp AS "creatorBp", platform_bp AS "platformBp",
              return_window_days AS "returnWindowDays" FROM ledger.terms WHERE brand_id = ANY ($1)`,
      [[...new Set(brandIds)]],
    );
    const agreed = new Map(rows.map(({ brandId, ...terms }) => [brandId, terms]));
    return new Map(brandIds.map((id) => [id, agreed.get(id) ?? STANDARD_TERMS]));
  }

  async set(tx: Tx, brandId: BrandId, terms: SplitTerms): Promise<void> {
    if (!areTermsSound(terms)) throw new Error('These terms give away more than there is');
    await tx.rows(
      `INSERT INTO ledger.terms (brand_id, partner_bp, creator_bp, platform_bp, return_window_days) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (brand_id) DO UPDATE SET partner_bp = excluded.partner_bp, creator_bp = excluded.creator_bp,
         platform_bp = excluded.platform_bp, return_window_days = excluded.return_window_days`,
      [brandId, terms.partnerBp, terms.creatorBp, terms.platformBp, terms.returnWindowDays],
    );
  }
}
