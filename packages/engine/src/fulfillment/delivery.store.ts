import { Injectable } from '@nestjs/common';
import type { DeliveryState } from '@sidestall/fulfillment';
import { newId, type FulfillmentOrderId, type Id } from '@sidestall/kernel';
import type { Tx } from '../platform/database.ts';
import type { PostResult } from './post-webhook.ts';

export interface DeliveryRecord {
  readonly id: Id<'dlv'>;
  readonly messageId: Id<'msg'>;
  readonly endpointId: Id<'end'>;
  readonly fulfillmentOrderId: FulfillmentOrderId;
  readonly sequence: number;
  readonly type: string;
  readonly body: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly generation: number;
  /** Seconds by the database's clock; null where there is no such limit. */
  readonly secondsToLeaseEnd: number | null;
  readonly secondsToNext: number;
  readonly secondsToDeadline: number | null;
}

/** An attempt that has begun. */
export interface DeliveryAttempt {
  readonly attemptId: Id<'att'>;
  /** Whoever writes back what came of it must still have this one. */
  readonly generation: number;
  readonly number: number;
  /** By the database's clock. */
  readonly epochSeconds: number;
}

const COLUMNS = `d.id, d.message_id AS "messageId", d.endpoint_id AS "endpointId", d.fulfillment_order_id AS "fulfillmentOrderId",
  d.sequence, d.type, d.body, d.state, d.attempts, d.generation,
  extract(epoch FROM d.lease_until - now())::float8 AS "secondsToLeaseEnd",
  extract(epoch FROM d.next_at - now())::float8 AS "secondsToNext",
  extract(epoch FROM d.deadline - now())::float8 AS "secondsToDeadline"`;

const OPEN = `state IN ('pending', 'in_flight')`;

/** The SQL of messages on their way and of every attempt. */
@Injectable()
export class DeliveryStore {
  /** The number of the next message about this fulfillment order. The caller holds the fulfillment order. */
  async nextSequence(tx: Tx, id: FulfillmentOrderId): Promise<number> {
    const row = await tx.one<{ next: number }>(
      `SELECT coalesce(max(sequence), 0) + 1 AS next FROM fulfillment.delivery WHERE fulfillment_order_id = $1`,
      [id],
    );
    return row!.next;
  }

  async insert(
    tx: Tx,
    delivery: Pick<
      DeliveryRecord,
      'id' | 'messageId' | 'endpointId' | 'fulfillmentOrderId' | 'sequence' | 'type' | 'body'
    >,
    deadline: Date | null,
  ): Promise<void> {
    await tx.rows(
      `INSERT INTO fulfillment.delivery (id, message_id, endpoint_id, fulfillment_order_id, sequence, type, body, deadline)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        delivery.id,
        delivery.messageId,
        delivery.endpointId,
        delivery.fulfillmentOrderId,
        delivery.sequence,
        delivery.type,
        delivery.body,
        deadline,
      ],
    );
  }

  /** Which fulfillment order a message is about: whoever changes both locks that one first. */
  async subjectOf(tx: Tx, id: Id<'dlv'>): Promise<FulfillmentOrderId | null> {
    const row = await tx.one<{ id: FulfillmentOrderId }>(
      `SELECT fulfillment_order_id AS id FROM fulfillment.delivery WHERE id = $1`,
      [id],
    );
    return row?.id ?? null;
  }

  async lock(tx: Tx, id: Id<'dlv'>): Promise<DeliveryRecord | null> {
    return await tx.one<DeliveryRecord>(`SELECT ${COLUMNS} FROM fulfillment.delivery d WHERE d.id = $1 FOR UPDATE`, [
      id,
    ]);
  }

  /** The message before this one that is still on its way, if there is one: messages about one thing keep their order. */
  async earlierOpen(tx: Tx, delivery: DeliveryRecord): Promise<{ secondsToNext: number } | null> {
    return await tx.one<{ secondsToNext: number }>(
      `SELECT extract(epoch FROM greatest(next_at, coalesce(lease_until, next_at)) - now())::float8 AS "secondsToNext"
         FROM fulfillment.delivery WHERE fulfillment_order_id = $1 AND sequence < $2 AND ${OPEN} ORDER BY sequence LIMIT 1`,
      [delivery.fulfillmentOrderId, delivery.sequence],
    );
  }

  /** How many messages are in the air to this endpoint now. */
  async inFlightAt(tx: Tx, endpointId: Id<'end'>): Promise<number> {
    const row = await tx.one<{ count: number }>(
      `SELECT count(*) AS count FROM fulfillment.delivery WHERE endpoint_id = $1 AND state = 'in_flight' AND lease_until > now()`,
      [endpointId],
    );
    return row!.count;
  }

  /** Open messages about this fulfillment order, the oldest first. */
  async openOf(tx: Tx, id: FulfillmentOrderId): Promise<DeliveryRecord[]> {
    return await tx.rows<DeliveryRecord>(
      `SELECT ${COLUMNS} FROM fulfillment.delivery d WHERE d.fulfillment_order_id = $1 AND ${OPEN} ORDER BY sequence FOR UPDATE`,
      [id],
    );
  }

  /** Fulfillment orders with messages still on their way to this endpoint. */
  async subjectsOpenAt(tx: Tx, endpointId: Id<'end'>): Promise<FulfillmentOrderId[]> {
    const rows = await tx.rows<{ id: FulfillmentOrderId }>(
      `SELECT DISTINCT fulfillment_order_id AS id FROM fulfillment.delivery WHERE endpoint_id = $1 AND ${OPEN} ORDER BY 1`,
      [endpointId],
    );
    return rows.map((row) => row.id);
  }

  async hasBeenTried(tx: Tx, id: FulfillmentOrderId): Promise<boolean> {
    const row = await tx.one(
      `SELECT 1 FROM fulfillment.delivery WHERE fulfillment_order_id = $1 AND attempts > 0 LIMIT 1`,
      [id],
    );
    return row !== null;
  }

  /** Takes it on: a new generation, a lease, and the attempt's row, all before the request goes out. */
  async beginAttempt(tx: Tx, delivery: DeliveryRecord, url: string, leaseSeconds: number): Promise<DeliveryAttempt> {
    const row = await tx.one<{ generation: number; attempts: number; epochSeconds: number }>(
      `UPDATE fulfillment.delivery
          SET state = 'in_flight', generation = generation + 1, attempts = attempts + 1,
              lease_until = now() + make_interval(secs => $2)
        WHERE id = $1 RETURNING generation, attempts, floor(extract(epoch FROM now()))::int8 AS "epochSeconds"`,
      [delivery.id, leaseSeconds],
    );
    const attemptId = newId('att');
    await tx.rows(`INSERT INTO fulfillment.delivery_attempt (id, delivery_id, number, url) VALUES ($1, $2, $3, $4)`, [
      attemptId,
      delivery.id,
      row!.attempts,
      url,
    ]);
    return { attemptId, generation: row!.generation, number: row!.attempts, epochSeconds: row!.epochSeconds };
  }

  /** Keeps what came of an attempt, also of one that was overtaken. */
  async endAttempt(tx: Tx, attemptId: Id<'att'>, result: PostResult, nextInSeconds: number | null): Promise<void> {
    await tx.rows(
      `UPDATE fulfillment.delivery_attempt
          SET finished_at = clock_timestamp(), duration_ms = (extract(epoch FROM clock_timestamp() - started_at) * 1000)::int,
              address = $2, status = $3, error_class = $4, response_body = $5, next_at = now() + make_interval(secs => $6)
        WHERE id = $1`,
      [attemptId, result.address, result.status, result.errorClass, result.responseBody, nextInSeconds],
    );
  }

  /** Back in line for another attempt; false when another worker has taken it since. */
  async retry(tx: Tx, id: Id<'dlv'>, generation: number, inSeconds: number): Promise<boolean> {
    const rows = await tx.rows(
      `UPDATE fulfillment.delivery SET state = 'pending', lease_until = NULL, next_at = now() + make_interval(secs => $3)
        WHERE id = $1 AND generation = $2 AND state = 'in_flight' RETURNING id`,
      [id, generation, inSeconds],
    );
    return rows.length === 1;
  }

  /** Ends it; false when it is not open any more or another worker has taken it since. */
  async finish(
    tx: Tx,
    id: Id<'dlv'>,
    generation: number,
    state: Exclude<DeliveryState, 'pending' | 'in_flight'>,
    reason: string | null = null,
  ): Promise<boolean> {
    const rows = await tx.rows(
      `UPDATE fulfillment.delivery SET state = $3, reason = $4, lease_until = NULL, finished_at = now()
        WHERE id = $1 AND generation = $2 AND ${OPEN} RETURNING id`,
      [id, generation, state, reason],
    );
    return rows.length === 1;
  }
}
