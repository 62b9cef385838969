import { Injectable } from '@nestjs/common';
import type { OrderId } from '@sidestall/kernel';
import { Database } from '../platform/database.ts';
import { Handles, type JobHandler } from '../platform/job-handler.ts';
import { Outbox } from '../platform/outbox.ts';
import { ExpireFulfillmentOrder } from './expire-fulfillment-order.ts';
import { FulfillmentOrderStore } from './fulfillment-order.store.ts';
import { expireRequestsJob, routeOrderJob } from './jobs.ts';

/** Takes back what nobody has answered of an order whose payment can wait no longer; routing then gives the rest up. */
@Injectable()
@Handles(expireRequestsJob)
export class ExpireRequestsHandler implements JobHandler<typeof expireRequestsJob> {
  constructor(
    private readonly database: Database,
    private readonly orders: FulfillmentOrderStore,
    private readonly expire: ExpireFulfillmentOrder,
    private readonly outbox: Outbox,
  ) {}

  async handle({ orderId }: { readonly orderId: OrderId }): Promise<void> {
    for (const { id } of await this.orders.ofOrder(this.database, orderId)) await this.expire.execute(id, true);
    await this.database.transaction((tx) => this.outbox.schedule(tx, routeOrderJob, { orderId }, { key: orderId }));
  }
}
