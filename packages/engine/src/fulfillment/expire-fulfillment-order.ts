import { Injectable } from '@nestjs/common';
import type { FulfillmentOrderId } from '@sidestall/kernel';
import { OrderingService } from '../ordering/ordering.service.ts';
import { Database } from '../platform/database.ts';
import { Handles, type JobAgain, type JobHandler } from '../platform/job-handler.ts';
import { FulfillmentOrderStore } from './fulfillment-order.store.ts';
import { expireFulfillmentOrderJob } from './jobs.ts';
import { PartnerMessages } from './partner-messages.ts';
import { RetailerStore } from './retailer.store.ts';
import { ReturnUnits } from './return-units.ts';

/** Lets a fulfillment order go that nobody answered in time, by the database's clock, and has it routed elsewhere. */
@Injectable()
export class ExpireFulfillmentOrder {
  constructor(
    private readonly database: Database,
    private readonly orders: FulfillmentOrderStore,
    private readonly ordering: OrderingService,
    private readonly retailers: RetailerStore,
    private readonly returnUnits: ReturnUnits,
    private readonly messages: PartnerMessages,
  ) {}

  /** When to ask again, if it is too early and need not be at once; null when nothing is left to do. */
  execute(id: FulfillmentOrderId, isAtOnce = false): Promise<Date | null> {
    return this.database.transaction(async (tx) => {
      const order = await this.orders.lock(tx, id);
      if (order?.state !== 'requested') return null;
      const due = await tx.one<{ isDue: boolean }>('SELECT $1::timestamptz <= now() AS "isDue"', [order.acceptBy]);
      if (!due!.isDue && !isAtOnce) return order.acceptBy;
      // An order that was given up takes its fulfillment orders with it.
      if (!(await this.ordering.routableOrder(tx, order.orderId))) return null;
      const name = (await this.retailers.named(tx, [order.retailerId])).get(order.retailerId)!.name;
      await this.returnUnits.all(tx, order, 'expired', {}, `${name} did not answer in time; looking elsewhere`);
      await this.messages.withdraw(tx, (await this.orders.lock(tx, id))!, 'fulfillment_order.expired');
      return null;
    });
  }
}

@Injectable()
@Handles(expireFulfillmentOrderJob)
export class ExpireFulfillmentOrderHandler implements JobHandler<typeof expireFulfillmentOrderJob> {
  constructor(private readonly expireFulfillmentOrder: ExpireFulfillmentOrder) {}

  async handle({ fulfillmentOrderId }: { fulfillmentOrderId: FulfillmentOrderId }): Promise<void | JobAgain> {
    const again = await this.expireFulfillmentOrder.execute(fulfillmentOrderId);
    if (again) return { again };
  }
}
