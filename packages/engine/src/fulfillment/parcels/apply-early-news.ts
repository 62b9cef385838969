import { Injectable } from '@nestjs/common';
import type { ShipmentId } from '@sidestall/kernel';
import { Database } from '../../platform/database.ts';
import { Handles, type JobHandler } from '../../platform/job-handler.ts';
import { FulfillmentOrderStore } from '../fulfillment-order.store.ts';
import { applyEarlyNews } from './parcel.jobs.ts';
import { ParcelStore } from './parcel.store.ts';
import { TurnParcel } from './turn-parcel.ts';

/** A parcel was told of after its carrier had spoken already: what was said counts now. */
@Injectable()
@Handles(applyEarlyNews)
export class ApplyEarlyNewsHandler implements JobHandler<typeof applyEarlyNews> {
  constructor(
    private readonly database: Database,
    private readonly orders: FulfillmentOrderStore,
    private readonly parcels: ParcelStore,
    private readonly turning: TurnParcel,
  ) {}

  async handle({ shipmentId }: { readonly shipmentId: ShipmentId }): Promise<void> {
    const owner = await this.parcels.ownerOf(this.database, shipmentId);
    if (!owner) return;
    await this.database.transaction(async (tx) => {
      for (let order = await this.orders.lock(tx, owner.fulfillmentOrderId); order;) {
        const parcel = order.shipments.find((one) => one.id === shipmentId)!;
        const [first] = await this.parcels.earlyNews(tx, order.id, parcel.trackingKey);
        if (!first) return;
        await this.turning.execute(tx, order, parcel, first);
        await this.parcels.markApplied(tx, first.id);
        order = await this.orders.lock(tx, order.id);
      }
    });
  }
}
