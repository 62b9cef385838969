import { Injectable } from '@nestjs/common';
import type { BrandId, OrderId, OrderLineId } from '@sidestall/kernel';
import { InventoryService } from '../../inventory/inventory.service.ts';
import { Backorders } from '../../ordering/backorders/backorders.ts';
import { OrderingService } from '../../ordering/ordering.service.ts';
import { Undelivered } from '../../ordering/returns/undelivered.ts';
import type { Tx } from '../../platform/database.ts';
import type { FulfillmentOrderRecord } from '../fulfillment-order.ts';
import { FulfillmentOrderStore } from '../fulfillment-order.store.ts';
import { PartnerMessages } from '../partner-messages.ts';
import type { Actor } from './actor.ts';

/** Cancels what nobody has taken on yet: for that nobody has to be asked. */
@Injectable()
export class CancelWaiting {
  constructor(
    private readonly orders: FulfillmentOrderStore,
    private readonly ordering: OrderingService,
    private readonly backorders: Backorders,
    private readonly inventory: InventoryService,
    private readonly messages: PartnerMessages,
    private readonly undelivered: Undelivered,
  ) {}

  /** Whether nothing but goods of this brand is in it. */
  async isOf(
    tx: Tx,
    orderId: OrderId,
    brandId: BrandId,
    units: readonly { readonly orderLineId: OrderLineId }[],
  ): Promise<boolean> {
    const lines = units.map((unit) => ({ lineId: unit.orderLineId }));
    return (await this.undelivered.brandsOf(tx, orderId, lines)).every((one) => one === brandId);
  }

  /** A retailer was asked and has not answered. The caller holds its row. */
  async requested(tx: Tx, order: FulfillmentOrderRecord, by: Actor): Promise<void> {
    await this.orders.move(tx, order, 'canceled', { by, reason: 'canceled_on_wish' });
    const units = order.lines.map(({ orderLineId: lineId, variantId, title, variantTitle, quantity }) => ({
      line: { lineId, variantId, title, variantTitle },
      quantity,
    }));
    await this.ordering.applyLineProgress(
      tx,
      order.orderId,
      units.map(({ line: { lineId }, quantity }) => ({ lineId, requested: -quantity, unrouted: quantity })),
    );
    await this.backorders.giveUp(tx, order.orderId, units);
    await this.inventory.releaseAllocation(tx, order.retailerId, order.lines);
    await this.messages.withdraw(tx, (await this.orders.lock(tx, order.id))!, 'fulfillment_order.canceled');
  }

  /** Units for which nobody was found yet, on back order or about to be routed; how many lines that were. */
  async unrouted(tx: Tx, orderId: OrderId, brandId?: BrandId): Promise<number> {
    const order = await this.ordering.routableOrder(tx, orderId);
    const units = [];
    for (const line of order?.lines ?? []) {
      if (brandId && !(await this.isOf(tx, orderId, brandId, [{ orderLineId: line.lineId }]))) continue;
      units.push({ line, quantity: line.quantityUnrouted });
    }
    await this.backorders.giveUp(tx, orderId, units);
    return units.length;
  }
}
