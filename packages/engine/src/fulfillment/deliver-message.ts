import { Inject, Injectable } from '@nestjs/common';
import type { Id } from '@sidestall/kernel';
import type { EngineConfig } from '../platform/config.ts';
import { Database, type Tx } from '../platform/database.ts';
import { Faults } from '../platform/faults.ts';
import { Handles, type JobAgain, type JobHandler } from '../platform/job-handler.ts';
import { ENGINE_CONFIG } from '../platform/tokens.ts';
import { DeliveryOutcomes } from './delivery-outcomes.ts';
import { DeliveryStore, type DeliveryAttempt, type DeliveryRecord } from './delivery.store.ts';
import { FulfillmentOrderStore } from './fulfillment-order.store.ts';
import { deliverMessageJob } from './jobs.ts';
import { postWebhook } from './post-webhook.ts';
import { RetailerStore, type EndpointRecord } from './retailer.store.ts';
import { openSecret } from './sealed-secret.ts';
import { signMessage } from './sign-message.ts';

/** Longer than an attempt can take, so that two workers never have the same message in the air. */
const LEASE_SECONDS = 20;

/** To one endpoint at a time, so that one that hangs does not take every worker from the others. */
const ENDPOINT_CONCURRENCY = 5;
const ENDPOINT_BUSY_SECONDS = 0.5;

interface Claim {
  readonly delivery: DeliveryRecord;
  readonly endpoint: EndpointRecord;
  readonly attempt: DeliveryAttempt;
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
    if ((await this.deliveries.inFlightAt(tx, endpoint.id)) >= ENDPOINT_CONCURRENCY) {
      return { seconds: ENDPOINT_BUSY_SECONDS };
    }
    const attempt = await this.deliveries.beginAttempt(tx, delivery, endpoint.url, LEASE_SECONDS);
    return { delivery, endpoint, attempt };
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
