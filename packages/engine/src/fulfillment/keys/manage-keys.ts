import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { RETAILER_SCOPES, type Failure, type RetailerScope } from '@sidestall/contracts';
import { err, newId, ok, type Id, type Result } from '@sidestall/kernel';
import { Database, type Tx } from '../../platform/database.ts';
import { hashApiKey, type KeyHolder } from '../retailer-keys.ts';

const MOST_KEYS = 50;
const KEY_BYTES = 32;

/** A key as its retailer sees it: everything but the key. */
export interface KeyView {
  readonly id: Id<'key'>;
  readonly name: string;
  readonly hint: string;
  readonly scopes: readonly RetailerScope[];
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

export type KeyFailure = Failure<
  'FULFILLMENT.KEY_NOT_FOUND' | 'FULFILLMENT.KEY_LIMIT' | 'FULFILLMENT.KEY_IN_USE' | 'REQUEST.FORBIDDEN'
>;

const VIEW = `id, name, hint, coalesce(scopes, $2::text[]) AS scopes, created_at AS "createdAt", last_used_at AS "lastUsedAt"`;

/** The API keys of a retailer: more of them, fewer, each for what it is needed for. */
@Injectable()
export class ManageKeys {
  constructor(private readonly database: Database) {}

  /** Those that work, the newest first. */
  async list({ retailerId }: KeyHolder): Promise<KeyView[]> {
    return await this.database.rows<KeyView>(
      `SELECT ${VIEW} FROM fulfillment.retailer_key WHERE retailer_id = $1 AND revoked_at IS NULL ORDER BY id DESC`,
      [retailerId, RETAILER_SCOPES],
    );
  }

  /** A new key. It may do no more than the one it was asked for with. */
  async create(
    by: KeyHolder,
    wish: { readonly name: string; readonly scopes: readonly RetailerScope[] },
  ): Promise<Result<{ key: KeyView; secret: string }, KeyFailure>> {
    const beyond = wish.scopes.filter((scope) => !by.scopes.includes(scope));
    if (beyond.length > 0) {
      return err({ code: 'REQUEST.FORBIDDEN', detail: `Your key may not do this itself: ${beyond.join(', ')}` });
    }
    const secret = `sk_${randomBytes(KEY_BYTES).toString('base64url')}`;
    return await this.database.attempt<Result<{ key: KeyView; secret: string }, KeyFailure>>(async (tx) => {
      if ((await this.#count(tx, by)) >= MOST_KEYS) {
        return err({ code: 'FULFILLMENT.KEY_LIMIT', detail: `There are ${MOST_KEYS}; revoke one first.` });
      }
      const [key] = await tx.rows<KeyView>(
        `INSERT INTO fulfillment.retailer_key (id, retailer_id, key_hash, name, hint, scopes)
         VALUES ($1, $3, $4, $5, $6, $7) RETURNING ${VIEW}`,
        [
          newId('key'),
          RETAILER_SCOPES,
          by.retailerId,
          hashApiKey(secret),
          wish.name,
          `…${secret.slice(-5)}`,
          [...new Set(wish.scopes)],
        ],
      );
      return ok({ key: key!, secret });
    });
  }

  /** From now on the key opens nothing. One does not revoke itself: a retailer would lock itself out. */
  async revoke(by: KeyHolder, id: Id<'key'>): Promise<Result<null, KeyFailure>> {
    if (id === by.keyId) return err({ code: 'FULFILLMENT.KEY_IN_USE', detail: 'Revoke it with another key.' });
    const row = await this.database.one(
      `UPDATE fulfillment.retailer_key SET revoked_at = now()
        WHERE id = $1 AND retailer_id = $2 AND revoked_at IS NULL RETURNING id`,
      [id, by.retailerId],
    );
    return row ? ok(null) : err({ code: 'FULFILLMENT.KEY_NOT_FOUND' });
  }

  /** Behind the retailer's row, so that two who ask at once are counted one after the other. */
  async #count(tx: Tx, { retailerId }: KeyHolder): Promise<number> {
    await tx.rows('SELECT 1 FROM fulfillment.retailer WHERE id = $1 FOR UPDATE', [retailerId]);
    const row = await tx.one<{ count: number }>(
      `SELECT count(*)::int AS count FROM fulfillment.retailer_key WHERE retailer_id = $1 AND revoked_at IS NULL`,
      [retailerId],
    );
    return row!.count;
  }
}
