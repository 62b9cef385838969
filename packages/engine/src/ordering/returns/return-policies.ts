import { Injectable } from '@nestjs/common';
import type { BrandId } from '@sidestall/kernel';
import { Database, type Sql } from '../../platform/database.ts';

export interface ReturnPolicyRow {
  readonly isAutomatic: boolean;
  readonly instructions: string | null;
}

/** What brands agreed to about returns beforehand; one that said nothing answers each return itself. */
@Injectable()
export class ReturnPolicies {
  constructor(private readonly database: Database) {}

  async of(brandId: BrandId, sql: Sql = this.database): Promise<ReturnPolicyRow> {
    const row = await sql.one<ReturnPolicyRow>(
      `SELECT is_automatic AS "isAutomatic", instructions FROM ordering.return_policy WHERE brand_id = $1`,
      [brandId],
    );
    return row ?? { isAutomatic: false, instructions: null };
  }

  /** Counts for returns that are asked for from now on. */
  async set(brandId: BrandId, policy: ReturnPolicyRow): Promise<void> {
    await this.database.transaction((tx) =>
      tx.rows(
        `INSERT INTO ordering.return_policy (brand_id, is_automatic, instructions) VALUES ($1, $2, $3)
         ON CONFLICT (brand_id) DO UPDATE SET is_automatic = excluded.is_automatic, instructions = excluded.instructions,
           updated_at = now()`,
        [brandId, policy.isAutomatic, policy.instructions],
      ),
    );
  }
}
