import { Injectable } from '@nestjs/common';
import type { BrandId } from '@sidestall/kernel';
import type { Sql } from '../platform/database.ts';

/** Where the people of a brand read their mail. */
@Injectable()
export class BrandMailboxes {
  async of(sql: Sql, brandIds: readonly BrandId[]): Promise<string[]> {
    const rows = await sql.rows<{ email: string }>(
      `SELECT DISTINCT m.email FROM identity.member m JOIN identity.brand_member b ON b.member_id = m.id
        WHERE b.brand_id = ANY ($1) ORDER BY m.email`,
      [[...new Set(brandIds)]],
    );
    return rows.map((row) => row.email);
  }
}
