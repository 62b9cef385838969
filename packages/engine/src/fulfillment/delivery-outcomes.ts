import { Injectable } from '@nestjs/common';
import { answerTime, nextAttemptIn, retryAfterSeconds, verdictOf } from '@sidestall/fulfillment';
import { systemRandom, type Id } from '@sidestall/kernel';
import { Database, type Tx } from '../platform/database.ts';
import { Outbox } from '../platform/outbox.ts';
import { DeliveryStore, type DeliveryKey } from './delivery.store.ts';
import { abandonFulfillmentOrderJob } from './jobs.ts';
import type { PostResult } from './post-webhook.ts';
import type { DeliveryClaim } from './webhooks/delivery-claims.ts';
import { EndpointEvents } from './webhooks/endpoint-events.ts';
import { EndpointPulses } from './webhooks/endpoint-pulses.ts';
import { EndpointQueue } from './webhooks/endpoint-queue.ts';

/** What came of an attempt. */
export interface DeliveryOutcome {
  readonly claim: DeliveryClaim;
  readonly result: PostResult;
}

/** What becomes of a delivery after an attempt: `wait` in seconds if there is another. */
interface Turn {
  readonly state: 'succeeded' | 'pending' | 'failed' | 'blocked' | 'aborted' | 'exhausted';
  readonly wait: number | null;
  readonly reason: string | null;
}

interface Written extends DeliveryKey {
  readonly id: Id<'dlv'>;
  readonly state: string;
  readonly reason: string | null;
}

/** When an answer came, by the database's clock. */
const answeredAt = ({ epochSeconds }: DeliveryClaim, { phases }: PostResult): Date =>
  new Date(epochSeconds * 1_000 + (phases.firstByteMs ?? 0));

/** Writes down what came of attempts, many at once, and has done what follows from it. */
@Injectable()
export class DeliveryOutcomes {
  constructor(
    private readonly database: Database,
    private readonly deliveries: DeliveryStore,
    private readonly queue: EndpointQueue,
    private readonly outbox: Outbox,
    private readonly pulses: EndpointPulses,
    private readonly events: EndpointEvents,
  ) {}

  /** An overtaken attempt is kept, and changes nothing else. */
  async record(outcomes: readonly DeliveryOutcome[]): Promise<void> {
    const turns = outcomes.map((outcome) => this.#turnOf(outcome));
    const ours = await this.database.transaction(async (tx) => {
      const written = await this.#write(tx, outcomes, turns);
      // Also behind one that failed: an older one of its key may wait since it was replayed.
      await this.deliveries.advance(tx, written);
      await this.#follow(
        tx,
        written.filter(({ state }) => state !== 'pending'),
      );
      return new Set(written.map(({ id }) => id));
    });
    await this.pulses.count(
      outcomes
        .filter(({ claim }) => ours.has(claim.deliveryId))
        .map(({ claim, result }) => ({
          endpointId: claim.endpointId,
          status: result.status,
          errorClass: result.errorClass,
          wasWell: claim.isWell,
        })),
    );
  }

  #turnOf({ claim, result }: DeliveryOutcome): Turn {
    const { outcome } = result;
    const why = result.errorClass ?? `HTTP_${result.status}`;
    switch (verdictOf(outcome)) {
      case 'succeeded':
        return { state: 'succeeded', wait: null, reason: null };
      case 'blocked':
        return { state: 'blocked', wait: null, reason: why };
      case 'gone':
        return { state: 'failed', wait: null, reason: 'gone' };
      case 'asked':
        return { state: 'failed', wait: null, reason: 'asked' };
      case 'aborted':
        return { state: 'aborted', wait: null, reason: 'refused_by_receiver' };
      case 'retry': {
        const asked =
          outcome.kind === 'answered'
            ? retryAfterSeconds(outcome.retryAfter, answerTime(outcome.date ?? null, answeredAt(claim, result)))
            : null;
        const wait = nextAttemptIn(claim.tries, systemRandom, asked, claim.secondsToDeadline);
        return wait === null ? { state: 'exhausted', wait, reason: why } : { state: 'pending', wait, reason: null };
      }
    }
  }

  /** Attempts first, then what is still ours of the deliveries. */
  async #write(tx: Tx, outcomes: readonly DeliveryOutcome[], turns: readonly Turn[]): Promise<Written[]> {
    return await tx.rows<Written>(
      `WITH told AS MATERIALIZED (
         SELECT * FROM jsonb_to_recordset($1::jsonb) AS t(id text, attempt text, generation int, state text, reason text,
           wait float8, address text, status int, error_class text, response_body text, tls_version text, dns_ms int,
           connect_ms int, tls_ms int, first_byte_ms int)),
       ours AS MATERIALIZED (
         SELECT d.id FROM fulfillment.delivery d JOIN told t ON t.id = d.id AND t.generation = d.generation
          WHERE d.state = 'in_flight' ORDER BY d.id FOR UPDATE OF d),
       logged AS (
         UPDATE fulfillment.delivery_attempt a
            SET finished_at = clock_timestamp(),
                duration_ms = (extract(epoch FROM clock_timestamp() - a.started_at) * 1000)::int,
                address = t.address, status = t.status, error_class = t.error_class, response_body = t.response_body,
                tls_version = t.tls_version, dns_ms = t.dns_ms, connect_ms = t.connect_ms, tls_ms = t.tls_ms,
                first_byte_ms = t.first_byte_ms,
                next_at = CASE WHEN o.id IS NOT NULL THEN now() + make_interval(secs => t.wait) END
           FROM told t LEFT JOIN ours o ON o.id = t.id WHERE a.id = t.attempt)
       UPDATE fulfillment.delivery d
          SET state = t.state, reason = t.reason, lease_until = NULL,
              is_next = d.is_next AND t.state = 'pending',
              next_at = CASE WHEN t.state = 'pending' THEN now() + make_interval(secs => t.wait) ELSE d.next_at END,
              finished_at = CASE WHEN t.state = 'pending' THEN NULL ELSE now() END
         FROM told t, ours o WHERE o.id = d.id AND t.id = d.id
       RETURNING d.id, d.endpoint_id AS "endpointId", d.ordering_key AS "orderingKey", d.state, d.reason`,
      [
        JSON.stringify(
          outcomes.map(({ claim, result }, index) => ({
            ...turns[index]!,
            id: claim.deliveryId,
            attempt: claim.attemptId,
            generation: claim.generation,
            address: result.address,
            status: result.status,
            error_class: result.errorClass,
            response_body: result.responseBody,
            tls_version: result.tlsVersion,
            dns_ms: result.phases.dnsMs,
            connect_ms: result.phases.connectMs,
            tls_ms: result.phases.tlsMs,
            first_byte_ms: result.phases.firstByteMs,
          })),
        ),
      ],
    );
  }

  /** A retailer that cannot be asked is not waited for; one whose endpoint is gone is told nothing more there. */
  async #follow(tx: Tx, ended: readonly Written[]): Promise<void> {
    const failed = ended.filter(({ state }) => state !== 'succeeded').map(({ id }) => id);
    const unheard = await this.deliveries.unheard(tx, failed);
    await this.outbox.add(
      tx,
      unheard.map(({ id, reason }) =>
        this.outbox.ofJob(
          abandonFulfillmentOrderJob,
          { fulfillmentOrderId: id, reason: reason ?? 'unreachable' },
          { key: id },
        ),
      ),
    );
    await this.events.note(
      tx,
      ended
        .filter(({ state }) => state === 'exhausted' || state === 'blocked')
        .map(({ id, endpointId, reason }) => ({
          endpointId,
          type: 'delivery.exhausted',
          detail: { deliveryId: id, reason },
        })),
    );
    const gone = new Map(
      ended.filter(({ reason }) => reason === 'gone' || reason === 'asked').map((it) => [it.endpointId, it.reason]),
    );
    if (gone.size > 0) await this.#disable(tx, gone);
  }

  /** The receiver said that nobody listens there, or asked for nothing more. */
  async #disable(tx: Tx, reasons: ReadonlyMap<DeliveryKey['endpointId'], string | null>): Promise<void> {
    const ids = [...reasons.keys()];
    await tx.rows(
      `UPDATE fulfillment.endpoint e SET state = 'disabled_by_partner', disabled_reason = g.reason
         FROM unnest($1::text[], $2::text[]) AS g(id, reason) WHERE e.id = g.id`,
      [ids, [...reasons.values()]],
    );
    await this.queue.giveUpRequests(tx, ids, 'endpoint_disabled');
    await this.queue.hold(tx, ids);
    await this.events.note(
      tx,
      [...reasons].map(([endpointId, reason]) => ({ endpointId, type: 'endpoint.disabled', detail: { reason } })),
    );
  }
}
