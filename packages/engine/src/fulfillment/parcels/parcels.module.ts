import { Module } from '@nestjs/common';
import { InventoryModule } from '../../inventory/inventory.module.ts';
import { AfterSaleModule } from '../../ordering/after-sale.module.ts';
import { OrderingModule } from '../../ordering/ordering.module.ts';
import { subscribe } from '../../platform/fact.ts';
import { shipmentCreated } from '../facts.ts';
import { FulfillmentModule } from '../fulfillment.module.ts';
import { ApplyEarlyNewsHandler } from './apply-early-news.ts';
import { DecideParcel } from './decide-parcel.ts';
import { applyEarlyNews } from './parcel.jobs.ts';
import { ParcelStore } from './parcel.store.ts';
import { RefundParcel } from './refund-parcel.ts';
import { ReportParcel } from './report-parcel.ts';
import { SendAgain } from './send-again.ts';
import { SweepParcelsHandler } from './sweep-parcels.ts';
import { TellParcel } from './tell-parcel.ts';
import { TurnParcel } from './turn-parcel.ts';

export const parcelSubscriptions = [subscribe(shipmentCreated, applyEarlyNews)];

const doors = [DecideParcel, ReportParcel, SendAgain, TellParcel];

/** What becomes of parcels after they left. */
@Module({
  imports: [InventoryModule, AfterSaleModule, OrderingModule, FulfillmentModule],
  providers: [...doors, ApplyEarlyNewsHandler, ParcelStore, RefundParcel, SweepParcelsHandler, TurnParcel],
  exports: doors,
})
export class ParcelsModule {}
