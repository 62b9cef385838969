import { Injectable } from '@nestjs/common';
import {
  canMove,
  hasFailed,
  PRESUMED_DELIVERED_DAYS,
  readParcelNews,
  REMEDY_DAYS,
  stateByParcels,
  type ParcelNewsKind,
  type ShipmentState,
} from '@sidestall/fulfillment';
import type { FulfillmentOrderId } from '@sidestall/kernel';
import { Shelves } from '../../inventory/shelves.ts';
import { Undelivered, type LostParcel } from '../../ordering/returns/undelivered.ts';
import type { Tx } from '../../platform/database.ts';
import type { FulfillmentOrderRecord, ShipmentRecord } from '../fulfillment-order.ts';
import { FulfillmentOrderStore } from '../fulfillment-order.store.ts';
import { ParcelStore } from './parcel.store.ts';

/** What was heard of a parcel. */
export interface HeardOfParcel {
  readonly kind: ParcelNewsKind;
  readonly at: Date;
  readonly note?: string | null;
  /** Nobody said so: it is taken for granted. */
  readonly isPresumed?: boolean;
  /** The goods lie at the retailer again and can be sold. */
  readonly restock?: boolean;
}

/** What was in a parcel, with the order's lines. */
export function unitsOf(order: FulfillmentOrderRecord, parcel: Pick<ShipmentRecord, 'lines'>) {
  return parcel.lines.map(({ lineId, quantity }) => {
    const { orderLineId, variantId, title, variantTitle } = order.lines.find((line) => line.lineId === lineId)!;
    return { lineId: orderLineId, variantId, title, variantTitle, quantity };
  });
}

/** The parcel in words for letters. */
export const lostParcel = (order: FulfillmentOrderRecord, parcel: ShipmentRecord): LostParcel => ({
  shipmentId: parcel.id,
  carrier: parcel.carrier,
  trackingNumber: parcel.trackingNumber,
  cameBack: parcel.state === 'returned_to_sender',
  units: unitsOf(order, parcel),
});

/** Lets a parcel take the turn its news say, with all that follows: its fulfillment order, the story, the letters, the shelf. */
@Injectable()
export class TurnParcel {
  constructor(
    private readonly orders: FulfillmentOrderStore,
    private readonly parcels: ParcelStore,
    private readonly undelivered: Undelivered,
    private readonly shelves: Shelves,
  ) {}

  /** False when the news come too late to change anything. The caller holds the fulfillment order's row. */
  async execute(tx: Tx, order: FulfillmentOrderRecord, parcel: ShipmentRecord, heard: HeardOfParcel): Promise<boolean> {
    const to = readParcelNews(parcel, heard.kind);
    if (to === 'no') return false;
    if (!heard.isPresumed) await this.parcels.scanned(tx, parcel.id, heard.at, PRESUMED_DELIVERED_DAYS);
    if (to === 'same') return true;
    await this.parcels.move(tx, parcel.id, {
      state: to,
      at: heard.at,
      isPresumed: heard.isPresumed,
      note: heard.note,
      dueInDays: hasFailed({ state: to }) ? REMEDY_DAYS : null,
    });
    await this.followParcels(tx, order.id);
    await this.#tell(tx, order, { ...parcel, state: to }, heard, to);
    return true;
  }

  /** Brings a fulfillment order of which all has left to where its parcels leave it. */
  async followParcels(tx: Tx, id: FulfillmentOrderId): Promise<void> {
    const order = (await this.orders.lock(tx, id))!;
    if (!['shipped', 'delivered', 'delivery_failed'].includes(order.state)) return;
    const to = stateByParcels(order.shipments);
    if (to !== order.state && canMove(order.state, to)) await this.orders.move(tx, order, to);
  }

  async #tell(
    tx: Tx,
    order: FulfillmentOrderRecord,
    parcel: ShipmentRecord,
    heard: HeardOfParcel,
    to: ShipmentState,
  ): Promise<void> {
    if (to === 'delivered') {
      const text = heard.isPresumed
        ? `We take it that your parcel with ${parcel.carrier} has arrived: ${parcel.trackingNumber}`
        : `Your parcel with ${parcel.carrier} was delivered: ${parcel.trackingNumber}`;
      return await this.undelivered.note(tx, order.orderId, 'delivered', text);
    }
    await this.undelivered.tellLost(tx, order.orderId, lostParcel(order, parcel), REMEDY_DAYS);
    if (heard.restock && to === 'returned_to_sender') {
      await this.shelves.putBack(tx, order.retailerId, unitsOf(order, parcel), parcel.id);
    }
  }
}
