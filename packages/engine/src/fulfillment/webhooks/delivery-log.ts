import { Injectable } from '@nestjs/common';
import type { FulfillmentOrderId, Id, RetailerId } from '@sidestall/kernel';
import { Database } from '../../platform/database.ts';

/** One try, as the log keeps it: times are milliseconds from the start of their phase. */
export interface AttemptView {
  readonly id: Id<'att'>;
  readonly number: number;
  readonly url: string;
  readonly startedAt: Date;
  /** Null while it is in the air, and for one whose worker died. */
  readonly finishedAt: Date | null;
  readonly durationMs: number | null;
  readonly dnsMs: number | null;
  readonly connectMs: number | null;
  readonly tlsMs: number | null;
  readonly firstByteMs: number | null;
  readonly address: string | null;
  readonly tlsVersion: string | null;
  readonly status: number | null;
  readonly errorClass: string | null;
  /** At most 4 KiB of what was answered. */
  readonly responseBody: string | null;
  readonly nextAt: Date | null;
}

export interface DeliveryView {
  readonly id: Id<'dlv'>;
  /** The `webhook-id`. */
  readonly messageId: Id<'msg'>;
  readonly endpointId: Id<'end'>;
  readonly fulfillmentOrderId: FulfillmentOrderId | null;
  readonly sequence: number;
  readonly type: string;
  /** One that only waits for its endpoint's breaker is `held`. */
  readonly state: string;
  readonly reason: string | null;
  readonly trigger: 'event' | 'replay';
  readonly attempts: number;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
  /** When it is tried next; null when it is not. */
  readonly nextAt: Date | null;
  readonly deadline: Date | null;
}

export interface DeliveryWithAttempts extends DeliveryView {
  readonly attemptLog: readonly AttemptView[];
}

export interface DeliveryFilter {
  readonly endpointId?: Id<'end'>;
  readonly fulfillmentOrderId?: FulfillmentOrderId;
  readonly state?: string;
  readonly type?: string;
  /** Only those older than this one. */
  readonly before?: Id<'dlv'>;
  readonly limit: number;
}

const VIEW = `d.id, d.message_id AS "messageId", d.endpoint_id AS "endpointId", d.fulfillment_order_id AS "fulfillmentOrderId",
  d.sequence, d.type, CASE WHEN d.state = 'pending' AND e.held_until > now() THEN 'held' ELSE d.state END AS state, d.reason,
  d.trigger, d.attempts, d.created_at AS "createdAt", d.finished_at AS "finishedAt",
  CASE WHEN d.state = 'pending' THEN greatest(d.next_at, e.held_until) END AS "nextAt", d.deadline`;

/** What was sent to a retailer, what came of it, and what is still to come. Kept for 30 days. */
@Injectable()
export class DeliveryLog {
  constructor(private readonly database: Database) {}

  /** The newest first, each with its attempts. */
  async page(retailerId: RetailerId, filter: DeliveryFilter): Promise<DeliveryWithAttempts[]> {
    const rows = await this.database.rows<DeliveryView>(
      `SELECT ${VIEW} FROM fulfillment.endpoint e CROSS JOIN LATERAL (
                SELECT * FROM fulfillment.delivery d
                 WHERE d.endpoint_id = e.id AND ($3::text IS NULL OR d.fulfillment_order_id = $3)
                   AND ($4::text IS NULL OR d.state = $4 OR ($4 = 'held' AND d.state = 'pending' AND e.held_until > now()))
                   AND ($5::text IS NULL OR d.type = $5) AND ($6::text IS NULL OR d.id < $6)
                 ORDER BY d.id DESC LIMIT $7) d
        WHERE e.retailer_id = $1 AND ($2::text IS NULL OR e.id = $2) ORDER BY d.id DESC LIMIT $7`,
      [
        retailerId,
        filter.endpointId ?? null,
        filter.fulfillmentOrderId ?? null,
        filter.state ?? null,
        filter.type ?? null,
        filter.before ?? null,
        filter.limit,
      ],
    );
    const attempts = await this.#attempts(rows.map((row) => row.id));
    return rows.map((row) => ({ ...row, attemptLog: attempts.get(row.id) ?? [] }));
  }

  /** One with its body as it was sent; null for another retailer's. */
  async one(retailerId: RetailerId, id: Id<'dlv'>): Promise<(DeliveryWithAttempts & { body: string }) | null> {
    const row = await this.database.one<DeliveryView & { body: string }>(
      `SELECT ${VIEW}, d.body FROM fulfillment.delivery d JOIN fulfillment.endpoint e ON e.id = d.endpoint_id
        WHERE d.id = $2 AND e.retailer_id = $1`,
      [retailerId, id],
    );
    if (!row) return null;
    return { ...row, attemptLog: (await this.#attempts([id])).get(id) ?? [] };
  }

  async #attempts(ids: readonly Id<'dlv'>[]): Promise<Map<Id<'dlv'>, AttemptView[]>> {
    const byDelivery = new Map<Id<'dlv'>, AttemptView[]>();
    if (ids.length === 0) return byDelivery;
    const rows = await this.database.rows<AttemptView & { deliveryId: Id<'dlv'> }>(
      `SELECT id, delivery_id AS "deliveryId", number, url, started_at AS "startedAt", finished_at AS "finishedAt",
              duration_ms AS "durationMs", dns_ms AS "dnsMs", connect_ms AS "connectMs", tls_ms AS "tlsMs",
              first_byte_ms AS "firstByteMs", address, tls_version AS "tlsVersion", status, error_class AS "errorClass",
              response_body AS "responseBody", next_at AS "nextAt"
         FROM fulfillment.delivery_attempt WHERE delivery_id = ANY($1) ORDER BY delivery_id, number`,
      [ids],
    );
    for (const { deliveryId, ...attempt } of rows) {
      byDelivery.set(deliveryId, [...(byDelivery.get(deliveryId) ?? []), attempt]);
    }
    return byDelivery;
  }
}
