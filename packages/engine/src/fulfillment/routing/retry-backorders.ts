import { Injectable } from '@nestjs/common';
import { BackorderStore } from '../../ordering/backorders/backorder.store.ts';
import { Database } from '../../platform/database.ts';
import { Handles, type JobHandler } from '../../platform/job-handler.ts';
import { Outbox } from '../../platform/outbox.ts';
import { routeOrderJob } from '../jobs.ts';
import { retryBackordersJob } from './waiting.jobs.ts';

/** How many lines one look sets in motion; the next one takes the rest. */
const BATCH = 500;

/** Sets orders in motion that wait and have not been looked at for an hour, or whose time is over. */
@Injectable()
@Handles(retryBackordersJob)
export class RetryBackordersHandler implements JobHandler<typeof retryBackordersJob> {
  constructor(
    private readonly database: Database,
    private readonly backorders: BackorderStore,
    private readonly outbox: Outbox,
  ) {}

  async handle(): Promise<void> {
    await this.database.transaction(async (tx) => {
      const orderIds = await this.backorders.due(tx, BATCH);
      await this.outbox.add(
        tx,
        orderIds.map((orderId) => this.outbox.ofJob(routeOrderJob, { orderId }, { key: orderId })),
      );
    });
  }
}
