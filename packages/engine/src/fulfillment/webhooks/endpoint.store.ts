import { Inject, Injectable } from '@nestjs/common';
import type { Id, RetailerId } from '@sidestall/kernel';
import { newId } from '@sidestall/kernel';
import type { EngineConfig } from '../../platform/config.ts';
import type { Sql, Tx } from '../../platform/database.ts';
import { ENGINE_CONFIG } from '../../platform/tokens.ts';
import { openSecret, sealSecret } from '../sealed-secret.ts';
import type {
  EndpointRef,
  EndpointSettings,
  EndpointState,
  EndpointView,
  PublicKeyView,
  SecretView,
} from './endpoint.ts';
import { hintOf, PUBLIC_KEY } from './signing-secret.ts';

/** What signs now: the newest, and those it replaced whose time is not over. */
const LIVE = `(s.expires_at IS NULL OR s.expires_at > now())`;

interface EndpointRow extends Omit<EndpointView, 'headerNames' | 'hasTls'> {
  readonly sealedHeaders: string | null;
  readonly sealedTls: string | null;
}

const VIEW = `e.id, e.retailer_id AS "retailerId", e.url, e.description, e.state, e.disabled_reason AS reason, e.format,
  e.event_types AS "eventTypes", e.sealed_headers AS "sealedHeaders", e.sealed_tls AS "sealedTls",
  e.rate_per_second AS "ratePerSecond", e.concurrency, e.created_at AS "createdAt", e.verified_at AS "verifiedAt",
  e.last_success_at AS "lastSuccessAt", e.failing_since AS "failingSince", e.last_error AS "lastError",
  CASE WHEN e.held_until > now() THEN e.held_until END AS "heldUntil",
  (SELECT count(*) FROM fulfillment.delivery d WHERE d.endpoint_id = e.id AND d.state IN ('pending', 'held', 'in_flight')) AS waiting`;

/** The SQL of endpoints and their secrets, sealed on the way in and opened on the way out. */
@Injectable()
export class EndpointStore {
  constructor(@Inject(ENGINE_CONFIG) private readonly config: EngineConfig) {}

  async list(sql: Sql, retailerId: RetailerId): Promise<EndpointView[]> {
    const rows = await sql.rows<EndpointRow>(
      `SELECT ${VIEW} FROM fulfillment.endpoint e WHERE e.retailer_id = $1 AND e.deleted_at IS NULL ORDER BY e.id`,
      [retailerId],
    );
    return await this.#views(sql, rows);
  }

  async find(sql: Sql, { retailerId, endpointId }: EndpointRef): Promise<EndpointView | null> {
    const rows = await sql.rows<EndpointRow>(
      `SELECT ${VIEW} FROM fulfillment.endpoint e
        WHERE e.id = $2 AND e.retailer_id = $1 AND e.deleted_at IS NULL`,
      [retailerId, endpointId],
    );
    return (await this.#views(sql, rows))[0] ?? null;
  }

  /** Its state, held until the transaction ends. */
  async lock(tx: Tx, { retailerId, endpointId }: EndpointRef): Promise<EndpointState | null> {
    const row = await tx.one<{ state: EndpointState }>(
      `SELECT state FROM fulfillment.endpoint WHERE id = $2 AND retailer_id = $1 AND deleted_at IS NULL FOR UPDATE`,
      [retailerId, endpointId],
    );
    return row?.state ?? null;
  }

  /** How many a retailer has; whoever adds one holds the retailer, so that two at once are counted. */
  async count(tx: Tx, retailerId: RetailerId): Promise<number> {
    await tx.rows(`SELECT 1 FROM fulfillment.retailer WHERE id = $1 FOR UPDATE`, [retailerId]);
    const row = await tx.one<{ count: number }>(
      `SELECT count(*) AS count FROM fulfillment.endpoint WHERE retailer_id = $1 AND deleted_at IS NULL`,
      [retailerId],
    );
    return row!.count;
  }

  async insert(tx: Tx, retailerId: RetailerId, settings: EndpointSettings): Promise<Id<'end'>> {
    const id = newId('end');
    await tx.rows(`INSERT INTO fulfillment.endpoint (id, retailer_id, url, state) VALUES ($1, $2, $3, 'verifying')`, [
      id,
      retailerId,
      settings.url,
    ]);
    await this.change(tx, id, settings);
    return id;
  }

  /**
   * Changes what is given and leaves the rest. The next attempt of every message goes by the new settings, and at once if
   * it has a new address to go to.
   */
  async change(tx: Tx, id: Id<'end'>, settings: Partial<EndpointSettings>): Promise<void> {
    const seal = (value: unknown): string => sealSecret(JSON.stringify(value), this.config.appSecret);
    const sealed = (value: object | null | undefined): string | null =>
      value && Object.keys(value).length > 0 ? seal(value) : null;
    await tx.rows(
      `UPDATE fulfillment.endpoint
          SET held_until = CASE WHEN $2::text <> url THEN NULL ELSE held_until END,
              url = coalesce($2, url), description = coalesce($3, description), format = coalesce($4, format),
              event_types = CASE WHEN $5 THEN $6::text[] ELSE event_types END,
              sealed_headers = CASE WHEN $7 THEN $8 ELSE sealed_headers END,
              sealed_tls = CASE WHEN $9 THEN $10 ELSE sealed_tls END,
              rate_per_second = coalesce($11, rate_per_second), concurrency = coalesce($12, concurrency)
        WHERE id = $1`,
      [
        id,
        settings.url ?? null,
        settings.description ?? null,
        settings.format ?? null,
        settings.eventTypes !== undefined,
        settings.eventTypes ?? null,
        settings.headers !== undefined,
        sealed(settings.headers),
        settings.tls !== undefined,
        sealed(settings.tls),
        settings.ratePerSecond ?? null,
        settings.concurrency ?? null,
      ],
    );
  }

  async setState(tx: Tx, id: Id<'end'>, state: EndpointState, reason: string | null): Promise<void> {
    await tx.rows(`UPDATE fulfillment.endpoint SET state = $2, disabled_reason = $3 WHERE id = $1`, [
      id,
      state,
      reason,
    ]);
  }

  /** Ready again: nothing it did before counts. */
  async activate(tx: Tx, id: Id<'end'>, isVerified: boolean): Promise<void> {
    await tx.rows(
      `UPDATE fulfillment.endpoint
          SET state = 'active', disabled_reason = NULL, breaker = '{}', held_until = NULL, failing_since = NULL, warnings = 0,
              last_error = NULL, pace = 1, verified_at = CASE WHEN $2 THEN now() ELSE verified_at END
        WHERE id = $1`,
      [id, isVerified],
    );
  }

  async remove(tx: Tx, id: Id<'end'>): Promise<void> {
    await tx.rows(
      `UPDATE fulfillment.endpoint SET deleted_at = now(), state = 'disabled_by_partner', disabled_reason = 'deleted',
              sealed_headers = NULL, sealed_tls = NULL, sealed_secrets = '{}' WHERE id = $1`,
      [id],
    );
    await tx.rows(`DELETE FROM fulfillment.endpoint_secret WHERE endpoint_id = $1`, [id]);
  }

  async liveSecrets(sql: Sql, endpointId: Id<'end'>): Promise<SecretView[]> {
    return (await this.#secrets(sql, [endpointId])).map(({ id, hint, createdAt, expiresAt }) => ({
      id,
      hint,
      createdAt,
      expiresAt,
    }));
  }

  /** Of shared secrets nothing is told here. */
  async publicKeys(sql: Sql, endpointId: Id<'end'>): Promise<PublicKeyView[] | null> {
    const endpoint = await sql.one(`SELECT 1 FROM fulfillment.endpoint WHERE id = $1 AND deleted_at IS NULL`, [
      endpointId,
    ]);
    if (!endpoint) return null;
    return (await this.liveSecrets(sql, endpointId))
      .filter(({ hint }) => hint.startsWith(PUBLIC_KEY))
      .map(({ hint, createdAt, expiresAt }) => ({ key: hint, createdAt, expiresAt }));
  }

  async addSecret(tx: Tx, endpointId: Id<'end'>, secret: string): Promise<void> {
    await tx.rows(`INSERT INTO fulfillment.endpoint_secret (id, endpoint_id, sealed, hint) VALUES ($1, $2, $3, $4)`, [
      newId('eds'),
      endpointId,
      sealSecret(secret, this.config.appSecret),
      hintOf(secret),
    ]);
  }

  /** From when on the older ones sign nothing; sooner stays sooner. */
  async expireSecrets(tx: Tx, endpointId: Id<'end'>, afterSeconds: number, isCompromised: boolean): Promise<void> {
    await tx.rows(
      `UPDATE fulfillment.endpoint_secret s
          SET expires_at = least(coalesce(s.expires_at, 'infinity'), now() + make_interval(secs => $2)),
              is_compromised = s.is_compromised OR $3
        WHERE s.endpoint_id = $1 AND ${LIVE}`,
      [endpointId, afterSeconds, isCompromised],
    );
  }

  async #secrets(sql: Sql, ids: readonly Id<'end'>[]): Promise<(SecretView & { endpointId: Id<'end'> })[]> {
    return await sql.rows(
      `SELECT s.id, s.endpoint_id AS "endpointId", s.hint, s.created_at AS "createdAt", s.expires_at AS "expiresAt"
         FROM fulfillment.endpoint_secret s WHERE s.endpoint_id = ANY($1) AND ${LIVE} ORDER BY s.created_at DESC`,
      [ids],
    );
  }

  async #views(sql: Sql, rows: readonly EndpointRow[]): Promise<EndpointView[]> {
    if (rows.length === 0) return [];
    const secrets = await this.#secrets(
      sql,
      rows.map((row) => row.id),
    );
    return rows.map(({ sealedHeaders, sealedTls, ...row }) => ({
      ...row,
      headerNames: sealedHeaders
        ? Object.keys(JSON.parse(openSecret(sealedHeaders, this.config.appSecret)) as object)
        : [],
      hasTls: sealedTls !== null,
      secrets: secrets
        .filter((secret) => secret.endpointId === row.id)
        .map(({ id, hint, createdAt, expiresAt }) => ({ id, hint, createdAt, expiresAt })),
    }));
  }
}
