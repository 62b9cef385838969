import { Injectable } from '@nestjs/common';
import { newId, type FulfillmentOrderId, type Id } from '@sidestall/kernel';
import { Database } from '../../platform/database.ts';
import { INTERRUPTED } from '../transport/error-class.ts';
import { DeliveryStore, type DeliveryKey } from '../delivery.store.ts';

/** Longer than an attempt can take, so that two workers never have the same message in the air. */
const LEASE_SECONDS = 30;

/** One attempt that has begun: what to send where, and what whoever writes the outcome back must still hold. */
export interface DeliveryClaim {
  readonly deliveryId: Id<'dlv'>;
  readonly endpointId: Id<'end'>;
  readonly fulfillmentOrderId: FulfillmentOrderId | null;
  readonly attemptId: Id<'att'>;
  readonly generation: number;
  /** In the retry schedule, from 1. */
  readonly tries: number;
  readonly messageId: Id<'msg'>;
  readonly type: string;
  readonly body: string;
  /** The attempt's moment by the database's clock. */
  readonly epochSeconds: number;
  /** By the database's clock; null where there is no such limit. */
  readonly secondsToDeadline: number | null;
  readonly url: string;
  /** Nothing failed there lately: one more success is no news. */
  readonly isWell: boolean;
  readonly sealedSecrets: readonly string[];
  readonly sealedHeaders: string | null;
  readonly sealedTls: string | null;
}

/**
 * Takes due deliveries on in one statement: of each endpoint as many as it may still have in the air and its bucket
 * allows, the longest due first, only the first of each ordering key, and not all of one endpoint before any of another.
 * Attempt rows are written in the same statement, before any request goes out. An endpoint somebody else is taking from
 * is passed over; so what is queued for a dead one is never read, and nobody waits for anybody.
 */
const CLAIM = `
  WITH ready AS MATERIALIZED (
    SELECT e.id, e.url, e.sealed_headers, e.sealed_tls,
           e.state = 'active' AND e.pace = 1 AND e.failing_since IS NULL AND e.last_success_at IS NOT NULL AS is_well,
           CASE WHEN e.state = 'active' THEN e.concurrency ELSE 1 END
             - (SELECT count(*)::int FROM fulfillment.delivery f
                 WHERE f.endpoint_id = e.id AND f.state = 'in_flight' AND f.lease_until > now()) AS free,
           least(greatest(e.rate_per_second, 1),
                 e.tokens + extract(epoch FROM now() - e.tokens_at)::float8 * e.rate_per_second * e.pace) AS tokens
      FROM fulfillment.endpoint e
     WHERE e.state IN ('active', 'degraded', 'probing') AND (e.held_until IS NULL OR e.held_until <= now())
       AND EXISTS (SELECT 1 FROM fulfillment.delivery d
                    WHERE d.endpoint_id = e.id AND d.state = 'pending' AND d.is_next AND d.next_at <= now())
       FOR NO KEY UPDATE OF e SKIP LOCKED),
  due AS MATERIALIZED (
    SELECT d.id, d.next_at, r.id AS endpoint_id, r.url, r.is_well, r.sealed_headers, r.sealed_tls, r.tokens
      FROM ready r CROSS JOIN LATERAL (
        SELECT d.id, d.next_at FROM fulfillment.delivery d
         WHERE d.endpoint_id = r.id AND d.state = 'pending' AND d.is_next AND d.next_at <= now()
         ORDER BY d.next_at
         LIMIT least(greatest(r.free, 0), floor(r.tokens)::int,
                     ceil(cardinality($1::text[]) * 2.0 / (SELECT count(*) FROM ready))::int)
         FOR UPDATE SKIP LOCKED) d),
  chosen AS MATERIALIZED (
    SELECT due.*, row_number() OVER (ORDER BY turn, next_at) AS place
      FROM (SELECT *, row_number() OVER (PARTITION BY endpoint_id ORDER BY next_at) AS turn FROM due) due
     ORDER BY place LIMIT cardinality($1::text[])),
  claimed AS (
    UPDATE fulfillment.delivery d
       SET state = 'in_flight', generation = d.generation + 1, attempts = d.attempts + 1, tries = d.tries + 1,
           lease_until = now() + make_interval(secs => $2)
      FROM chosen c WHERE d.id = c.id
    RETURNING d.id, d.endpoint_id, d.fulfillment_order_id, d.generation, d.attempts, d.tries, d.message_id, d.type, d.body,
              d.deadline, c.place, c.url, c.is_well, c.sealed_headers, c.sealed_tls),
  begun AS (
    INSERT INTO fulfillment.delivery_attempt (id, delivery_id, number, url)
    SELECT ($1::text[])[place], id, attempts, url FROM claimed),
  paid AS (
    UPDATE fulfillment.endpoint e SET tokens = spent.tokens - spent.count, tokens_at = now(),
           state = CASE WHEN e.state = 'degraded' THEN 'probing' ELSE e.state END
      FROM (SELECT endpoint_id, max(tokens) AS tokens, count(*) AS count FROM chosen GROUP BY 1) spent
     WHERE e.id = spent.endpoint_id)
  SELECT c.id AS "deliveryId", c.endpoint_id AS "endpointId", c.fulfillment_order_id AS "fulfillmentOrderId",
         ($1::text[])[c.place] AS "attemptId", c.generation, c.tries, c.message_id AS "messageId", c.type, c.body,
         floor(extract(epoch FROM now()))::int8 AS "epochSeconds",
         extract(epoch FROM c.deadline - now())::float8 AS "secondsToDeadline",
         c.url, c.is_well AS "isWell", c.sealed_headers AS "sealedHeaders", c.sealed_tls AS "sealedTls",
         ARRAY(SELECT s.sealed FROM fulfillment.endpoint_secret s
                WHERE s.endpoint_id = c.endpoint_id AND (s.expires_at IS NULL OR s.expires_at > now())
                ORDER BY s.created_at DESC) AS "sealedSecrets"
    FROM claimed c ORDER BY c.place`;

/** The SQL by which a worker takes deliveries on, gives them back, and drops those nobody needs any more. */
@Injectable()
export class DeliveryClaims {
  constructor(
    private readonly database: Database,
    private readonly deliveries: DeliveryStore,
  ) {}

  async take(room: number): Promise<DeliveryClaim[]> {
    if (room <= 0) return [];
    return await this.database.rows<DeliveryClaim>(CLAIM, [
      Array.from({ length: room }, () => newId('att')),
      LEASE_SECONDS,
    ]);
  }

  /**
   * Puts back what this worker will not see the end of: another may send it at once, behind an older one of its key that was
   * replayed meanwhile, and none of its tries is used up. That it was begun stands in the log.
   */
  async giveBack(claims: readonly DeliveryClaim[]): Promise<void> {
    if (claims.length === 0) return;
    await this.database.transaction(async (tx) => {
      const back = await tx.rows<DeliveryKey>(
        `WITH c AS (SELECT * FROM unnest($1::text[], $2::int[], $3::text[]) AS c(id, generation, attempt)),
         interrupted AS (
           UPDATE fulfillment.delivery_attempt a SET finished_at = clock_timestamp(), error_class = '${INTERRUPTED}',
                  duration_ms = (extract(epoch FROM clock_timestamp() - a.started_at) * 1000)::int
             FROM c WHERE a.id = c.attempt AND a.finished_at IS NULL)
         UPDATE fulfillment.delivery d
            SET state = 'pending', lease_until = NULL, next_at = now(), tries = greatest(d.tries - 1, 0)
           FROM c WHERE d.id = c.id AND d.generation = c.generation AND d.state = 'in_flight'
         RETURNING d.endpoint_id AS "endpointId", d.ordering_key AS "orderingKey"`,
        [
          claims.map((claim) => claim.deliveryId),
          claims.map((claim) => claim.generation),
          claims.map((claim) => claim.attemptId),
        ],
      );
      await this.deliveries.advance(tx, back);
    });
  }

  /** What dead workers held is due again, and what nobody can act on any more is dropped; how many of both. */
  async sweep(): Promise<number> {
    const orphaned = await this.database.transaction(async (tx) => {
      const back = await tx.rows<DeliveryKey>(
        `UPDATE fulfillment.delivery SET state = 'pending', lease_until = NULL, next_at = now()
          WHERE id IN (SELECT id FROM fulfillment.delivery WHERE state = 'in_flight' AND lease_until <= now()
                        FOR UPDATE SKIP LOCKED)
        RETURNING endpoint_id AS "endpointId", ordering_key AS "orderingKey"`,
      );
      await this.deliveries.advance(tx, back);
      return back;
    });
    const late = await this.database.one(
      `SELECT 1 FROM fulfillment.delivery WHERE state IN ('pending', 'held') AND deadline <= now() LIMIT 1`,
    );
    return orphaned.length + (late ? await this.#dropLate() : 0);
  }

  /** Two that ended at once may each have left it to the other to let the next of their key go; how many keys there were. */
  async wake(): Promise<number> {
    const asleep = await this.database.rows<DeliveryKey>(
      `SELECT DISTINCT d.endpoint_id AS "endpointId", d.ordering_key AS "orderingKey" FROM fulfillment.delivery d
        WHERE d.state IN ('pending', 'held') AND NOT d.is_next
          AND NOT EXISTS (SELECT 1 FROM fulfillment.delivery n
                           WHERE n.endpoint_id = d.endpoint_id AND n.ordering_key = d.ordering_key AND n.is_next
                             AND n.state IN ('pending', 'held', 'in_flight'))
        LIMIT 1000`,
    );
    if (asleep.length > 0) await this.database.transaction((tx) => this.deliveries.advance(tx, asleep));
    return asleep.length;
  }

  /** Ends what came back from the air after its endpoint was deleted: nobody will send it; how many there were. */
  async dropOrphans(): Promise<number> {
    const dropped = await this.database.rows(
      `UPDATE fulfillment.delivery SET state = 'canceled', reason = 'endpoint_deleted', is_next = false, finished_at = now()
        WHERE id IN (SELECT d.id FROM fulfillment.endpoint e JOIN fulfillment.delivery d ON d.endpoint_id = e.id
                      WHERE e.deleted_at IS NOT NULL AND d.state = 'pending' AND d.is_next
                      LIMIT 1000 FOR UPDATE OF d SKIP LOCKED)
      RETURNING 1`,
    );
    return dropped.length;
  }

  async #dropLate(): Promise<number> {
    return await this.database.transaction(async (tx) => {
      const dropped = await tx.rows<DeliveryKey>(
        `UPDATE fulfillment.delivery SET state = 'canceled', reason = 'deadline_passed', is_next = false, finished_at = now()
          WHERE id IN (SELECT id FROM fulfillment.delivery WHERE state IN ('pending', 'held') AND deadline <= now()
                        ORDER BY deadline LIMIT 1000 FOR UPDATE SKIP LOCKED)
        RETURNING endpoint_id AS "endpointId", ordering_key AS "orderingKey"`,
      );
      await this.deliveries.advance(tx, dropped);
      return dropped.length;
    });
  }
}
