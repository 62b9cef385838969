import { Injectable } from '@nestjs/common';
import type { Money, QuoteId, StreamId } from '@sidestall/kernel';
import type { QuoteContent } from '@sidestall/ordering';
import type { SellerRow } from '../catalog/brand.store.ts';
import type { SplitPlan } from './split-planner.ts';
import { Database, type Sql, type Tx } from '../platform/database.ts';
import { Gatherer } from '../platform/gatherer.ts';

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

type NewQuote = Pick<QuoteRow, 'id' | 'hash' | 'content' | 'streamId'>;

export interface QuoteForPlacing extends QuoteRow {
  readonly isPlaced: boolean;
}

const COLUMNS = `id, hash, content, stream_id AS "streamId", expires_at AS "expiresAt", expires_at < now() AS "isExpired"`;
const LIFE = `interval '10 minutes'`;

/** The SQL of quotes. */
@Injectable()
export class QuoteStore {
  readonly #inserts: Gatherer<NewQuote, { expiresAt: Date }>;
  readonly #reads: Gatherer<QuoteId, QuoteForPlacing | null>;

  constructor(private readonly database: Database) {
    this.#inserts = new Gatherer((quotes) => this.#insertAll(quotes), { most: 32, lanes: 2 });
    this.#reads = new Gatherer((ids) => this.#readAll(ids), { most: 32, lanes: 2 });
  }

  /** Writes a quote, in one statement with those that are written at the same moment. */
  insert(quote: NewQuote): Promise<{ expiresAt: Date }> {
    return this.#inserts.ask(quote);
  }

  async #insertAll(quotes: readonly NewQuote[]): Promise<{ expiresAt: Date }[]> {
    const rows = await this.database.rows<{ id: QuoteId; expiresAt: Date }>(
      `INSERT INTO ordering.quote (id, hash, content, stream_id, expires_at)
       SELECT id, hash, content, stream_id, now() + ${LIFE}
         FROM jsonb_to_recordset($1) AS q(id text, hash text, content jsonb, stream_id text)
       RETURNING id, expires_at AS "expiresAt"`,
      [JSON.stringify(quotes.map(({ id, hash, content, streamId }) => ({ id, hash, content, stream_id: streamId })))],
    );
    const ends = new Map(rows.map(({ id, expiresAt }) => [id, { expiresAt }]));
    return quotes.map(({ id }) => ends.get(id)!);
  }

  find(sql: Sql, id: QuoteId): Promise<QuoteRow | null> {
    return sql.one(`SELECT ${COLUMNS} FROM ordering.quote WHERE id = $1`, [id]);
  }

  /** A quote, and whether an order was placed of it. */
  forPlacing(id: QuoteId): Promise<QuoteForPlacing | null> {
    return this.#reads.ask(id);
  }

  async #readAll(ids: readonly QuoteId[]): Promise<(QuoteForPlacing | null)[]> {
    const rows = await this.database.rows<QuoteForPlacing>(
      `SELECT ${COLUMNS}, EXISTS (SELECT 1 FROM ordering."order" o WHERE o.quote_id = q.id) AS "isPlaced"
         FROM ordering.quote q WHERE id = ANY ($1)`,
      [ids],
    );
    return ids.map((id) => rows.find((row) => row.id === id) ?? null);
  }

  /** Taken by whoever places an order from it: two tabs of one buyer come one after the other. */
  lock(tx: Tx, id: QuoteId): Promise<QuoteRow | null> {
    return tx.one(`SELECT ${COLUMNS} FROM ordering.quote WHERE id = $1 FOR UPDATE`, [id]);
  }
}
