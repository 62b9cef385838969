import { Injectable } from '@nestjs/common';
import { canMove } from '@sidestall/fulfillment';
import type { OrderId } from '@sidestall/kernel';
import { InventoryService } from '../inventory/inventory.service.ts';
import { Database } from '../platform/database.ts';
import { Handles, type JobHandler } from '../platform/job-handler.ts';
import { FulfillmentOrderStore } from './fulfillment-order.store.ts';
import { cancelFulfillmentOrdersJob } from './jobs.ts';
import { PartnerMessages } from './partner-messages.ts';

/**
 * Takes back what retailers were asked for when the order itself is given up. Ordering has moved the units already, so only
 * the shelves' promises are left to undo. What has partly left stays as it is.
 */
@Injectable()
export class CancelFulfillmentOrders {
  constructor(
    private readonly database: Database,
    private readonly orders: FulfillmentOrderStore,
    private readonly inventory: InventoryService,
    private readonly messages: PartnerMessages,
  ) {}

  async execute(orderId: OrderId): Promise<void> {
    for (const { id } of await this.orders.ofOrder(this.database, orderId)) {
      await this.database.transaction(async (tx) => {
        const order = await this.orders.lock(tx, id);
        if (!order || !canMove(order.state, 'canceled')) return;
        const isAnswered = order.state !== 'requested' && order.resumeState !== 'requested';
        const promised = order.lines.map((line) => ({
          variantId: line.variantId,
          quantity: isAnswered ? line.acceptedQuantity - line.shippedQuantity : line.quantity,
        }));
        if (!(await this.orders.move(tx, order, 'canceled'))) throw new Error(`${id} changed while it was held`);
        await this.inventory.releaseAllocation(
          tx,
          order.retailerId,
          promised.filter((units) => units.quantity > 0),
        );
        await this.messages.withdraw(tx, (await this.orders.lock(tx, id))!, 'fulfillment_order.canceled');
      });
    }
  }
}

@Injectable()
@Handles(cancelFulfillmentOrdersJob)
export class CancelFulfillmentOrdersHandler implements JobHandler<typeof cancelFulfillmentOrdersJob> {
  constructor(private readonly cancelFulfillmentOrders: CancelFulfillmentOrders) {}

  async handle({ orderId }: { orderId: OrderId }): Promise<void> {
    await this.cancelFulfillmentOrders.execute(orderId);
  }
}
