import { Injectable } from '@nestjs/common';
import type { FulfillmentOrderId, Id, RetailerId } from '@sidestall/kernel';
import type { Sql, Tx } from '../platform/database.ts';
import { isAskingItself } from './pull-session.ts';

/** What keeps its order: the messages of one key to one endpoint. */
export interface DeliveryKey {
  readonly endpointId: Id<'end'>;
  readonly orderingKey: string | null;
}

/** A message to one endpoint, to be written. */
export interface NewDelivery {
  readonly id: Id<'dlv'>;
  readonly messageId: Id<'msg'>;
  readonly endpointId: Id<'end'>;
  readonly fulfillmentOrderId: FulfillmentOrderId | null;
  readonly orderingKey: string;
  readonly sequence: number;
  readonly type: string;
  readonly body: string;
  readonly deadline: Date | null;
}

/** An endpoint that hears of things, also one that hears of them later. */
export interface Listener {
  readonly endpointId: Id<'end'>;
  readonly retailerId: RetailerId;
  readonly isReachable: boolean;
  readonly format: 'full' | 'thin';
  readonly eventTypes: readonly string[] | null;
}

const OPEN = `state IN ('pending', 'held', 'in_flight')`;

/** Holds where no endpoint but these has heard the message or may still hear it. */
const unheardBeside = (delivery: string, endpointIds: string): string => `NOT EXISTS (
  SELECT 1 FROM fulfillment.delivery other JOIN fulfillment.endpoint e ON e.id = other.endpoint_id
   WHERE other.message_id = ${delivery}.message_id AND other.endpoint_id <> ALL(${endpointIds})
     AND (other.state = 'succeeded' OR (other.state IN ('pending', 'in_flight') AND e.state IN ('active', 'degraded', 'probing'))))`;

/** Holds for deliveries whose retailer has not asked for its messages lately: nobody waits for who may still find them. */
const unasked = (delivery: string): string => `NOT EXISTS (
  SELECT 1 FROM fulfillment.endpoint own WHERE own.id = ${delivery}.endpoint_id AND ${isAskingItself('own.retailer_id')})`;

/** The SQL of messages on their way. */
@Injectable()
export class DeliveryStore {
  /** The numbers of the next message about each of these fulfillment orders. The caller holds them. */
  async nextSequences(tx: Tx, ids: readonly FulfillmentOrderId[]): Promise<Map<FulfillmentOrderId, number>> {
    const rows = await tx.rows<{ id: FulfillmentOrderId; sequence: number }>(
      `UPDATE fulfillment.fulfillment_order SET message_sequence = message_sequence + 1
        WHERE id = ANY($1) RETURNING id, message_sequence AS sequence`,
      [ids],
    );
    return new Map(rows.map((row) => [row.id, row.sequence]));
  }

  /** Who listens at these retailers: every endpoint that was not deleted. */
  async listeners(sql: Sql, retailerIds: readonly RetailerId[]): Promise<Listener[]> {
    return await sql.rows<Listener>(
      `SELECT id AS "endpointId", retailer_id AS "retailerId", state IN ('active', 'degraded', 'probing') AS "isReachable",
              format, event_types AS "eventTypes"
         FROM fulfillment.endpoint WHERE retailer_id = ANY($1) AND deleted_at IS NULL ORDER BY id`,
      [retailerIds],
    );
  }

  /**
   * Writes messages down, each behind those of its key that are still on their way. Those that precede one are held for
   * the moment, so that whoever ends them sees it, or it sees that they have ended.
   */
  async insert(tx: Tx, deliveries: readonly (NewDelivery & { readonly isHeld: boolean })[]): Promise<void> {
    if (deliveries.length === 0) return;
    const ahead = await tx.rows<{ key: string }>(
      `SELECT d.endpoint_id || ' ' || d.ordering_key AS key FROM fulfillment.delivery d
         JOIN unnest($1::text[], $2::text[]) AS k(endpoint_id, ordering_key)
           ON d.endpoint_id = k.endpoint_id AND d.ordering_key = k.ordering_key
        WHERE ${OPEN} ORDER BY d.id FOR SHARE OF d`,
      [deliveries.map((it) => it.endpointId), deliveries.map((it) => it.orderingKey)],
    );
    const isBehind = new Set(ahead.map((row) => row.key));
    await tx.rows(
      `INSERT INTO fulfillment.delivery (id, message_id, endpoint_id, fulfillment_order_id, ordering_key, sequence, type, body,
              deadline, state, is_next)
       SELECT id, message_id, endpoint_id, fulfillment_order_id, ordering_key, sequence, type, body, deadline, state, is_next
         FROM jsonb_to_recordset($1::jsonb) AS r(id text, message_id text, endpoint_id text, fulfillment_order_id text,
              ordering_key text, sequence int, type text, body text, deadline timestamptz, state text, is_next boolean)`,
      [
        JSON.stringify(
          deliveries.map((it) => ({
            id: it.id,
            message_id: it.messageId,
            endpoint_id: it.endpointId,
            fulfillment_order_id: it.fulfillmentOrderId,
            ordering_key: it.orderingKey,
            sequence: it.sequence,
            type: it.type,
            body: it.body,
            deadline: it.deadline,
            state: it.isHeld ? 'held' : 'pending',
            is_next: !isBehind.has(`${it.endpointId} ${it.orderingKey}`),
          })),
        ),
      ],
    );
  }

  /**
   * Lets the first of each key that is still on its way go next: the one in the air, if any, since an older one may have been
   * replayed meanwhile. In a statement after the one that changed another.
   */
  async advance(tx: Tx, keys: readonly DeliveryKey[]): Promise<void> {
    if (keys.length === 0) return;
    await tx.rows(
      `UPDATE fulfillment.delivery d SET is_next = NOT d.is_next
         FROM (SELECT n.id, row_number() OVER (PARTITION BY n.endpoint_id, n.ordering_key
                                                 ORDER BY n.state = 'in_flight' DESC, n.sequence) = 1 AS is_first
                 FROM fulfillment.delivery n
                 JOIN (SELECT DISTINCT * FROM unnest($1::text[], $2::text[])) AS k(endpoint_id, ordering_key)
                   ON n.endpoint_id = k.endpoint_id AND n.ordering_key = k.ordering_key
                WHERE ${OPEN}) n
        WHERE d.id = n.id AND d.is_next <> n.is_first`,
      [keys.map((key) => key.endpointId), keys.map((key) => key.orderingKey)],
    );
  }

  /** Ends messages that nobody needs any more, all of them or those of some types; one that is in the air is left to land. */
  async cancel(
    tx: Tx,
    ids: readonly FulfillmentOrderId[],
    reason: string,
    types: readonly string[] | null,
  ): Promise<void> {
    const canceled = await tx.rows<DeliveryKey>(
      `UPDATE fulfillment.delivery SET state = 'canceled', reason = $2, is_next = false, finished_at = now()
        WHERE id IN (SELECT id FROM fulfillment.delivery
                      WHERE fulfillment_order_id = ANY($1) AND state IN ('pending', 'held')
                        AND ($3::text[] IS NULL OR type = ANY($3)) ORDER BY id FOR UPDATE)
          AND state IN ('pending', 'held')
      RETURNING endpoint_id AS "endpointId", ordering_key AS "orderingKey"`,
      [ids, reason, types],
    );
    await this.advance(tx, canceled);
  }

  /** Which of these fulfillment orders somebody may have heard of. */
  async tried(tx: Tx, ids: readonly FulfillmentOrderId[]): Promise<Set<FulfillmentOrderId>> {
    const rows = await tx.rows<{ id: FulfillmentOrderId }>(
      `SELECT DISTINCT fulfillment_order_id AS id FROM fulfillment.delivery
        WHERE fulfillment_order_id = ANY($1) AND attempts > 0`,
      [ids],
    );
    return new Set(rows.map((row) => row.id));
  }

  /**
   * Fulfillment orders whose request still waits at these endpoints and is heard at no other endpoint of the retailer.
   */
  async unheardRequests(tx: Tx, endpointIds: readonly Id<'end'>[]): Promise<FulfillmentOrderId[]> {
    const rows = await tx.rows<{ id: FulfillmentOrderId }>(
      `SELECT DISTINCT d.fulfillment_order_id AS id FROM fulfillment.delivery d
        WHERE d.endpoint_id = ANY($1) AND d.type = 'fulfillment_order.requested' AND d.${OPEN}
          AND ${unheardBeside('d', '$1')} AND ${unasked('d')} ORDER BY 1`,
      [endpointIds],
    );
    return rows.map((row) => row.id);
  }

  /** Of these deliveries that failed for good, the fulfillment orders whose request nobody hears now. */
  async unheard(tx: Tx, ids: readonly Id<'dlv'>[]): Promise<{ id: FulfillmentOrderId; reason: string | null }[]> {
    if (ids.length === 0) return [];
    return await tx.rows(
      `SELECT DISTINCT ON (d.fulfillment_order_id) d.fulfillment_order_id AS id, d.reason FROM fulfillment.delivery d
        WHERE d.id = ANY($1) AND d.type = 'fulfillment_order.requested'
          AND ${unheardBeside('d', 'ARRAY[d.endpoint_id]')} AND ${unasked('d')} ORDER BY 1`,
      [ids],
    );
  }
}
