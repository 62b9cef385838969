import { Injectable } from '@nestjs/common';
import { newId, type Id, type RetailerId } from '@sidestall/kernel';
import type { Sql, Tx } from '../platform/database.ts';

export interface RetailerRecord {
  readonly id: RetailerId;
  readonly slug: string;
  readonly name: string;
  readonly priority: number;
  readonly shipsFrom: string;
  readonly shipsTo: readonly string[];
  readonly isActive: boolean;
  readonly acceptWithinSeconds: number;
  readonly shipWithinSeconds: number;
  /** Absent for a partner that polls. */
  readonly endpointId: Id<'end'> | null;
  readonly endpointState: 'active' | 'disabled' | null;
}

export interface EndpointRecord {
  readonly id: Id<'end'>;
  readonly retailerId: RetailerId;
  readonly url: string;
  readonly sealedSecrets: readonly string[];
  readonly state: 'active' | 'disabled';
}

const RETAILER = `r.id, r.slug, r.name, r.priority, r.ships_from AS "shipsFrom", r.ships_to AS "shipsTo",
  r.is_active AS "isActive", r.accept_within_seconds AS "acceptWithinSeconds", r.ship_within_seconds AS "shipWithinSeconds",
  e.id AS "endpointId", e.state AS "endpointState"`;

/** The SQL of retailers, their keys and their endpoints. */
@Injectable()
export class RetailerStore {
  async all(sql: Sql): Promise<RetailerRecord[]> {
    return await sql.rows<RetailerRecord>(
      `SELECT ${RETAILER} FROM fulfillment.retailer r LEFT JOIN fulfillment.endpoint e ON e.retailer_id = r.id ORDER BY r.id`,
    );
  }

  async named(sql: Sql, ids: readonly RetailerId[]): Promise<Map<RetailerId, RetailerRecord>> {
    const rows = await sql.rows<RetailerRecord>(
      `SELECT ${RETAILER} FROM fulfillment.retailer r LEFT JOIN fulfillment.endpoint e ON e.retailer_id = r.id
        WHERE r.id = ANY($1)`,
      [ids],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** Writes the retailer down, by its slug; says which id it has. */
  async upsert(
    tx: Tx,
    retailer: Omit<RetailerRecord, 'id' | 'endpointId' | 'endpointState' | 'isActive'>,
  ): Promise<RetailerId> {
    const row = await tx.one<{ id: RetailerId }>(
      `INSERT INTO fulfillment.retailer (id, slug, name, priority, ships_from, ships_to, accept_within_seconds, ship_within_seconds)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (slug) DO UPDATE SET name = excluded.name, priority = excluded.priority, ships_from = excluded.ships_from,
         ships_to = excluded.ships_to, accept_within_seconds = excluded.accept_within_seconds,
         ship_within_seconds = excluded.ship_within_seconds
       RETURNING id`,
      [
        newId('ret'),
        retailer.slug,
        retailer.name,
        retailer.priority,
        retailer.shipsFrom,
        retailer.shipsTo,
        retailer.acceptWithinSeconds,
        retailer.shipWithinSeconds,
      ],
    );
    return row!.id;
  }

  /** False when the key belongs to somebody else. */
  async addKey(tx: Tx, retailerId: RetailerId, keyHash: string): Promise<boolean> {
    await tx.rows(
      `INSERT INTO fulfillment.retailer_key (id, retailer_id, key_hash) VALUES ($1, $2, $3) ON CONFLICT (key_hash) DO NOTHING`,
      [newId('key'), retailerId, keyHash],
    );
    const owner = await tx.one<{ retailer_id: string }>(
      `SELECT retailer_id FROM fulfillment.retailer_key WHERE key_hash = $1`,
      [keyHash],
    );
    return owner?.retailer_id === retailerId;
  }

  async byKey(sql: Sql, keyHash: string): Promise<RetailerId | null> {
    const row = await sql.one<{ retailer_id: RetailerId }>(
      `SELECT k.retailer_id FROM fulfillment.retailer_key k JOIN fulfillment.retailer r ON r.id = k.retailer_id
        WHERE k.key_hash = $1 AND k.revoked_at IS NULL AND r.is_active`,
      [keyHash],
    );
    return row?.retailer_id ?? null;
  }

  async setEndpoint(tx: Tx, retailerId: RetailerId, url: string, sealedSecrets: readonly string[]): Promise<void> {
    await tx.rows(
      `INSERT INTO fulfillment.endpoint (id, retailer_id, url, sealed_secrets) VALUES ($1, $2, $3, $4)
       ON CONFLICT (retailer_id) DO UPDATE SET url = excluded.url, sealed_secrets = excluded.sealed_secrets, state = 'active',
         disabled_reason = NULL`,
      [newId('end'), retailerId, url, sealedSecrets],
    );
  }

  async endpoint(sql: Sql, id: Id<'end'>): Promise<EndpointRecord | null> {
    return await sql.one<EndpointRecord>(
      `SELECT id, retailer_id AS "retailerId", url, sealed_secrets AS "sealedSecrets", state FROM fulfillment.endpoint WHERE id = $1`,
      [id],
    );
  }

  async disableEndpoint(tx: Tx, id: Id<'end'>, reason: string): Promise<void> {
    await tx.rows(`UPDATE fulfillment.endpoint SET state = 'disabled', disabled_reason = $2 WHERE id = $1`, [
      id,
      reason,
    ]);
  }
}
