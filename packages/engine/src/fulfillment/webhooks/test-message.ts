import { Injectable } from '@nestjs/common';
import { newId, type Id } from '@sidestall/kernel';
import { Database } from '../../platform/database.ts';
import { DeliveryOutcomes } from '../delivery-outcomes.ts';
import type { PostResult } from '../post-webhook.ts';
import type { EndpointRef } from './endpoint.ts';
import type { DeliveryClaim } from './delivery-claims.ts';
import { SendDelivery } from './send-delivery.ts';

/** How a receiver took a test event. */
export interface TestOutcome {
  /** Answered with 2xx. */
  readonly isWell: boolean;
  readonly status: number | null;
  /** Why there was no answer; null when there was one. */
  readonly errorClass: string | null;
  readonly responseBody: string | null;
  /** Its line in the delivery log. */
  readonly deliveryId: Id<'dlv'>;
}

/**
 * Sends one signed `endpoint.test` at once, whatever state the endpoint is in, and logs it as any delivery. To one that was
 * held back long enough it is the probe: if it fails, the endpoint is held back for longer, as with any other message.
 */
@Injectable()
export class TestMessage {
  constructor(
    private readonly database: Database,
    private readonly sendDelivery: SendDelivery,
    private readonly outcomes: DeliveryOutcomes,
  ) {}

  /** Null when there is no such endpoint. Not to be called in a transaction: it waits for the receiver. */
  async send(ref: EndpointRef): Promise<TestOutcome | null> {
    const claim = await this.#begin(ref);
    if (!claim) return null;
    const result: PostResult = await this.sendDelivery.execute(claim);
    await this.outcomes.record([{ claim, result }]);
    const { status, errorClass, responseBody } = result;
    return {
      isWell: status !== null && status >= 200 && status < 300,
      status,
      errorClass,
      responseBody,
      deliveryId: claim.deliveryId,
    };
  }

  async #begin({ retailerId, endpointId }: EndpointRef): Promise<DeliveryClaim | null> {
    const [deliveryId, messageId, attemptId] = [newId('dlv'), newId('msg'), newId('att')];
    const head = await this.database.one<
      Pick<DeliveryClaim, 'url' | 'sealedHeaders' | 'sealedTls' | 'sealedSecrets' | 'epochSeconds' | 'body'>
    >(
      `WITH e AS (
         SELECT e.*, jsonb_build_object('type', 'endpoint.test',
                  'timestamp', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                  'data', jsonb_build_object('endpointId', e.id))::text AS body
           FROM fulfillment.endpoint e WHERE e.id = $2 AND e.retailer_id = $1 AND e.deleted_at IS NULL),
       written AS (
         INSERT INTO fulfillment.delivery (id, message_id, endpoint_id, ordering_key, sequence, type, body, state, attempts, tries,
                generation, lease_until, deadline)
         SELECT $3, $4, id, $4, 1, 'endpoint.test', body, 'in_flight', 1, 1, 1, now() + interval '30 seconds',
                now() + interval '30 seconds' FROM e),
       begun AS (
         INSERT INTO fulfillment.delivery_attempt (id, delivery_id, number, url) SELECT $5, $3, 1, url FROM e),
       asked AS (
         UPDATE fulfillment.endpoint t SET state = 'probing' FROM e
          WHERE t.id = e.id AND t.state = 'degraded' AND (t.held_until IS NULL OR t.held_until <= now()))
       SELECT url, sealed_headers AS "sealedHeaders", sealed_tls AS "sealedTls", body,
              floor(extract(epoch FROM now()))::int8 AS "epochSeconds",
              ARRAY(SELECT s.sealed FROM fulfillment.endpoint_secret s
                     WHERE s.endpoint_id = e.id AND (s.expires_at IS NULL OR s.expires_at > now())
                     ORDER BY s.created_at DESC) AS "sealedSecrets"
         FROM e`,
      [retailerId, endpointId, deliveryId, messageId, attemptId],
    );
    if (!head) return null;
    return {
      ...head,
      deliveryId,
      endpointId,
      fulfillmentOrderId: null,
      attemptId,
      generation: 1,
      tries: 1,
      isWell: false,
      messageId,
      type: 'endpoint.test',
      // Tried once: who asked is waiting for the answer.
      secondsToDeadline: 0,
    };
  }
}
