import { Injectable } from '@nestjs/common';
import { needsRemedy } from '@sidestall/fulfillment';
import { ok, type Result } from '@sidestall/kernel';
import { Undelivered, type ParcelRefundFailure } from '../../ordering/returns/undelivered.ts';
import type { Tx } from '../../platform/database.ts';
import type { FulfillmentOrderRecord, ShipmentRecord } from '../fulfillment-order.ts';
import { parcelConflict, type ParcelFailure } from './parcel-failure.ts';
import { ParcelStore } from './parcel.store.ts';
import { lostParcel } from './turn-parcel.ts';

/** Gives the buyer the price of a parcel back that did not arrive; once, whoever asks how often. */
@Injectable()
export class RefundParcel {
  constructor(
    private readonly parcels: ParcelStore,
    private readonly undelivered: Undelivered,
  ) {}

  /** The caller holds the fulfillment order's row and undoes its transaction on a failure. */
  async execute(
    tx: Tx,
    order: FulfillmentOrderRecord,
    parcel: ShipmentRecord,
    askedBy: string,
  ): Promise<Result<void, ParcelFailure | ParcelRefundFailure>> {
    if (parcel.remedy === 'refunded') return ok(undefined);
    if (!needsRemedy(parcel)) return parcelConflict(parcel, 'Only a parcel that did not arrive can be refunded');
    const lost = lostParcel(order, parcel);
    const refund = await this.undelivered.refund(tx, order.orderId, lost, order.retailerId, askedBy);
    if (!refund.ok) return refund;
    await this.parcels.remedy(tx, parcel.id, 'refunded', { refundId: refund.value });
    return ok(undefined);
  }
}
