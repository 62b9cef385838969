import { Injectable } from '@nestjs/common';
import type { ListingId, OrderId, StreamId, VariantId, WaitlistEntryId } from '@sidestall/kernel';
import type { Sql, Tx } from '../../platform/database.ts';

export interface WaitlistRow {
  readonly id: WaitlistEntryId;
  readonly listingId: ListingId;
  readonly variantId: VariantId;
  /** What is waited for; once something was offered, what that is. */
  readonly quantity: number;
  readonly email: string;
  readonly state: 'waiting' | 'offered' | 'bought' | 'passed' | 'left';
  readonly offerEndsAt: Date | null;
  readonly setupReference: string | null;
  readonly customerReference: string | null;
  readonly cardBrand: string | null;
  readonly cardLast4: string | null;
  readonly orderId: OrderId | null;
}

/** An entry as its page tells it. */
export interface WaitlistPlace extends WaitlistRow {
  /** 1 is next; null once it waits no longer. */
  readonly place: number | null;
  /** Still `offered`, but its time is over. */
  readonly isOver: boolean;
  readonly now: Date;
}

export interface NewWaitlistEntry extends Pick<WaitlistRow, 'id' | 'listingId' | 'variantId' | 'quantity' | 'email'> {
  readonly streamId: StreamId | null;
}

/** A card saved for the day a unit comes free, in Stripe's names. */
export interface SavedCard {
  readonly paymentMethod: string;
  readonly brand: string;
  readonly last4: string;
}

const ENTRY = `e.id, e.listing_id AS "listingId", e.variant_id AS "variantId", e.quantity, e.email, e.state,
  e.offer_ends_at AS "offerEndsAt", e.setup_reference AS "setupReference", e.customer_reference AS "customerReference",
  e.card_brand AS "cardBrand", e.card_last4 AS "cardLast4", e.order_id AS "orderId"`;

/** The SQL of places in line. Whoever changes one that waits holds the lock of its variant's sums. */
@Injectable()
export class WaitlistStore {
  find(sql: Sql, id: WaitlistEntryId): Promise<WaitlistRow | null> {
    return sql.one(`SELECT ${ENTRY} FROM ordering.waitlist_entry e WHERE id = $1`, [id]);
  }

  /** The entry with its place in line, in one look. */
  place(sql: Sql, id: WaitlistEntryId): Promise<WaitlistPlace | null> {
    return sql.one(
      `SELECT ${ENTRY}, now() AS now, e.state = 'offered' AND e.offer_ends_at <= now() AS "isOver",
              CASE WHEN e.state = 'waiting' THEN 1 + (SELECT count(*)::int FROM ordering.waitlist_entry b
                WHERE b.variant_id = e.variant_id AND b.state = 'waiting' AND b.line < e.line) END AS place
         FROM ordering.waitlist_entry e WHERE id = $1`,
      [id],
    );
  }

  lock(tx: Tx, id: WaitlistEntryId): Promise<WaitlistRow | null> {
    return tx.one(`SELECT ${ENTRY} FROM ordering.waitlist_entry e WHERE id = $1 FOR UPDATE`, [id]);
  }

  /** The one open place of somebody for a variant. */
  openOf(sql: Sql, variantId: VariantId, email: string): Promise<WaitlistRow | null> {
    return sql.one(
      `SELECT ${ENTRY} FROM ordering.waitlist_entry e
        WHERE variant_id = $1 AND email = $2 AND state IN ('waiting', 'offered')`,
      [variantId, email],
    );
  }

  async insert(tx: Tx, entry: NewWaitlistEntry): Promise<void> {
    await tx.rows(
      `INSERT INTO ordering.waitlist_entry (id, listing_id, variant_id, quantity, email, stream_id)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [entry.id, entry.listingId, entry.variantId, entry.quantity, entry.email, entry.streamId],
    );
  }

  /** Who is next, in the order they came. */
  next(tx: Tx, variantId: VariantId, limit: number): Promise<WaitlistRow[]> {
    return tx.rows(
      `SELECT ${ENTRY} FROM ordering.waitlist_entry e
        WHERE variant_id = $1 AND state = 'waiting' ORDER BY line LIMIT $2 FOR UPDATE`,
      [variantId, limit],
    );
  }

  /** Notes what is held for whom, and answers until when. */
  async offered(
    tx: Tx,
    offers: readonly { readonly entryId: WaitlistEntryId; readonly quantity: number }[],
    seconds: number,
  ): Promise<Date> {
    const rows = await tx.rows<{ until: Date }>(
      `UPDATE ordering.waitlist_entry e SET state = 'offered', quantity = o.quantity,
              offer_ends_at = now() + make_interval(secs => $3)
         FROM unnest($1::text[], $2::int[]) AS o(id, quantity) WHERE e.id = o.id RETURNING e.offer_ends_at AS until`,
      [offers.map((offer) => offer.entryId), offers.map((offer) => offer.quantity), seconds],
    );
    return rows[0]!.until;
  }

  /** Offers whose time is over. */
  overdue(sql: Sql, limit: number): Promise<Pick<WaitlistRow, 'id' | 'variantId'>[]> {
    return sql.rows(
      `SELECT id, variant_id AS "variantId" FROM ordering.waitlist_entry
        WHERE state = 'offered' AND offer_ends_at <= now() ORDER BY offer_ends_at LIMIT $1`,
      [limit],
    );
  }

  /** Ends an offer whose time is over; null when it is none, or somebody is buying it at this moment. */
  pass(tx: Tx, id: WaitlistEntryId): Promise<WaitlistRow | null> {
    return tx.one(
      `WITH over AS (SELECT id FROM ordering.waitlist_entry
                      WHERE id = $1 AND state = 'offered' AND offer_ends_at <= now() FOR UPDATE SKIP LOCKED)
       UPDATE ordering.waitlist_entry e SET state = 'passed' FROM over WHERE e.id = over.id RETURNING ${ENTRY}`,
      [id],
    );
  }

  async setState(tx: Tx, id: WaitlistEntryId, state: WaitlistRow['state']): Promise<void> {
    await tx.rows(`UPDATE ordering.waitlist_entry SET state = $2 WHERE id = $1`, [id, state]);
  }

  /** What somebody waits for, of these variants or of all. */
  async waitedFor(sql: Sql, of: readonly VariantId[] | null): Promise<VariantId[]> {
    const rows = await sql.rows<{ variant_id: VariantId }>(
      `SELECT DISTINCT variant_id FROM ordering.waitlist_entry
        WHERE state = 'waiting' AND ($1::text[] IS NULL OR variant_id = ANY ($1)) ORDER BY variant_id`,
      [of],
    );
    return rows.map((row) => row.variant_id);
  }

  /** An offer that lasts becomes an order's, once: for the same order again it answers the same. */
  bought(tx: Tx, id: WaitlistEntryId, orderId: OrderId): Promise<WaitlistRow | null> {
    return tx.one(
      `UPDATE ordering.waitlist_entry e SET state = 'bought', order_id = $2
        WHERE id = $1 AND ((state = 'offered' AND offer_ends_at > now()) OR (state = 'bought' AND order_id = $2))
       RETURNING ${ENTRY}`,
      [id, orderId],
    );
  }

  /** What an order bought of the waitlist; whether it was never paid, and whether its offer would still last. */
  boughtBy(
    tx: Tx,
    orderId: OrderId,
  ): Promise<(WaitlistRow & { readonly isUnpaid: boolean; readonly lasts: boolean })[]> {
    return tx.rows(
      `SELECT ${ENTRY}, e.offer_ends_at > now() AS lasts,
              coalesce((SELECT o.state = 'pending_payment' FROM ordering."order" o WHERE o.id = $1), true) AS "isUnpaid"
         FROM ordering.waitlist_entry e WHERE order_id = $1 AND state = 'bought' FOR UPDATE OF e`,
      [orderId],
    );
  }

  async setSetup(sql: Sql, id: WaitlistEntryId, customer: string, setup: string): Promise<void> {
    await sql.rows(
      `UPDATE ordering.waitlist_entry SET customer_reference = $2, setup_reference = $3,
              payment_method = NULL, card_brand = NULL, card_last4 = NULL WHERE id = $1`,
      [id, customer, setup],
    );
  }

  /** Notes the card that a setup saved, while it is still the one that counts. */
  async setCard(sql: Sql, id: WaitlistEntryId, setup: string, card: SavedCard): Promise<void> {
    await sql.rows(
      `UPDATE ordering.waitlist_entry SET payment_method = $3, card_brand = $4, card_last4 = $5
        WHERE id = $1 AND setup_reference = $2`,
      [id, setup, card.paymentMethod, card.brand, card.last4],
    );
  }
}
