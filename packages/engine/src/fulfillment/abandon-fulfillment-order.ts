import { Injectable } from '@nestjs/common';
import type { FulfillmentOrderId } from '@sidestall/kernel';
import { OrderingService } from '../ordering/ordering.service.ts';
import { Database, type Tx } from '../platform/database.ts';
import { Handles, type JobHandler } from '../platform/job-handler.ts';
import { FulfillmentOrderStore } from './fulfillment-order.store.ts';
import { abandonFulfillmentOrderJob } from './jobs.ts';
import { PartnerMessages } from './partner-messages.ts';
import { RetailerStore } from './retailer.store.ts';
import { ReturnUnits } from './return-units.ts';
import { EndpointHealth } from './webhooks/endpoint-health.ts';

/** Takes a request back from a retailer that cannot be reached, without waiting for its time to run out. */
@Injectable()
export class AbandonFulfillmentOrder {
  constructor(
    private readonly orders: FulfillmentOrderStore,
    private readonly ordering: OrderingService,
    private readonly retailers: RetailerStore,
    private readonly returnUnits: ReturnUnits,
    private readonly messages: PartnerMessages,
  ) {}

  /** Nothing happens to one that was answered in the meantime. */
  async execute(tx: Tx, id: FulfillmentOrderId, reason: string): Promise<void> {
    const order = await this.orders.lock(tx, id);
    if (order?.state !== 'requested') return;
    // An order that was given up takes its fulfillment orders with it.
    if (!(await this.ordering.routableOrder(tx, order.orderId))) return;
    const name = (await this.retailers.named(tx, [order.retailerId])).get(order.retailerId)!.name;
    await this.returnUnits.all(
      tx,
      order,
      'unreachable',
      { note: reason },
      `${name} cannot be reached; looking elsewhere`,
    );
    await this.messages.supersede(tx, order.id, 'unreachable');
  }
}

@Injectable()
@Handles(abandonFulfillmentOrderJob)
export class AbandonFulfillmentOrderHandler implements JobHandler<typeof abandonFulfillmentOrderJob> {
  constructor(
    private readonly database: Database,
    private readonly orders: FulfillmentOrderStore,
    private readonly health: EndpointHealth,
    private readonly abandon: AbandonFulfillmentOrder,
  ) {}

  /** One that asks by itself finds the request without being told, and has its time to answer. */
  async handle({ fulfillmentOrderId, reason }: { fulfillmentOrderId: FulfillmentOrderId; reason: string }) {
    await this.database.transaction(async (tx) => {
      const order = await this.orders.lock(tx, fulfillmentOrderId);
      if (!order || (await this.health.isAsking(tx, order.retailerId))) return;
      await this.abandon.execute(tx, fulfillmentOrderId, reason);
    });
  }
}
