import { Inject, Injectable } from '@nestjs/common';
import { nextAttemptIn, retryAfterSeconds, verdictOf } from '@sidestall/fulfillment';
import { systemRandom, type Clock, type Id } from '@sidestall/kernel';
import type { Tx } from '../platform/database.ts';
import { CLOCK } from '../platform/tokens.ts';
import { AbandonFulfillmentOrder } from './abandon-fulfillment-order.ts';
import { DeliveryStore, type DeliveryAttempt, type DeliveryRecord } from './delivery.store.ts';
import { FulfillmentOrderStore } from './fulfillment-order.store.ts';
import type { PostResult } from './post-webhook.ts';
import { RetailerStore } from './retailer.store.ts';

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
    attempt: DeliveryAttempt,
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
