import { Injectable } from '@nestjs/common';
import type { BrandId } from '@sidestall/kernel';
import type { Sql, Tx } from '../platform/database.ts';

/** The SQL of who acts for which brand. */
@Injectable()
export class BrandMemberStore {
  async brandIdsOf(sql: Sql, memberId: string): Promise<BrandId[]> {
    const rows = await sql.rows<{ brandId: BrandId }>(
      `SELECT brand_id AS "brandId" FROM identity.brand_member WHERE member_id = $1 ORDER BY brand_id`,
      [memberId],
    );
    return rows.map((row) => row.brandId);
  }

  async findMemberId(sql: Sql, email: string): Promise<string | null> {
    const row = await sql.one<{ id: string }>(`SELECT id FROM identity.member WHERE email = $1`, [email]);
    return row?.id ?? null;
  }

  async add(tx: Tx, memberId: string, brandIds: readonly BrandId[]): Promise<void> {
    await tx.rows(
      `INSERT INTO identity.brand_member (member_id, brand_id) SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING`,
      [memberId, brandIds],
    );
  }
}
