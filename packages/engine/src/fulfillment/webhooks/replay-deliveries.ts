import { Injectable } from '@nestjs/common';
import type { Failure } from '@sidestall/contracts';
import { err, ok, type Id, type Result, type RetailerId } from '@sidestall/kernel';
import { Database } from '../../platform/database.ts';
import { Handles, type JobAgain, type JobHandler } from '../../platform/job-handler.ts';
import { Outbox } from '../../platform/outbox.ts';
import { OutboxBell } from '../../platform/outbox-bell.ts';
import { DELIVERY_CHANNEL } from './delivery-channel.ts';
import { EndpointStore } from './endpoint.store.ts';
import type { EndpointRef } from './endpoint.ts';
import { ReplayStore, type ReplayView } from './replay.store.ts';
import { replayDeliveriesJob } from './webhooks.jobs.ts';

/** At each step; what is replayed goes out at the endpoint's own pace. */
const A_STEP = 500;
const MOST_RUNNING = 3;

export type ReplayFailure = Failure<
  'FULFILLMENT.ENDPOINT_NOT_FOUND' | 'FULFILLMENT.DELIVERY_NOT_FOUND' | 'FULFILLMENT.REPLAY_RUNNING'
>;

/** Says messages once more: the same body under the same id, signed for a new moment. */
@Injectable()
export class ReplayDeliveries {
  constructor(
    private readonly database: Database,
    private readonly endpoints: EndpointStore,
    private readonly replays: ReplayStore,
    private readonly outbox: Outbox,
    private readonly bell: OutboxBell,
  ) {}

  /** One message. One that is still on its way, or was taken back, stays as it is; the answer says in which state it was. */
  async one(retailerId: RetailerId, deliveryId: Id<'dlv'>): Promise<Result<{ was: string }, ReplayFailure>> {
    return await this.database.attempt<Result<{ was: string }, ReplayFailure>>(async (tx) => {
      const was = await this.replays.one(tx, { retailerId }, deliveryId);
      if (was === null) return err({ code: 'FULFILLMENT.DELIVERY_NOT_FOUND' });
      tx.afterCommit(() => this.bell.ring(DELIVERY_CHANNEL));
      return ok({ was });
    });
  }

  /** All messages to an endpoint since then, those that arrived included; at most the 30 days that are kept. */
  since(ref: EndpointRef, since: Date): Promise<Result<ReplayView, ReplayFailure>> {
    return this.#begin(ref, 'since', since);
  }

  /** Those that never arrived, of all that are kept or since an instant. */
  missing(ref: EndpointRef, since: Date = new Date(0)): Promise<Result<ReplayView, ReplayFailure>> {
    return this.#begin(ref, 'missing', since);
  }

  /** How far a replay is. */
  async find(ref: EndpointRef, id: Id<'rpl'>): Promise<ReplayView | null> {
    return await this.replays.find(this.database, ref, id);
  }

  async #begin(ref: EndpointRef, kind: 'since' | 'missing', since: Date): Promise<Result<ReplayView, ReplayFailure>> {
    return await this.database.attempt<Result<ReplayView, ReplayFailure>>(async (tx) => {
      if (!(await this.endpoints.lock(tx, ref))) return err({ code: 'FULFILLMENT.ENDPOINT_NOT_FOUND' });
      if ((await this.replays.running(tx, ref.endpointId)) >= MOST_RUNNING) {
        return err({ code: 'FULFILLMENT.REPLAY_RUNNING', detail: 'Wait for one of them to end.' });
      }
      const id = await this.replays.insert(tx, ref.endpointId, kind, since);
      await this.outbox.schedule(tx, replayDeliveriesJob, { replayId: id }, { key: id });
      return ok((await this.replays.find(tx, ref, id))!);
    });
  }
}

/** One step at a time, so that it may stop anywhere and goes on where it stood. */
@Injectable()
@Handles(replayDeliveriesJob)
export class ReplayDeliveriesHandler implements JobHandler<typeof replayDeliveriesJob> {
  constructor(
    private readonly database: Database,
    private readonly replays: ReplayStore,
    private readonly bell: OutboxBell,
  ) {}

  async handle({ replayId }: { replayId: Id<'rpl'> }): Promise<void | JobAgain> {
    const hasMore = await this.database.transaction(async (tx) => {
      tx.afterCommit(() => this.bell.ring(DELIVERY_CHANNEL));
      return await this.replays.step(tx, replayId, A_STEP);
    });
    if (hasMore) return { again: { seconds: 0 } };
  }
}
