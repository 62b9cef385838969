import { Injectable } from '@nestjs/common';
import type { ShipRequest } from '@sidestall/contracts';
import { canShip, packParcel, readAcceptance, trackingKey } from '@sidestall/fulfillment';
import { newId, ok, type FulfillmentOrderId, type Id, type Result, type RetailerId } from '@sidestall/kernel';
import { InventoryService } from '../inventory/inventory.service.ts';
import { OrderingService } from '../ordering/ordering.service.ts';
import { Database, type Tx } from '../platform/database.ts';
import { Faults } from '../platform/faults.ts';
import { Outbox } from '../platform/outbox.ts';
import { shipmentCreated } from './facts.ts';
import type { FulfillmentOrderRecord, ShipmentRecord } from './fulfillment-order.ts';
import { FulfillmentOrderStore } from './fulfillment-order.store.ts';
import { orderIsOver, orderNotFound, quantityFailure, stateConflict, type PartnerFailure } from './partner-failure.ts';
import { PartnerMessages } from './partner-messages.ts';
import { RetailerStore } from './retailer.store.ts';
import { ReturnUnits } from './return-units.ts';

export interface Parcel extends ShipRequest {
  readonly retailerId: RetailerId;
  readonly fulfillmentOrderId: FulfillmentOrderId;
}

export interface Shipped {
  readonly shipment: ShipmentRecord;
  /** False when this parcel was known already. */
  readonly isNew: boolean;
}

/** A parcel has left. The same tracking number is the same parcel; shipping what was not answered yet accepts it. */
@Injectable()
export class ShipFulfillmentOrder {
  constructor(
    private readonly database: Database,
    private readonly orders: FulfillmentOrderStore,
    private readonly ordering: OrderingService,
    private readonly inventory: InventoryService,
    private readonly returnUnits: ReturnUnits,
    private readonly messages: PartnerMessages,
    private readonly retailers: RetailerStore,
    private readonly outbox: Outbox,
    private readonly faults: Faults,
  ) {}

  async execute(parcel: Parcel): Promise<Result<Shipped, PartnerFailure>> {
    const shipped = await this.database.attempt((tx) => this.#ship(tx, parcel));
    await this.faults.at('shipment.recorded-before-answer');
    return shipped;
  }

  async #ship(tx: Tx, parcel: Parcel): Promise<Result<Shipped, PartnerFailure>> {
    const found = await this.orders.lock(tx, parcel.fulfillmentOrderId, parcel.retailerId);
    if (!found) return orderNotFound();
    const key = trackingKey(parcel.trackingNumber);
    const known = found.shipments.find((it) => it.trackingKey === key);
    if (known) return ok({ shipment: known, isNew: false });
    if (!canShip(found.state)) return stateConflict(found, 'shipped');
    if (!(await this.ordering.routableOrder(tx, found.orderId))) return orderIsOver(found, 'shipped');

    const order = found.state === 'requested' ? await this.#accept(tx, found) : found;
    const packed = packParcel(order.lines, parcel.lines);
    if (!packed.ok) return quantityFailure(packed.error);
    if (!(await this.orders.move(tx, order, packed.value.nextState))) {
      throw new Error(`${order.id} changed while it was held`);
    }
    const shipment = await this.orders.addShipment(tx, order.id, {
      id: newId('shp'),
      carrier: parcel.carrier,
      trackingNumber: parcel.trackingNumber,
      trackingKey: key,
      trackingUrl: parcel.trackingUrl ?? null,
      lines: packed.value.lines.map((line) => ({ lineId: line.lineId as Id<'fln'>, quantity: line.quantity })),
    });
    await this.#tell(tx, order, shipment);
    return ok({ shipment, isNew: true });
  }

  async #accept(tx: Tx, order: FulfillmentOrderRecord): Promise<FulfillmentOrderRecord> {
    const all = readAcceptance(order.lines, undefined);
    if (!all.ok) throw new Error('All of everything can always be accepted');
    await this.returnUnits.execute(tx, order, 'accepted', all.value, {}, 'Your order is being packed');
    await this.messages.supersede(tx, order.id, 'answered');
    return (await this.orders.lock(tx, order.id))!;
  }

  async #tell(tx: Tx, order: FulfillmentOrderRecord, shipment: ShipmentRecord): Promise<void> {
    const units = shipment.lines.map(({ lineId, quantity }) => {
      const line = order.lines.find((it) => it.lineId === lineId)!;
      return { ...line, quantity };
    });
    await this.ordering.applyLineProgress(
      tx,
      order.orderId,
      units.map((unit) => ({ lineId: unit.orderLineId, accepted: -unit.quantity, shipped: unit.quantity })),
      { kind: 'shipped', text: `A parcel is on its way with ${shipment.carrier}: ${shipment.trackingNumber}` },
    );
    await this.inventory.ship(tx, order.retailerId, order.orderId, units, shipment.id);
    await this.ordering.tellShipped(tx, order.orderId, {
      shipmentId: shipment.id,
      retailerName: (await this.retailers.named(tx, [order.retailerId])).get(order.retailerId)!.name,
      carrier: shipment.carrier,
      trackingNumber: shipment.trackingNumber,
      trackingUrl: shipment.trackingUrl,
      lines: units.map(({ title, variantTitle, quantity }) => ({ title, variantTitle, quantity })),
    });
    await this.outbox.publish(tx, shipmentCreated, { orderId: order.orderId, shipmentId: shipment.id });
  }
}
