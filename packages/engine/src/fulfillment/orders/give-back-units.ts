import { Injectable } from '@nestjs/common';
import { InventoryService } from '../../inventory/inventory.service.ts';
import { TakeBack, type TakenBack } from '../../ordering/take-back.ts';
import type { Tx } from '../../platform/database.ts';
import { Outbox } from '../../platform/outbox.ts';
import type { FulfillmentOrderRecord } from '../fulfillment-order.ts';
import { FulfillmentOrderStore, type MoveReason } from '../fulfillment-order.store.ts';
import { routeOrderJob } from '../jobs.ts';
import { RetailerStore } from '../retailer.store.ts';

/** How a fulfillment order ends whose units were accepted and do not leave. */
export interface GivenBack extends MoveReason {
  readonly to: 'canceled' | 'canceled_by_partner' | 'recalled';
  /** Somebody else is looked for, as long as nothing was paid for them yet. */
  readonly isRerouted: boolean;
  /** What the buyer reads. */
  readonly text: string;
}

/** Takes what was accepted and has not left from its retailer: the order, the shelf, the state, and routing once more. */
@Injectable()
export class GiveBackUnits {
  constructor(
    private readonly orders: FulfillmentOrderStore,
    private readonly takeBack: TakeBack,
    private readonly inventory: InventoryService,
    private readonly retailers: RetailerStore,
    private readonly outbox: Outbox,
  ) {}

  /** Nothing has changed when it answers `busy` or `over`. What has partly left ends as shipped. */
  async execute(
    tx: Tx,
    order: FulfillmentOrderRecord,
    { to, isRerouted, text, ...reason }: GivenBack,
  ): Promise<TakenBack> {
    const { name } = (await this.retailers.named(tx, [order.retailerId])).get(order.retailerId)!;
    const left = order.lines
      .map((line) => ({ ...line, quantity: line.acceptedQuantity - line.shippedQuantity }))
      .filter((line) => line.quantity > 0);
    const retailer = { id: order.retailerId, name };
    const taken = await this.takeBack.execute(
      tx,
      order.orderId,
      left.map((line) => ({ lineId: line.orderLineId, retailer, quantity: line.quantity })),
      { isRerouted, text },
    );
    if (taken === 'busy' || taken === 'over') return taken;
    const hasLeft = order.lines.some((line) => line.shippedQuantity > 0);
    if (!(await this.orders.move(tx, order, hasLeft ? 'shipped' : to, reason)))
      throw new Error(`${order.id} changed while it was held`);
    await this.orders.setAccepted(
      tx,
      order.lines.map((line) => ({ lineId: line.lineId, accepted: line.shippedQuantity })),
    );
    await this.inventory.releaseAllocation(tx, order.retailerId, left);
    if (taken === 'rerouted')
      await this.outbox.schedule(tx, routeOrderJob, { orderId: order.orderId }, { key: order.orderId });
    return taken;
  }
}
