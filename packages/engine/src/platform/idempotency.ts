import { Injectable } from '@nestjs/common';
import { Database } from './database.ts';
import { Gatherer } from './gatherer.ts';

/** How long a running request may be silent before its key may be taken over: its process must have died. */
const RUNNING_SECONDS = 8;
/** How often a running request says that it is alive. */
export const RENEW_EVERY_MS = 2_500;

interface ClaimAsk {
  readonly scope: string;
  readonly key: string;
  readonly requestHash: string;
}

interface AnswerAsk {
  readonly scope: string;
  readonly key: string;
  readonly status: number;
  /** JSON. */
  readonly body: string;
}

export type IdempotencyClaim =
  | { readonly kind: 'first' }
  | { readonly kind: 'replay'; readonly status: number; readonly body: unknown }
  | { readonly kind: 'running' }
  | { readonly kind: 'other-request' };

/** Remembers answers by caller and key. Handlers are idempotent by themselves too: this spares them, it does not save them. */
@Injectable()
export class Idempotency {
  readonly #claims: Gatherer<ClaimAsk, boolean>;
  readonly #answers: Gatherer<AnswerAsk, void>;

  constructor(private readonly database: Database) {
    this.#claims = new Gatherer((asks) => this.#claimAll(asks), { lanes: 2 });
    this.#answers = new Gatherer((asks) => this.#storeAll(asks), { lanes: 2 });
  }

  async claim(scope: string, key: string, requestHash: string): Promise<IdempotencyClaim> {
    if (await this.#claims.ask({ scope, key, requestHash })) return { kind: 'first' };
    const row = await this.database.one<{ request_hash: string; status: number | null; body: unknown }>(
      `SELECT request_hash, status, body FROM platform.idempotency WHERE scope = $1 AND key = $2`,
      [scope, key],
    );
    if (!row) return this.claim(scope, key, requestHash); // Released in between.
    if (row.request_hash !== requestHash) return { kind: 'other-request' };
    if (row.status === null) return { kind: 'running' };
    return { kind: 'replay', status: row.status, body: row.body };
  }

  /** A request that still runs says so, however long Stripe takes. */
  async renew(scope: string, key: string): Promise<void> {
    await this.database.rows(
      `UPDATE platform.idempotency SET running_until = now() + make_interval(secs => $3)
        WHERE scope = $1 AND key = $2 AND status IS NULL`,
      [scope, key, RUNNING_SECONDS],
    );
  }

  /** Keeps the answer. Of a slow request and the one that took its key over, the first to answer is kept. */
  store(scope: string, key: string, status: number, body: unknown): Promise<void> {
    return this.#answers.ask({ scope, key, status, body: JSON.stringify(body ?? null) });
  }

  /** Claims for requests of the same moment in one statement; the same key twice makes it fail, and each is asked alone. */
  async #claimAll(asks: readonly ClaimAsk[]): Promise<boolean[]> {
    const mine = await this.database.rows<ClaimAsk>(
      `INSERT INTO platform.idempotency AS i (scope, key, request_hash, running_until)
       SELECT scope, key, hash, now() + make_interval(secs => $4)
         FROM unnest($1::text[], $2::text[], $3::text[]) AS r(scope, key, hash) ORDER BY scope, key
       ON CONFLICT (scope, key) DO UPDATE
          SET request_hash = excluded.request_hash, running_until = excluded.running_until, status = NULL, body = NULL,
              expires_at = now() + interval '24 hours'
        WHERE i.expires_at < now() OR (i.status IS NULL AND i.running_until < now() AND i.request_hash = excluded.request_hash)
       RETURNING scope, key`,
      [
        asks.map(({ scope }) => scope),
        asks.map(({ key }) => key),
        asks.map(({ requestHash }) => requestHash),
        RUNNING_SECONDS,
      ],
    );
    const claimed = new Set(mine.map(({ scope, key }) => `${key} ${scope}`));
    return asks.map(({ scope, key }) => claimed.delete(`${key} ${scope}`));
  }

  async #storeAll(asks: readonly AnswerAsk[]): Promise<void[]> {
    await this.database.rows(
      `UPDATE platform.idempotency i SET status = r.status, body = r.body, running_until = NULL
         FROM unnest($1::text[], $2::text[], $3::int[], $4::jsonb[]) AS r(scope, key, status, body)
        WHERE i.scope = r.scope AND i.key = r.key AND i.status IS NULL`,
      [
        asks.map(({ scope }) => scope),
        asks.map(({ key }) => key),
        asks.map(({ status }) => status),
        asks.map(({ body }) => body),
      ],
    );
    return asks.map(() => undefined);
  }

  /** Forgets a key whose request had no effect (it failed before doing anything), so that it may be sent again. */
  async release(scope: string, key: string): Promise<void> {
    await this.database.rows(`DELETE FROM platform.idempotency WHERE scope = $1 AND key = $2 AND status IS NULL`, [
      scope,
      key,
    ]);
  }
}
