import { Injectable } from '@nestjs/common';
import { needsRemedy, trackingKey } from '@sidestall/fulfillment';
import { newId, ok, type Result, type RetailerId, type ShipmentId } from '@sidestall/kernel';
import { Shelves } from '../../inventory/shelves.ts';
import { OrderingService } from '../../ordering/ordering.service.ts';
import { Database, type Tx } from '../../platform/database.ts';
import type { FulfillmentOrderRecord, ShipmentRecord } from '../fulfillment-order.ts';
import { FulfillmentOrderStore } from '../fulfillment-order.store.ts';
import { RetailerStore } from '../retailer.store.ts';
import { parcelConflict, parcelNotFound, type ParcelFailure } from './parcel-failure.ts';
import { ParcelStore } from './parcel.store.ts';
import { TurnParcel, unitsOf } from './turn-parcel.ts';

export interface NewParcel {
  readonly retailerId: RetailerId;
  /** The parcel that did not arrive. */
  readonly shipmentId: ShipmentId;
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly trackingUrl?: string;
}

/**
 * A retailer sends the same things once more for a parcel that did not arrive, asked or not. The buyer pays nothing and no
 * line counts the units again; the shelf has that many fewer. The same tracking number is the same parcel.
 */
@Injectable()
export class SendAgain {
  constructor(
    private readonly database: Database,
    private readonly orders: FulfillmentOrderStore,
    private readonly parcels: ParcelStore,
    private readonly turning: TurnParcel,
    private readonly ordering: OrderingService,
    private readonly retailers: RetailerStore,
    private readonly shelves: Shelves,
  ) {}

  execute(sent: NewParcel): Promise<Result<{ shipment: ShipmentRecord; isNew: boolean }, ParcelFailure>> {
    return this.database.attempt((tx) => this.#send(tx, sent));
  }

  async #send(tx: Tx, sent: NewParcel): Promise<Result<{ shipment: ShipmentRecord; isNew: boolean }, ParcelFailure>> {
    const owner = await this.parcels.ownerOf(tx, sent.shipmentId);
    if (!owner || owner.retailerId !== sent.retailerId) return parcelNotFound();
    const order = (await this.orders.lock(tx, owner.fulfillmentOrderId))!;
    const lost = order.shipments.find((one) => one.id === sent.shipmentId)!;
    const key = trackingKey(sent.trackingNumber);
    const known = order.shipments.find((one) => one.trackingKey === key);
    if (known?.replacesId === lost.id) return ok({ shipment: known, isNew: false });
    if (known) return parcelConflict(known, 'Another parcel of this fulfillment order has this tracking number');
    if (!needsRemedy(lost))
      return parcelConflict(lost, 'Only a parcel that did not arrive is sent again, and only once');
    const { carrier, trackingNumber, trackingUrl = null } = sent;
    const label = { id: newId('shp'), carrier, trackingNumber, trackingKey: key, trackingUrl };
    await this.parcels.addReplacement(tx, order.id, label, lost);
    await this.parcels.remedy(tx, lost.id, 'reshipped');
    await this.turning.followParcels(tx, order.id);
    const now = (await this.orders.lock(tx, order.id))!;
    const shipment = now.shipments.find((one) => one.id === label.id)!;
    await this.#tell(tx, now, shipment);
    return ok({ shipment, isNew: true });
  }

  async #tell(tx: Tx, order: FulfillmentOrderRecord, shipment: ShipmentRecord): Promise<void> {
    const units = unitsOf(order, shipment);
    const { name } = (await this.retailers.named(tx, [order.retailerId])).get(order.retailerId)!;
    await this.ordering.tellReshipped(tx, order.orderId, {
      shipmentId: shipment.id,
      retailerName: name,
      carrier: shipment.carrier,
      trackingNumber: shipment.trackingNumber,
      trackingUrl: shipment.trackingUrl,
      lines: units,
    });
    await this.shelves.sendAgain(tx, order.retailerId, units, shipment.id);
  }
}
