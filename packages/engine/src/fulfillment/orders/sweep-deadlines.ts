import { Injectable } from '@nestjs/common';
import type { FulfillmentOrderId } from '@sidestall/kernel';
import { Database, type Tx } from '../../platform/database.ts';
import { Handles, type JobHandler } from '../../platform/job-handler.ts';
import { ExpireFulfillmentOrder } from '../expire-fulfillment-order.ts';
import type { FulfillmentOrderRecord } from '../fulfillment-order.ts';
import { FulfillmentOrderStore } from '../fulfillment-order.store.ts';
import { DeadlineStore } from './deadline.store.ts';
import { sweepDeadlines } from './orders.jobs.ts';
import { PassDeadline } from './pass-deadline.ts';

/** How many one sweep looks at; the next one takes the rest. */
const BATCH = 500;
/** What cannot be settled is tried again after two seconds, four, and so on up to an hour: it must not fill the batch. */
const AGAIN_AT_MOST_MS = 3_600_000;

interface Stuck {
  readonly tries: number;
  readonly until: number;
}

/**
 * Does what deadlines ask for, by the database's clock: takes back what nobody answered, settles cancellations nobody spoke
 * about, says that something has to leave or is late, and recalls what never left. One at a time, so that one that cannot be
 * done now holds nobody up.
 */
@Injectable()
@Handles(sweepDeadlines)
export class SweepDeadlinesHandler implements JobHandler<typeof sweepDeadlines> {
  readonly #stuck = new Map<FulfillmentOrderId, Stuck>();

  constructor(
    private readonly database: Database,
    private readonly orders: FulfillmentOrderStore,
    private readonly deadlines: DeadlineStore,
    private readonly expire: ExpireFulfillmentOrder,
    private readonly pass: PassDeadline,
  ) {}

  async handle(): Promise<void> {
    await this.settleDue(BATCH);
  }

  /** Looks at so many; throws at the end when some could not be settled. */
  async settleDue(limit: number): Promise<void> {
    const troubles: unknown[] = [];
    const now = performance.now();
    for (const [id, { until }] of this.#stuck) if (until < now - AGAIN_AT_MOST_MS) this.#stuck.delete(id);
    const resting = [...this.#stuck].filter(([, { until }]) => until > now).map(([id]) => id);
    for (const id of await this.deadlines.due(this.database, limit, resting)) {
      // One that cannot be dealt with keeps none of the others waiting.
      try {
        await this.#settle(id);
        // What waits for something else, such as money that is being taken, is due all the same.
        if (await this.deadlines.isDue(this.database, id)) this.#rest(id, now);
        else this.#stuck.delete(id);
      } catch (error) {
        troubles.push(error);
        this.#rest(id, now);
      }
    }
    if (troubles.length > 0) throw new AggregateError(troubles, `${troubles.length} deadlines could not be settled`);
  }

  #rest(id: FulfillmentOrderId, now: number): void {
    const tries = (this.#stuck.get(id)?.tries ?? 0) + 1;
    this.#stuck.set(id, { tries, until: now + Math.min(2 ** tries * 1_000, AGAIN_AT_MOST_MS) });
  }

  async #settle(id: FulfillmentOrderId): Promise<void> {
    const isUnanswered = await this.database.transaction(async (tx) => {
      const order = await this.orders.lock(tx, id);
      return order !== null && (await this.#look(tx, order));
    });
    if (isUnanswered) await this.expire.execute(id);
  }

  async #look(tx: Tx, order: FulfillmentOrderRecord): Promise<boolean> {
    const due = await this.deadlines.of(tx, order.id);
    if (due.isCancellationDue) await this.pass.cancellation(tx, order);
    else if (due.isToBeRecalled) await this.pass.recall(tx, order);
    else if (due.isAcknowledgementDue) await this.pass.acknowledgement(tx, order);
    else if (due.shipStage > due.shipAlerts) await this.pass.shipping(tx, order, due.shipStage);
    return due.isUnanswered;
  }
}
