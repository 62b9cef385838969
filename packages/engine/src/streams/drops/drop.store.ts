import type { PriceSpan } from '@sidestall/catalog';
import { Injectable } from '@nestjs/common';
import type { BrandId, DropId, ListingId, StreamId } from '@sidestall/kernel';
import type { Sql, Tx } from '../../platform/database.ts';

/** One listing of a drop as it was planned. */
export interface DropTermsRow {
  readonly listingId: ListingId;
  readonly priceMinor: number;
  readonly priorMinor: number | null;
  readonly currency: string;
  readonly allotment: number;
  readonly cap: number | null;
}

export interface DropRow {
  readonly id: DropId;
  readonly brandId: BrandId;
  readonly streamId: StreamId | null;
  readonly title: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly state: 'planned' | 'closed' | 'canceled';
  readonly createdAt: Date;
  /** In the order they were named. */
  readonly listings: readonly DropTermsRow[];
}

export type NewDrop = Omit<DropRow, 'state' | 'createdAt'>;

/** Whose drops viewers look for; null: of every brand. */
export interface DropsWanted {
  readonly streamId: StreamId | null;
  readonly brandIds: readonly BrandId[] | null;
}

const DROP = `d.id, d.brand_id AS "brandId", d.stream_id AS "streamId", d.title, d.starts_at AS "startsAt",
  d.ends_at AS "endsAt", d.state, d.created_at AS "createdAt",
  (SELECT json_agg(json_build_object('listingId', t.listing_id, 'priceMinor', t.price_minor, 'priorMinor', t.prior_minor,
                                     'currency', t.currency, 'allotment', t.allotment, 'cap', t.cap) ORDER BY t.position)
     FROM catalog.drop_listing t WHERE t.drop_id = d.id) AS listings`;

/** The SQL of drops. Only the database's clock says what is open and what is over. */
@Injectable()
export class DropStore {
  /** The moment by the clock that deadlines go by. */
  async now(sql: Sql): Promise<Date> {
    return (await sql.one<{ now: Date }>('SELECT clock_timestamp() AS now'))!.now;
  }

  async insert(tx: Tx, drop: NewDrop): Promise<void> {
    await tx.rows(
      `INSERT INTO catalog.drop (id, brand_id, stream_id, title, starts_at, ends_at) VALUES ($1, $2, $3, $4, $5, $6)`,
      [drop.id, drop.brandId, drop.streamId, drop.title, drop.startsAt, drop.endsAt],
    );
    await tx.rows(
      `INSERT INTO catalog.drop_listing (drop_id, listing_id, position, price_minor, prior_minor, currency, allotment, cap)
       SELECT $1, t."listingId", place, t."priceMinor", t."priorMinor", t.currency, t.allotment, t.cap
         FROM ROWS FROM (jsonb_to_recordset($2) AS ("listingId" text, "priceMinor" bigint, "priorMinor" bigint,
                                                   currency text, allotment int, cap int)) WITH ORDINALITY
           AS t("listingId", "priceMinor", "priorMinor", currency, allotment, cap, place)`,
      [drop.id, JSON.stringify(drop.listings)],
    );
  }

  find(sql: Sql, brandId: BrandId, id: DropId): Promise<DropRow | null> {
    return sql.one(`SELECT ${DROP} FROM catalog.drop d WHERE d.id = $1 AND d.brand_id = $2`, [id, brandId]);
  }

  byId(sql: Sql, id: DropId): Promise<DropRow | null> {
    return sql.one(`SELECT ${DROP} FROM catalog.drop d WHERE d.id = $1`, [id]);
  }

  /** The newest first, those before the cursor. */
  ofBrand(sql: Sql, brandId: BrandId, cursor: DropId | null, limit: number): Promise<DropRow[]> {
    return sql.rows(
      `SELECT ${DROP} FROM catalog.drop d WHERE d.brand_id = $1 AND ($2::text IS NULL OR d.id < $2)
        ORDER BY d.id DESC LIMIT $3`,
      [brandId, cursor, limit],
    );
  }

  /** Open or still to come, the next one first: those of the show, and those that count wherever the brands sell. */
  current(sql: Sql, { streamId, brandIds }: DropsWanted, limit: number): Promise<DropRow[]> {
    return sql.rows(
      `SELECT ${DROP} FROM catalog.drop d
        WHERE d.state = 'planned' AND d.ends_at > now() AND (d.stream_id IS NULL OR d.stream_id = $1)
          AND ($2::text[] IS NULL OR d.brand_id = ANY($2))
        ORDER BY d.starts_at, d.id LIMIT $3`,
      [streamId, brandIds, limit],
    );
  }

  /** Closes a drop that is over; false when it is not, or was closed before. */
  async close(tx: Tx, id: DropId): Promise<boolean> {
    const row = await tx.one(
      `UPDATE catalog.drop SET state = 'closed' WHERE id = $1 AND state = 'planned' AND ends_at <= now() RETURNING 1`,
      [id],
    );
    return row !== null;
  }

  /** Gives a drop up that is not over yet; false when it is, or was given up before. */
  async cancel(tx: Tx, id: DropId): Promise<boolean> {
    const row = await tx.one(
      `UPDATE catalog.drop SET state = 'canceled', canceled_at = now()
        WHERE id = $1 AND state = 'planned' AND ends_at > now() RETURNING 1`,
      [id],
    );
    return row !== null;
  }

  async overdue(sql: Sql, limit: number): Promise<DropId[]> {
    const rows = await sql.rows<{ id: DropId }>(
      `SELECT id FROM catalog.drop WHERE state = 'planned' AND ends_at <= now() ORDER BY ends_at LIMIT $1`,
      [limit],
    );
    return rows.map((row) => row.id);
  }

  /**
   * What each listing cost and will cost from then on until the drop's start, as far as it is known: its own prices, and
   * those of other drops while they were open.
   */
  async prices(
    sql: Sql,
    listingIds: readonly ListingId[],
    drop: { readonly id: DropId; readonly startsAt: Date },
    since: Date,
  ): Promise<Map<ListingId, PriceSpan[]>> {
    const rows = await sql.rows<PriceSpan & { listingId: ListingId }>(
      `SELECT listing_id AS "listingId", price_minor AS "priceMinor", from_at AS "from", to_at AS "to"
         FROM catalog.listing_price
        WHERE listing_id = ANY($1) AND from_at < $3 AND (to_at IS NULL OR to_at > $4)
       UNION ALL
       SELECT t.listing_id, t.price_minor, d.starts_at, least(d.ends_at, d.canceled_at)
         FROM catalog.drop_listing t JOIN catalog.drop d ON d.id = t.drop_id
         JOIN catalog.listing l ON l.id = t.listing_id AND l.currency = t.currency
        WHERE t.listing_id = ANY($1) AND d.id <> $2 AND d.starts_at < $3 AND least(d.ends_at, d.canceled_at) > $4`,
      [listingIds, drop.id, drop.startsAt, since],
    );
    const spans = new Map<ListingId, PriceSpan[]>(listingIds.map((id) => [id, []]));
    for (const { listingId, ...span } of rows) spans.get(listingId)!.push(span);
    return spans;
  }

  async setPriorPrices(tx: Tx, id: DropId, prices: ReadonlyMap<ListingId, number | null>): Promise<void> {
    await tx.rows(
      `UPDATE catalog.drop_listing t SET prior_minor = p.prior FROM unnest($2::text[], $3::bigint[]) AS p(listing_id, prior)
        WHERE t.drop_id = $1 AND t.listing_id = p.listing_id AND t.prior_minor IS DISTINCT FROM p.prior`,
      [id, [...prices.keys()], [...prices.values()]],
    );
  }
}
