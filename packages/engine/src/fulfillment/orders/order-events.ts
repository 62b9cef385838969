import { Injectable } from '@nestjs/common';
import type { FulfillmentOrderState } from '@sidestall/fulfillment';
import type { FulfillmentOrderId } from '@sidestall/kernel';
import type { Sql, Tx } from '../../platform/database.ts';
import type { Actor } from './actor.ts';

/** One thing that happened to a fulfillment order. */
export interface FulfillmentOrderEvent {
  readonly kind: 'moved' | 'refused' | 'noted';
  readonly version: number;
  readonly from: FulfillmentOrderState | null;
  /** What was asked for, when it was refused: a state, or another word for the wish. */
  readonly to: string;
  /** `routing` made it; the id is that of the decision. */
  readonly actorKind: Actor['kind'] | 'routing';
  readonly actorId: string | null;
  readonly reason: string | null;
  readonly input: unknown;
  readonly at: Date;
}

/** An event with its place among all of them. */
export interface PlacedEvent extends FulfillmentOrderEvent {
  readonly id: string;
}

const EVENT = `kind, version, from_state AS "from", to_state AS "to", actor_kind AS "actorKind", actor_id AS "actorId",
  reason, input, at`;

/** What is added besides the moves. */
export interface NewEvent {
  readonly to: string;
  readonly by: Actor;
  readonly reason?: string | null;
  readonly input?: unknown;
}

/** Reads and adds to what happened to fulfillment orders; moves themselves are written by the store that makes them. */
@Injectable()
export class FulfillmentOrderEvents {
  /** An answer that changed nothing, with all it said; of a fulfillment order that does not exist nothing is kept. */
  async refuse(sql: Sql, id: FulfillmentOrderId, event: NewEvent): Promise<void> {
    await this.#add(sql, id, 'refused', event);
  }

  /** Something that moved nothing and is worth keeping. */
  async note(tx: Tx, id: FulfillmentOrderId, event: NewEvent): Promise<void> {
    await this.#add(tx, id, 'noted', event);
  }

  async #add(sql: Sql, id: FulfillmentOrderId, kind: 'refused' | 'noted', event: NewEvent): Promise<void> {
    await sql.rows(
      `INSERT INTO fulfillment.fulfillment_order_event
              (fulfillment_order_id, kind, version, from_state, to_state, actor_kind, actor_id, reason, input)
       SELECT id, $2, version, state, $3, $4, $5, $6, $7 FROM fulfillment.fulfillment_order WHERE id = $1`,
      [
        id,
        kind,
        event.to,
        event.by.kind,
        event.by.id,
        event.reason ?? null,
        event.input === undefined ? null : JSON.stringify(event.input),
      ],
    );
  }

  /** The oldest first. */
  async of(sql: Sql, id: FulfillmentOrderId): Promise<FulfillmentOrderEvent[]> {
    return await sql.rows<FulfillmentOrderEvent>(
      `SELECT ${EVENT} FROM fulfillment.fulfillment_order_event WHERE fulfillment_order_id = $1 ORDER BY id`,
      [id],
    );
  }

  /** Whether an operator released it since it was last held for that reason. */
  async wasLetGoOn(sql: Sql, id: FulfillmentOrderId, reason: string): Promise<boolean> {
    const row = await sql.one(
      `SELECT 1 FROM fulfillment.fulfillment_order_event r
        WHERE r.fulfillment_order_id = $1 AND r.kind = 'moved' AND r.from_state = 'on_hold' AND r.actor_kind = 'operator'
          AND r.id > (SELECT max(h.id) FROM fulfillment.fulfillment_order_event h
                       WHERE h.fulfillment_order_id = $1 AND h.kind = 'moved' AND h.to_state = 'on_hold'
                         AND (h.reason = $2 OR starts_with(h.reason, $2 || ': ')))
        LIMIT 1`,
      [id, reason],
    );
    return row !== null;
  }

  /** Why each of them is where it is, in the words of its last move; those without a reason are left out. */
  async lastReasons(sql: Sql, ids: readonly FulfillmentOrderId[]): Promise<Map<FulfillmentOrderId, string>> {
    const rows = await sql.rows<{ id: FulfillmentOrderId; reason: string | null }>(
      `SELECT DISTINCT ON (fulfillment_order_id) fulfillment_order_id AS id, reason
         FROM fulfillment.fulfillment_order_event WHERE fulfillment_order_id = ANY($1) AND kind = 'moved'
        ORDER BY fulfillment_order_id, version DESC`,
      [ids],
    );
    return new Map(rows.flatMap(({ id, reason }) => (reason === null ? [] : [[id, reason] as const])));
  }

  /** The newest first, those before `before` when it is given. */
  async page(sql: Sql, id: FulfillmentOrderId, before: string | null, limit: number): Promise<PlacedEvent[]> {
    return await sql.rows<PlacedEvent>(
      `SELECT id::text AS id, ${EVENT} FROM fulfillment.fulfillment_order_event
        WHERE fulfillment_order_id = $1 AND ($2::bigint IS NULL OR fulfillment_order_event.id < $2)
        ORDER BY fulfillment_order_event.id DESC LIMIT $3`,
      [id, before, limit],
    );
  }
}
