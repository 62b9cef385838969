import { Injectable } from '@nestjs/common';
import type { FulfillmentOrderId } from '@sidestall/kernel';
import { OrderingService } from '../ordering/ordering.service.ts';
import type { Tx } from '../platform/database.ts';
import { FulfillmentOrderStore } from './fulfillment-order.store.ts';
import { PartnerMessages } from './partner-messages.ts';
import { RetailerStore } from './retailer.store.ts';
import { ReturnUnits } from './return-units.ts';

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
