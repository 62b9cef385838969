import { Injectable } from '@nestjs/common';
import { newId, type Id } from '@sidestall/kernel';
import type { Sql, Tx } from '../../platform/database.ts';
import { DeliveryStore, type DeliveryKey } from '../delivery.store.ts';
import type { EndpointRef } from './endpoint.ts';

/** A replay under way or done. */
export interface ReplayView {
  readonly id: Id<'rpl'>;
  readonly kind: 'since' | 'missing';
  readonly since: Date;
  /** So many are on their way again. */
  readonly replayed: number;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

interface ReplayRow {
  readonly endpointId: Id<'end'>;
  readonly kind: 'since' | 'missing';
  readonly since: Date;
  readonly until: Date;
  readonly cursor: string;
}

const VIEW = `p.id, p.kind, p.since, p.replayed, p.created_at AS "createdAt", p.finished_at AS "finishedAt"`;

/** Never what was taken back: saying it now would be wrong. */
const AGAIN = {
  since: ['succeeded', 'exhausted', 'failed', 'blocked', 'aborted'],
  missing: ['exhausted', 'failed', 'blocked', 'aborted'],
};

/** The SQL of replays: the same message with the same id, at a new moment. */
@Injectable()
export class ReplayStore {
  constructor(private readonly deliveries: DeliveryStore) {}

  async insert(tx: Tx, endpointId: Id<'end'>, kind: 'since' | 'missing', since: Date): Promise<Id<'rpl'>> {
    const id = newId('rpl');
    await tx.rows(`INSERT INTO fulfillment.delivery_replay (id, endpoint_id, kind, since) VALUES ($1, $2, $3, $4)`, [
      id,
      endpointId,
      kind,
      since,
    ]);
    return id;
  }

  /** How many of this endpoint are not done yet. The caller holds the endpoint. */
  async running(tx: Tx, endpointId: Id<'end'>): Promise<number> {
    const row = await tx.one<{ count: number }>(
      `SELECT count(*) AS count FROM fulfillment.delivery_replay WHERE endpoint_id = $1 AND finished_at IS NULL`,
      [endpointId],
    );
    return row!.count;
  }

  async find(sql: Sql, { retailerId, endpointId }: EndpointRef, id: Id<'rpl'>): Promise<ReplayView | null> {
    return await sql.one<ReplayView>(
      `SELECT ${VIEW} FROM fulfillment.delivery_replay p JOIN fulfillment.endpoint e ON e.id = p.endpoint_id
        WHERE p.id = $3 AND p.endpoint_id = $2 AND e.retailer_id = $1`,
      [retailerId, endpointId, id],
    );
  }

  /** One message of this retailer; its state before, or null when there is none. One that is on its way stays as it is. */
  async one(tx: Tx, { retailerId }: Pick<EndpointRef, 'retailerId'>, id: Id<'dlv'>): Promise<string | null> {
    const row = await tx.one<{ state: string }>(
      `SELECT d.state FROM fulfillment.delivery d JOIN fulfillment.endpoint e ON e.id = d.endpoint_id
        WHERE d.id = $2 AND e.retailer_id = $1 AND e.deleted_at IS NULL FOR UPDATE OF d`,
      [retailerId, id],
    );
    if (row && AGAIN.since.includes(row.state)) await this.#send(tx, [id]);
    return row?.state ?? null;
  }

  /** Replays the next so many; false when it is done. */
  async step(tx: Tx, id: Id<'rpl'>, most: number): Promise<boolean> {
    const replay = await tx.one<ReplayRow>(
      `SELECT p.endpoint_id AS "endpointId", p.kind, p.since, p.until, p.cursor FROM fulfillment.delivery_replay p
        WHERE p.id = $1 AND p.finished_at IS NULL FOR UPDATE`,
      [id],
    );
    if (!replay) return false;
    const { endpointId, kind, since, until, cursor } = replay;
    const found = await tx.rows<{ id: Id<'dlv'> }>(
      `SELECT id FROM fulfillment.delivery
        WHERE endpoint_id = $1 AND id > $2 AND created_at >= $3 AND created_at <= $4 AND state = ANY($5)
          AND type <> 'endpoint.test' ORDER BY id LIMIT $6 FOR UPDATE`,
      [endpointId, cursor, since, until, AGAIN[kind], most],
    );
    const ids = found.map((row) => row.id);
    await this.#send(tx, ids);
    const isDone = ids.length < most;
    await tx.rows(
      `UPDATE fulfillment.delivery_replay SET cursor = $2, replayed = replayed + $3,
              finished_at = CASE WHEN $4 THEN now() END WHERE id = $1`,
      [id, ids.at(-1) ?? cursor, ids.length, isDone],
    );
    return !isDone;
  }

  async #send(tx: Tx, ids: readonly Id<'dlv'>[]): Promise<void> {
    if (ids.length === 0) return;
    const keys = await tx.rows<DeliveryKey>(
      `UPDATE fulfillment.delivery d
          SET state = CASE WHEN e.state IN ('active', 'degraded', 'probing') THEN 'pending' ELSE 'held' END,
              reason = NULL, trigger = 'replay', tries = 0, next_at = now(), deadline = NULL, finished_at = NULL, is_next = false
         FROM fulfillment.endpoint e WHERE e.id = d.endpoint_id AND d.id = ANY($1)
       RETURNING d.endpoint_id AS "endpointId", d.ordering_key AS "orderingKey"`,
      [ids],
    );
    await this.deliveries.advance(tx, keys);
  }
}
