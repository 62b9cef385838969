import { Injectable } from '@nestjs/common';
import type { Money, QuoteId, StreamId } from '@sidestall/kernel';
import type { QuoteContent } from '@sidestall/ordering';
import type { SellerRow } from '../catalog/brand.store.ts';
import type { SplitPlan } from './split-planner.ts';
import type { Sql, Tx } from '../platform/database.ts';

/** What a quote keeps: what the buyer accepts, and how it will be divided. Only the first is hashed. */
export interface QuotedContent extends QuoteContent {
  readonly plan: SplitPlan;
  readonly shown: QuotedScreen;
}

/** What else stood on the buyer's screen with the quote; the promise receipt tells of it. */
export interface QuotedScreen {
  /** In the order of the lines: the struck price, and how many there were to buy (null on back order). */
  readonly lines: readonly { readonly priorPrice: Money | null; readonly available: number | null }[];
  readonly sellers: readonly SellerRow[];
}

export interface QuoteRow {
  readonly id: QuoteId;
  readonly hash: string;
  readonly content: QuotedContent;
  readonly streamId: StreamId | null;
  readonly expiresAt: Date;
  readonly isExpired: boolean;
}

const COLUMNS = `id, hash, content, stream_id AS "streamId", expires_at AS "expiresAt", expires_at < now() AS "isExpired"`;
const LIFE = `interval '10 minutes'`;

/** The SQL of quotes. */
@Injectable()
export class QuoteStore {
  async insert(sql: Sql, quote: Pick<QuoteRow, 'id' | 'hash' | 'content' | 'streamId'>): Promise<{ expiresAt: Date }> {
    return (await sql.one<{ expiresAt: Date }>(
      `INSERT INTO ordering.quote (id, hash, content, stream_id, expires_at) VALUES ($1, $2, $3, $4, now() + ${LIFE})
       RETURNING expires_at AS "expiresAt"`,
      [quote.id, quote.hash, JSON.stringify(quote.content), quote.streamId],
    ))!;
  }

  find(sql: Sql, id: QuoteId): Promise<QuoteRow | null> {
    return sql.one(`SELECT ${COLUMNS} FROM ordering.quote WHERE id = $1`, [id]);
  }

  /** A quote with the order that was placed of it, where there is one. */
  async forPlacing(sql: Sql, id: QuoteId): Promise<(QuoteRow & { readonly isPlaced: boolean }) | null> {
    return sql.one(
      `SELECT ${COLUMNS}, EXISTS (SELECT 1 FROM ordering."order" o WHERE o.quote_id = q.id) AS "isPlaced"
         FROM ordering.quote q WHERE id = $1`,
      [id],
    );
  }

  /** Taken by whoever places an order from it: two tabs of one buyer come one after the other. */
  lock(tx: Tx, id: QuoteId): Promise<QuoteRow | null> {
    return tx.one(`SELECT ${COLUMNS} FROM ordering.quote WHERE id = $1 FOR UPDATE`, [id]);
  }
}
