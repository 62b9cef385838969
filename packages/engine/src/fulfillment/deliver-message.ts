import { Inject, Injectable } from '@nestjs/common';
import { nextAttemptIn, retryAfterSeconds, verdictOf } from '@sidestall/fulfillment';
import { systemRandom, type Clock, type Id } from '@sidestall/kernel';
import type { EngineConfig } from '../platform/config.ts';
import { Database, type Tx } from '../platform/database.ts';
import { Faults } from '../platform/faults.ts';
import { Handles, type JobAgain, type JobHandler } from '../platform/job-handler.ts';
import { CLOCK, ENGINE_CONFIG } from '../platform/tokens.ts';
import { AbandonFulfillmentOrder } from './abandon-fulfillment-order.ts';
import { DeliveryStore, type DeliveryRecord } from './delivery.store.ts';
import { FulfillmentOrderStore } from './fulfillment-order.store.ts';
import { deliverMessageJob } from './jobs.ts';
import { postWebhook, type PostResult } from './post-webhook.ts';
import { RetailerStore, type EndpointRecord } from './retailer.store.ts';
import { openSecret } from './sealed-secret.ts';
import { signMessage } from './sign-message.ts';

/** Longer than an attempt can take, so that two workers never have the same message in the air. */
const LEASE_SECONDS = 20;

interface Claim {
  readonly delivery: DeliveryRecord;
  readonly endpoint: EndpointRecord;
  readonly attempt: { attemptId: Id<'att'>; generation: number; number: number; epochSeconds: number };
}

/** Makes one attempt to deliver a message and says when the next one is due. At least once, in order, signed. */
@Injectable()
export class DeliverMessage {
  constructor(
    private readonly database: Database,
    private readonly deliveries: DeliveryStore,
    private readonly retailers: RetailerStore,
    private readonly orders: FulfillmentOrderStore,
    private readonly outcomes: DeliveryOutcomes,
    private readonly faults: Faults,
    @Inject(ENGINE_CONFIG) private readonly config: EngineConfig,
  ) {}

  async execute(id: Id<'dlv'>): Promise<{ seconds: number } | null> {
    const claim = await this.database.transaction((tx) => this.#claim(tx, id));
    if (!claim || 'seconds' in claim) return claim;
    const { delivery, endpoint, attempt } = claim;
    const secrets = endpoint.sealedSecrets.map((sealed) => openSecret(sealed, this.config.appSecret));
    const result = await postWebhook({
      url: endpoint.url,
      headers: signMessage(secrets, delivery.messageId, attempt.epochSeconds, delivery.body),
      body: delivery.body,
      allowPrivateHosts: this.config.webhooks.allowPrivateHosts,
    });
    await this.faults.at('delivery.posted-before-record');
    return await this.database.transaction((tx) => this.outcomes.record(tx, delivery, attempt, result));
  }

  async #claim(tx: Tx, id: Id<'dlv'>): Promise<Claim | { seconds: number } | null> {
    const subject = await this.deliveries.subjectOf(tx, id);
    const order = subject && (await this.orders.lock(tx, subject));
    const delivery = await this.deliveries.lock(tx, id);
    if (!order || !delivery || (delivery.state !== 'pending' && delivery.state !== 'in_flight')) return null;
    // Somebody has it in the air. If they died, their lease runs out and it is ours.
    if (delivery.state === 'in_flight' && (delivery.secondsToLeaseEnd ?? 0) > 0) {
      return { seconds: delivery.secondsToLeaseEnd! };
    }
    const isMoot = delivery.type === 'fulfillment_order.requested' && order.state !== 'requested';
    if (isMoot) {
      await this.deliveries.finish(tx, id, delivery.generation, 'canceled', 'superseded');
      return null;
    }
    const endpoint = await this.retailers.endpoint(tx, delivery.endpointId);
    if (endpoint?.state !== 'active') {
      await this.deliveries.finish(tx, id, delivery.generation, 'canceled', 'endpoint_disabled');
      return null;
    }
    if (delivery.state === 'pending' && delivery.secondsToNext > 0) return { seconds: delivery.secondsToNext };
    const earlier = await this.deliveries.earlierOpen(tx, delivery);
    if (earlier) return { seconds: Math.max(earlier.secondsToNext, 1) };
    const attempt = await this.deliveries.beginAttempt(tx, delivery, endpoint.url, LEASE_SECONDS);
    return { delivery, endpoint, attempt };
  }
}

/** Writes down what came of an attempt and what follows from it. */
@Injectable()
export class DeliveryOutcomes {
  constructor(
    private readonly deliveries: DeliveryStore,
    private readonly retailers: RetailerStore,
    private readonly orders: FulfillmentOrderStore,
    private readonly abandon: AbandonFulfillmentOrder,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Seconds to the next attempt, or null when there is none. An overtaken attempt is kept, and changes nothing else. */
  async record(
    tx: Tx,
    sent: DeliveryRecord,
    attempt: Claim['attempt'],
    result: PostResult,
  ): Promise<{ seconds: number } | null> {
    await this.orders.lock(tx, sent.fulfillmentOrderId);
    const delivery = (await this.deliveries.lock(tx, sent.id))!;
    const { outcome } = result;
    const verdict = verdictOf(outcome);
    const wait =
      verdict === 'retry'
        ? nextAttemptIn(
            attempt.number,
            systemRandom,
            outcome.kind === 'answered' ? retryAfterSeconds(outcome.retryAfter, this.clock.now()) : null,
            delivery.secondsToDeadline,
          )
        : null;
    const isOurs = delivery.generation === attempt.generation;
    await this.deliveries.endAttempt(tx, attempt.attemptId, result, isOurs ? wait : null);
    if (!isOurs) return null;
    switch (verdict) {
      case 'succeeded':
        await this.deliveries.finish(tx, sent.id, attempt.generation, 'succeeded');
        return null;
      case 'retry':
        if (wait !== null) {
          await this.deliveries.retry(tx, sent.id, attempt.generation, wait);
          return { seconds: wait };
        }
        await this.#fail(tx, sent, attempt.generation, 'exhausted', result.errorClass ?? `HTTP_${result.status}`);
        return null;
      case 'blocked':
        await this.#fail(tx, sent, attempt.generation, 'blocked', result.errorClass ?? 'ADDRESS_NOT_PUBLIC');
        return null;
      case 'gone':
        await this.#fail(tx, sent, attempt.generation, 'failed', 'gone');
        await this.#disable(tx, sent.endpointId);
        return null;
    }
  }

  async #fail(
    tx: Tx,
    sent: DeliveryRecord,
    generation: number,
    state: 'exhausted' | 'blocked' | 'failed',
    reason: string,
  ) {
    await this.deliveries.finish(tx, sent.id, generation, state, reason);
    if (sent.type === 'fulfillment_order.requested') await this.abandon.execute(tx, sent.fulfillmentOrderId, reason);
  }

  /** 410 Gone: nothing more is sent there, and what waits there for an answer goes to somebody else. */
  async #disable(tx: Tx, endpointId: Id<'end'>): Promise<void> {
    await this.retailers.disableEndpoint(tx, endpointId, 'gone');
    for (const id of await this.deliveries.subjectsOpenAt(tx, endpointId)) {
      await this.abandon.execute(tx, id, 'endpoint_disabled');
    }
  }
}

@Injectable()
@Handles(deliverMessageJob)
export class DeliverMessageHandler implements JobHandler<typeof deliverMessageJob> {
  constructor(private readonly deliverMessage: DeliverMessage) {}

  async handle({ deliveryId }: { deliveryId: Id<'dlv'> }): Promise<void | JobAgain> {
    const again = await this.deliverMessage.execute(deliveryId);
    if (again) return { again };
  }
}
