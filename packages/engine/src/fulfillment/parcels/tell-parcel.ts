import { Injectable } from '@nestjs/common';
import { trackingKey, type ParcelNewsKind } from '@sidestall/fulfillment';
import { err, ok, type FulfillmentOrderId, type Result, type RetailerId } from '@sidestall/kernel';
import { Database, type Tx } from '../../platform/database.ts';
import type { ShipmentRecord } from '../fulfillment-order.ts';
import { FulfillmentOrderStore } from '../fulfillment-order.store.ts';
import { orderNotFound } from '../partner-failure.ts';
import { parcelConflict, type ParcelFailure } from './parcel-failure.ts';
import { ParcelStore } from './parcel.store.ts';
import { TurnParcel } from './turn-parcel.ts';

export interface ParcelNews {
  readonly retailerId: RetailerId;
  readonly fulfillmentOrderId: FulfillmentOrderId;
  readonly trackingNumber: string;
  readonly kind: ParcelNewsKind;
  /** When it happened; now, when nobody says. */
  readonly at?: Date;
  readonly note?: string;
  readonly restock?: boolean;
}

/**
 * A retailer passes on what its carrier says of a parcel. Nothing said is lost: what comes before the parcel is known, or
 * too late to change anything, is kept and answered with where things stand.
 */
@Injectable()
export class TellParcel {
  constructor(
    private readonly database: Database,
    private readonly orders: FulfillmentOrderStore,
    private readonly parcels: ParcelStore,
    private readonly turning: TurnParcel,
  ) {}

  /** Not undone on a failure: what was said is kept. */
  execute(news: ParcelNews): Promise<Result<ShipmentRecord, ParcelFailure>> {
    return this.database.transaction((tx) => this.#tell(tx, news));
  }

  async #tell(tx: Tx, news: ParcelNews): Promise<Result<ShipmentRecord, ParcelFailure>> {
    const order = await this.orders.lock(tx, news.fulfillmentOrderId, news.retailerId);
    if (!order) return orderNotFound();
    const key = trackingKey(news.trackingNumber);
    const kept = await this.parcels.keepNews(tx, order.id, key, news);
    const parcel = order.shipments.find((one) => one.trackingKey === key);
    if (!parcel) {
      return err({
        code: 'FULFILLMENT.STATE_CONFLICT',
        detail:
          'No parcel with this tracking number has left yet. What you said is kept and counts as soon as one has.',
        extra: { currentState: order.state, version: order.version },
      });
    }
    const isHeard = await this.turning.execute(tx, order, parcel, { ...kept, restock: news.restock });
    await this.parcels.markApplied(tx, kept.id);
    if (!isHeard) return parcelConflict(parcel, 'It is kept, and changes nothing any more');
    const now = (await this.orders.lock(tx, order.id))!;
    return ok(now.shipments.find((one) => one.id === parcel.id)!);
  }
}
