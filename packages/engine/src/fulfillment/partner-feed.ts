import { Injectable } from '@nestjs/common';
import type { PartnerEvent } from '@sidestall/contracts';
import type { FulfillmentOrderId, Id, RetailerId } from '@sidestall/kernel';
import { Database, type Tx } from '../platform/database.ts';
import { NOTE_ASKING } from './pull-session.ts';

/** At one look; what is left is numbered at the next. */
const NUMBERED_AT_ONCE = 5_000;

/** A message of a retailer's feed, to be written. */
export interface NewFeedMessage {
  readonly messageId: Id<'msg'>;
  readonly retailerId: RetailerId;
  readonly fulfillmentOrderId: FulfillmentOrderId;
  readonly sequence: number;
  readonly body: string;
}

export interface FeedPage {
  readonly events: PartnerEvent[];
  readonly hasMore: boolean;
}

/**
 * All that a retailer is told, in one row of messages it may read at its own pace. Messages get their number when they are
 * read first, behind the retailer's row: a transaction that commits late comes late in the feed, and no reader passes it by.
 */
@Injectable()
export class PartnerFeed {
  constructor(private readonly database: Database) {}

  async write(tx: Tx, messages: readonly NewFeedMessage[]): Promise<void> {
    if (messages.length === 0) return;
    await tx.rows(
      `INSERT INTO fulfillment.partner_message (message_id, retailer_id, fulfillment_order_id, sequence, body)
       SELECT m."messageId", m."retailerId", m."fulfillmentOrderId", m.sequence, m.body
         FROM jsonb_to_recordset($1::jsonb)
           AS m("messageId" text, "retailerId" text, "fulfillmentOrderId" text, sequence int, body text)`,
      [JSON.stringify(messages)],
    );
  }

  /** The messages after a position, the oldest first; from the oldest that is kept when there is none. */
  async read(retailerId: RetailerId, after: number, limit: number): Promise<FeedPage> {
    return await this.database.transaction(async (tx) => {
      await tx.rows(NOTE_ASKING, [retailerId]);
      await tx.rows(`SELECT 1 FROM fulfillment.partner_feed WHERE retailer_id = $1 FOR UPDATE`, [retailerId]);
      await this.#number(tx, retailerId);
      const rows = await tx.rows<{ position: number; id: Id<'msg'>; body: string }>(
        `SELECT position, message_id AS id, body FROM fulfillment.partner_message
          WHERE retailer_id = $1 AND position > $2 ORDER BY position LIMIT $3`,
        [retailerId, after, limit + 1],
      );
      const events = rows.slice(0, limit).map(({ position, id, body }) => ({
        cursor: String(position),
        id,
        message: JSON.parse(body) as PartnerEvent['message'],
      }));
      return { events, hasMore: rows.length > limit };
    });
  }

  /** In the order they were written; of one fulfillment order by their sequence, whenever their transactions began. */
  async #number(tx: Tx, retailerId: RetailerId): Promise<void> {
    await tx.rows(
      `WITH feed AS (SELECT position FROM fulfillment.partner_feed WHERE retailer_id = $1),
       fresh AS (
         SELECT message_id, row_number() OVER (ORDER BY settled, fulfillment_order_id, sequence) AS place
           FROM (SELECT message_id, fulfillment_order_id, sequence,
                        max(created_at) OVER (PARTITION BY fulfillment_order_id ORDER BY sequence) AS settled
                   FROM fulfillment.partner_message WHERE retailer_id = $1 AND position IS NULL) m
          ORDER BY place LIMIT $2),
       numbered AS (
         UPDATE fulfillment.partner_message m SET position = feed.position + fresh.place
           FROM fresh, feed WHERE m.message_id = fresh.message_id RETURNING 1)
       UPDATE fulfillment.partner_feed SET position = position + (SELECT count(*) FROM numbered) WHERE retailer_id = $1`,
      [retailerId, NUMBERED_AT_ONCE],
    );
  }
}
