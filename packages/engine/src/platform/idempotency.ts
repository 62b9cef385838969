import { Injectable } from '@nestjs/common';
import { Database } from './database.ts';

/** How long a running request may be silent before its key may be taken over: its process must have died. */
const RUNNING_SECONDS = 8;
/** How often a running request says that it is alive. */
export const RENEW_EVERY_MS = 2_500;

export type IdempotencyClaim =
  | { readonly kind: 'first' }
  | { readonly kind: 'replay'; readonly status: number; readonly body: unknown }
  | { readonly kind: 'running' }
  | { readonly kind: 'other-request' };

/** Remembers answers by caller and key. Handlers are idempotent by themselves too: this spares them, it does not save them. */
@Injectable()
export class Idempotency {
  constructor(private readonly database: Database) {}

  async claim(scope: string, key: string, requestHash: string): Promise<IdempotencyClaim> {
    const mine = await this.database.one(
      `INSERT INTO platform.idempotency AS i (scope, key, request_hash, running_until)
       VALUES ($1, $2, $3, now() + make_interval(secs => $4))
       ON CONFLICT (scope, key) DO UPDATE
          SET request_hash = excluded.request_hash, running_until = excluded.running_until, status = NULL, body = NULL,
              expires_at = now() + interval '24 hours'
        WHERE i.expires_at < now() OR (i.status IS NULL AND i.running_until < now() AND i.request_hash = excluded.request_hash)
       RETURNING key`,
      [scope, key, requestHash, RUNNING_SECONDS],
    );
    if (mine) return { kind: 'first' };
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
  async store(scope: string, key: string, status: number, body: unknown): Promise<void> {
    await this.database.rows(
      `UPDATE platform.idempotency SET status = $3, body = $4, running_until = NULL
        WHERE scope = $1 AND key = $2 AND status IS NULL`,
      [scope, key, status, JSON.stringify(body ?? null)],
    );
  }

  /** Forgets a key whose request had no effect (it failed before doing anything), so that it may be sent again. */
  async release(scope: string, key: string): Promise<void> {
    await this.database.rows(`DELETE FROM platform.idempotency WHERE scope = $1 AND key = $2 AND status IS NULL`, [
      scope,
      key,
    ]);
  }
}
