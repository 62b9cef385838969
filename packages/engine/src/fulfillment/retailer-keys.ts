import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { RETAILER_SCOPES, type RetailerScope } from '@sidestall/contracts';
import type { Id, RetailerId } from '@sidestall/kernel';
import { Database } from '../platform/database.ts';

/** What is stored of an API key. Keys are long and random, so one round of SHA-256 cannot be guessed back. */
export const hashApiKey = (key: string): string => createHash('sha256').update(key, 'utf8').digest('hex');

/** Whose key it is, and what it may do. */
export interface KeyHolder {
  readonly keyId: Id<'key'>;
  readonly retailerId: RetailerId;
  readonly scopes: readonly RetailerScope[];
}

/** Who an API key belongs to. */
@Injectable()
export class RetailerKeys {
  constructor(private readonly database: Database) {}

  /** Null for a key that is unknown or revoked, or whose retailer is not active. Keeps the minute it was last used in. */
  async holderOf(key: string): Promise<KeyHolder | null> {
    if (!/^sk_[A-Za-z0-9_-]{16,200}$/.test(key)) return null;
    const row = await this.database.one<Omit<KeyHolder, 'scopes'> & { scopes: string[] | null; isStale: boolean }>(
      `SELECT k.id AS "keyId", k.retailer_id AS "retailerId", k.scopes,
              k.last_used_at IS NULL OR k.last_used_at < now() - interval '1 minute' AS "isStale"
         FROM fulfillment.retailer_key k JOIN fulfillment.retailer r ON r.id = k.retailer_id
        WHERE k.key_hash = $1 AND k.revoked_at IS NULL AND r.is_active`,
      [hashApiKey(key)],
    );
    if (!row) return null;
    const { isStale, scopes, ...holder } = row;
    if (isStale) await this.#noteUse(holder.keyId);
    return {
      ...holder,
      scopes: scopes === null ? RETAILER_SCOPES : RETAILER_SCOPES.filter((it) => scopes.includes(it)),
    };
  }

  async #noteUse(keyId: Id<'key'>): Promise<void> {
    await this.database.rows(
      `UPDATE fulfillment.retailer_key SET last_used_at = date_trunc('minute', now())
        WHERE id = (SELECT id FROM fulfillment.retailer_key WHERE id = $1 FOR UPDATE SKIP LOCKED)`,
      [keyId],
    );
  }
}
