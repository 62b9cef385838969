import { Injectable } from '@nestjs/common';
import type { ListingId, StreamId } from '@sidestall/kernel';
import type { Sql } from '../../platform/database.ts';

/** When drops that are planned change prices next, by the database's clock. */
@Injectable()
export class NextDropChange {
  /**
   * Milliseconds until one of the listings' drops starts or ends next, of those that a show sees, or that are seen
   * elsewhere; null: none will. Whoever keeps prices for a while asks before reading them: what changes in between is then
   * forgotten too early rather than too late.
   */
  async inMs(sql: Sql, listingIds: readonly ListingId[], streamId: StreamId | null): Promise<number | null> {
    if (listingIds.length === 0) return null;
    const row = await sql.one<{ inMs: number | null }>(
      `SELECT (extract(epoch FROM min(CASE WHEN d.starts_at > now() THEN d.starts_at ELSE d.ends_at END) - now())
               * 1000)::float8 AS "inMs"
         FROM catalog.drop_listing dl JOIN catalog.drop d ON d.id = dl.drop_id
        WHERE dl.listing_id = ANY($1) AND d.state = 'planned' AND d.ends_at > now()
          AND (d.stream_id IS NULL OR d.stream_id = $2)`,
      [listingIds, streamId],
    );
    return row!.inMs;
  }
}
