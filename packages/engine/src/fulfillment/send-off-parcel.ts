import { Injectable } from '@nestjs/common';
import type { PackedParcel } from '@sidestall/fulfillment';
import type { Id } from '@sidestall/kernel';
import { InventoryService } from '../inventory/inventory.service.ts';
import { OrderingService } from '../ordering/ordering.service.ts';
import type { Tx } from '../platform/database.ts';
import { Outbox } from '../platform/outbox.ts';
import { shipmentCreated } from './facts.ts';
import type { FulfillmentOrderRecord, ParcelLabel, ShipmentRecord } from './fulfillment-order.ts';
import { FulfillmentOrderStore } from './fulfillment-order.store.ts';
import { byRetailer } from './orders/actor.ts';
import { RetailerStore } from './retailer.store.ts';

/** Writes a packed parcel down with all that follows: the order's progress, the shelf, the buyer's mail, the fact. */
@Injectable()
export class SendOffParcel {
  constructor(
    private readonly orders: FulfillmentOrderStore,
    private readonly ordering: OrderingService,
    private readonly inventory: InventoryService,
    private readonly retailers: RetailerStore,
    private readonly outbox: Outbox,
  ) {}

  async execute(
    tx: Tx,
    order: FulfillmentOrderRecord,
    packed: PackedParcel,
    label: ParcelLabel,
  ): Promise<ShipmentRecord> {
    if (!(await this.orders.move(tx, order, packed.nextState, { by: byRetailer(order.retailerId) })))
      throw new Error(`${order.id} changed while it was held`);
    const shipment = await this.orders.addShipment(tx, order.id, {
      ...label,
      lines: packed.lines.map((line) => ({ lineId: line.lineId as Id<'fln'>, quantity: line.quantity })),
    });
    await this.#tell(tx, order, shipment);
    return shipment;
  }

  async #tell(tx: Tx, order: FulfillmentOrderRecord, shipment: ShipmentRecord): Promise<void> {
    const units = shipment.lines.map(({ lineId, quantity }) => {
      const line = order.lines.find((it) => it.lineId === lineId)!;
      return { ...line, quantity };
    });
    const { name } = (await this.retailers.named(tx, [order.retailerId])).get(order.retailerId)!;
    const retailer = { id: order.retailerId, name };
    await this.ordering.applyLineProgress(
      tx,
      order.orderId,
      units.map((unit) => ({ lineId: unit.orderLineId, retailer, accepted: -unit.quantity, shipped: unit.quantity })),
      { kind: 'shipped', text: `A parcel is on its way with ${shipment.carrier}: ${shipment.trackingNumber}` },
    );
    await this.inventory.ship(tx, order.retailerId, order.orderId, units, shipment.id);
    await this.ordering.tellShipped(tx, order.orderId, {
      shipmentId: shipment.id,
      retailerName: name,
      carrier: shipment.carrier,
      trackingNumber: shipment.trackingNumber,
      trackingUrl: shipment.trackingUrl,
      lines: units.map(({ title, variantTitle, quantity }) => ({ title, variantTitle, quantity })),
    });
    await this.outbox.publish(tx, shipmentCreated, { orderId: order.orderId, shipmentId: shipment.id });
  }
}
