import { Injectable } from '@nestjs/common';
import type { VariantId } from '@sidestall/kernel';
import { BackorderStore } from '../../ordering/backorders/backorder.store.ts';
import { Database } from '../../platform/database.ts';
import { Handles, type JobHandler } from '../../platform/job-handler.ts';
import { RouteOrders } from './route-orders.ts';
import { routeWaitingJob } from './waiting.jobs.ts';

/** More orders than this are routed by and by: each hour looks at all who wait. */
const MOST = 1_000;
const AT_ONCE = 100;

/** Routes what waits for a variant, the order that waits longest first: it takes what it needs before the next is planned. */
@Injectable()
@Handles(routeWaitingJob)
export class RouteWaitingHandler implements JobHandler<typeof routeWaitingJob> {
  constructor(
    private readonly database: Database,
    private readonly backorders: BackorderStore,
    private readonly routeOrders: RouteOrders,
  ) {}

  async handle({ variantId }: { readonly variantId: VariantId }): Promise<void> {
    const waiting = await this.backorders.waiting(this.database, [variantId], MOST);
    const failures: unknown[] = [];
    for (let at = 0; at < waiting.length; at += AT_ONCE) {
      const batch = waiting.slice(at, at + AT_ONCE);
      await this.routeOrders.execute(batch).catch(async () => {
        // One of them holds the others up; alone, it fails alone.
        for (const orderId of batch) {
          await this.routeOrders.execute([orderId]).catch((error: unknown) => failures.push(error));
        }
      });
    }
    if (failures.length > 0)
      throw new AggregateError(failures, `Some orders that wait for ${variantId} were not routed`);
  }
}
