import { Injectable } from '@nestjs/common';
import type { BrandId, CreatorId } from '@sidestall/kernel';
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

  /** Whose earnings a member may see, and whether they run the house. */
  async standingOf(sql: Sql, memberId: string): Promise<{ creatorIds: CreatorId[]; isOperator: boolean }> {
    const row = await sql.one<{ creatorIds: CreatorId[]; isOperator: boolean }>(
      `SELECT coalesce((SELECT array_agg(creator_id ORDER BY creator_id) FROM identity.creator_member WHERE member_id = $1), '{}') AS "creatorIds",
              EXISTS (SELECT 1 FROM identity.operator WHERE member_id = $1) AS "isOperator"`,
      [memberId],
    );
    return row!;
  }

  async addCreators(tx: Tx, memberId: string, creatorIds: readonly CreatorId[]): Promise<void> {
    await tx.rows(
      `INSERT INTO identity.creator_member (member_id, creator_id) SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING`,
      [memberId, creatorIds],
    );
  }

  async makeOperator(tx: Tx, memberId: string): Promise<void> {
    await tx.rows(`INSERT INTO identity.operator (member_id) VALUES ($1) ON CONFLICT DO NOTHING`, [memberId]);
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
