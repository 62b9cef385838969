import { Injectable } from '@nestjs/common';
import type { ParcelNewsKind } from '@sidestall/fulfillment';
import { ok, type BrandId, type Result, type ShipmentId } from '@sidestall/kernel';
import { Undelivered } from '../../ordering/returns/undelivered.ts';
import { Database, type Tx } from '../../platform/database.ts';
import type { ShipmentRecord } from '../fulfillment-order.ts';
import { FulfillmentOrderStore } from '../fulfillment-order.store.ts';
import { parcelConflict, parcelNotFound, type ParcelFailure } from './parcel-failure.ts';
import { ParcelStore } from './parcel.store.ts';
import { TurnParcel, unitsOf } from './turn-parcel.ts';

/** A brand knows of a parcel with its goods what the carrier did not say: that it arrived, got lost or came back. */
@Injectable()
export class ReportParcel {
  constructor(
    private readonly database: Database,
    private readonly orders: FulfillmentOrderStore,
    private readonly parcels: ParcelStore,
    private readonly undelivered: Undelivered,
    private readonly turning: TurnParcel,
  ) {}

  execute(
    brandId: BrandId,
    id: ShipmentId,
    report: { readonly kind: Exclude<ParcelNewsKind, 'scanned'>; readonly note?: string },
  ): Promise<Result<ShipmentRecord, ParcelFailure>> {
    return this.database.attempt((tx) => this.#report(tx, brandId, id, report));
  }

  async #report(
    tx: Tx,
    brandId: BrandId,
    id: ShipmentId,
    report: { readonly kind: ParcelNewsKind; readonly note?: string },
  ): Promise<Result<ShipmentRecord, ParcelFailure>> {
    const owner = await this.parcels.ownerOf(tx, id);
    if (!owner) return parcelNotFound();
    const order = (await this.orders.lock(tx, owner.fulfillmentOrderId))!;
    const parcel = order.shipments.find((one) => one.id === id)!;
    const brands = await this.undelivered.brandsOf(tx, order.orderId, unitsOf(order, parcel));
    if (!brands.includes(brandId)) return parcelNotFound();
    const kept = await this.parcels.keepNews(tx, order.id, parcel.trackingKey, report);
    await this.parcels.markApplied(tx, kept.id);
    if (!(await this.turning.execute(tx, order, parcel, kept))) {
      return parcelConflict(parcel, 'The parcel arrived, or something was done about it already');
    }
    return ok((await this.orders.lock(tx, order.id))!.shipments.find((one) => one.id === id)!);
  }
}
