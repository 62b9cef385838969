import { Injectable } from '@nestjs/common';
import type { FulfillmentOrderState } from '@sidestall/fulfillment';
import { InventoryService } from '../inventory/inventory.service.ts';
import { OrderingService } from '../ordering/ordering.service.ts';
import type { Tx } from '../platform/database.ts';
import { Outbox } from '../platform/outbox.ts';
import { fulfillmentOrderAnswered } from './facts.ts';
import { RetailerStore } from './retailer.store.ts';
import type { FulfillmentOrderRecord } from './fulfillment-order.ts';
import { FulfillmentOrderStore, type MoveReason } from './fulfillment-order.store.ts';
import { routeOrderJob } from './jobs.ts';

/** Units that go back to routing, and those that stay with the retailer. */
export interface SettledLine {
  readonly lineId: string;
  readonly accepted: number;
  readonly declined: number;
}

/** Settles a request: moves the fulfillment order, splits its units into kept and returned, has the returned re-routed. */
@Injectable()
export class ReturnUnits {
  constructor(
    private readonly orders: FulfillmentOrderStore,
    private readonly ordering: OrderingService,
    private readonly inventory: InventoryService,
    private readonly retailers: RetailerStore,
    private readonly outbox: Outbox,
  ) {}

  /** Nothing is kept: rejected, expired, unreachable. */
  async all(
    tx: Tx,
    order: FulfillmentOrderRecord,
    to: FulfillmentOrderState,
    answer: MoveReason,
    story: string,
  ): Promise<void> {
    const lines = order.lines.map((line) => ({ lineId: line.lineId, accepted: 0, declined: line.quantity }));
    await this.execute(tx, order, to, lines, answer, story);
  }

  async execute(
    tx: Tx,
    order: FulfillmentOrderRecord,
    to: FulfillmentOrderState,
    lines: readonly SettledLine[],
    answer: MoveReason,
    story: string,
  ): Promise<void> {
    const hasMoved = await this.orders.move(tx, order, to, answer);
    if (!hasMoved) throw new Error(`${order.id} changed while it was held`);
    await this.orders.setAccepted(tx, lines);
    const lineOf = (lineId: string) => order.lines.find((line) => line.lineId === lineId)!;
    const { name } = (await this.retailers.named(tx, [order.retailerId])).get(order.retailerId)!;
    // The order before the stock: routing takes them in this order too.
    await this.ordering.applyLineProgress(
      tx,
      order.orderId,
      lines.map(({ lineId, accepted, declined }) => ({
        lineId: lineOf(lineId).orderLineId,
        requested: -(accepted + declined),
        accepted,
        unrouted: declined,
        ...(accepted > 0 && { retailer: { id: order.retailerId, name } }),
      })),
      { kind: to, text: story },
    );
    const declined = lines.filter((line) => line.declined > 0);
    if (declined.length > 0) {
      await this.inventory.releaseAllocation(
        tx,
        order.retailerId,
        declined.map((line) => ({ variantId: lineOf(line.lineId).variantId, quantity: line.declined })),
      );
      await this.outbox.schedule(tx, routeOrderJob, { orderId: order.orderId }, { key: order.orderId });
    }
    await this.outbox.publish(tx, fulfillmentOrderAnswered, { orderId: order.orderId, fulfillmentOrderId: order.id });
  }
}
