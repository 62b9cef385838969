import { chooseDrop } from '@sidestall/catalog';
import { money, type DropId, type ListingId, type Money, type StreamId } from '@sidestall/kernel';
import { Injectable } from '@nestjs/common';
import { ALLOTMENT_LEFT } from '../../inventory/allotments.ts';
import type { Sql } from '../../platform/database.ts';

/** What a drop makes of a listing while it is open. */
export interface DropOffer {
  readonly dropId: DropId;
  readonly listingId: ListingId;
  readonly price: Money;
  /** Most units for one buyer; null: no limit. */
  readonly cap: number | null;
  /** Units of its allotment that are there and that nobody claimed yet; at none the drop is sold out and its price is gone. */
  readonly left: number;
  readonly endsAt: Date;
  /** The lowest price of the 30 days before the drop; null where the drop is no lower. */
  readonly priorPrice: Money | null;
}

interface OpenRow {
  readonly dropId: DropId;
  readonly listingId: ListingId;
  readonly isOfShow: boolean;
  readonly priceMinor: number;
  readonly priorMinor: number | null;
  readonly currency: string;
  readonly cap: number | null;
  readonly left: number;
  readonly endsAt: Date;
}

/** The drops that are open at this moment, by the database's clock. */
@Injectable()
export class OpenDrops {
  /**
   * At most one offer a listing: of a drop with units left if there is one, the show's own before the brand's, then the
   * cheapest. A show sees its own drops and those that count wherever the brand sells; elsewhere only the latter count.
   * A drop never makes anything dearer: it counts only below the listing's price of this moment. One statement.
   */
  async offers(
    sql: Sql,
    listingIds: readonly ListingId[],
    streamId: StreamId | null,
  ): Promise<Map<ListingId, DropOffer>> {
    if (listingIds.length === 0) return new Map();
    const rows = await sql.rows<OpenRow>(
      `SELECT d.id AS "dropId", dl.listing_id AS "listingId", d.stream_id IS NOT NULL AS "isOfShow",
              dl.price_minor AS "priceMinor", dl.prior_minor AS "priorMinor", l.currency, dl.cap,
              ${ALLOTMENT_LEFT} AS left, d.ends_at AS "endsAt"
         FROM catalog.drop_listing dl
         JOIN catalog.drop d ON d.id = dl.drop_id
         JOIN catalog.listing l ON l.id = dl.listing_id
         JOIN inventory.allotment a ON a.drop_id = dl.drop_id AND a.variant_id = l.variant_id
         JOIN inventory.variant_stock v ON v.variant_id = a.variant_id
        WHERE dl.listing_id = ANY($1) AND d.state = 'planned' AND d.starts_at <= now() AND now() < d.ends_at
          AND (d.stream_id IS NULL OR d.stream_id = $2) AND a.is_open
          AND dl.currency = l.currency AND dl.price_minor < l.price_minor`,
      [listingIds, streamId],
    );
    const offers = new Map<ListingId, DropOffer>();
    for (const listingId of new Set(rows.map((row) => row.listingId))) {
      offers.set(listingId, offerOf(chooseDrop(rows.filter((row) => row.listingId === listingId))!));
    }
    return offers;
  }
}

function offerOf({ dropId, listingId, priceMinor, priorMinor, currency, cap, left, endsAt }: OpenRow): DropOffer {
  return {
    dropId,
    listingId,
    price: money(priceMinor, currency),
    cap,
    left,
    endsAt,
    priorPrice: priorMinor === null ? null : money(priorMinor, currency),
  };
}
