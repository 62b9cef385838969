import { Injectable } from '@nestjs/common';
import { needsRemedy } from '@sidestall/fulfillment';
import { err, ok, type BrandId, type Result, type RetailerId, type ShipmentId } from '@sidestall/kernel';
import { Undelivered, type ParcelRefundFailure } from '../../ordering/returns/undelivered.ts';
import { Database, type Tx } from '../../platform/database.ts';
import type { FulfillmentOrderRecord, ShipmentRecord } from '../fulfillment-order.ts';
import { FulfillmentOrderStore } from '../fulfillment-order.store.ts';
import { RetailerStore } from '../retailer.store.ts';
import { parcelConflict, parcelNotFound, type ParcelFailure } from './parcel-failure.ts';
import { ParcelStore } from './parcel.store.ts';
import { RefundParcel } from './refund-parcel.ts';
import { unitsOf } from './turn-parcel.ts';

/** Who decides over a parcel: the brand of all that is in it, the retailer who sent it, or somebody who runs the house. */
export type ParcelJudge =
  | { readonly brandId: BrandId; readonly memberId: string }
  | { readonly retailerId: RetailerId }
  | { readonly operatorId: string };

export type DecideParcelFailure = ParcelFailure | ParcelRefundFailure;

const nameOf = (judge: ParcelJudge): string =>
  'brandId' in judge ? judge.memberId : 'retailerId' in judge ? judge.retailerId : judge.operatorId;

/** What is done about a parcel that did not arrive: it is asked for once more, or its price goes back. */
@Injectable()
export class DecideParcel {
  constructor(
    private readonly database: Database,
    private readonly orders: FulfillmentOrderStore,
    private readonly retailers: RetailerStore,
    private readonly parcels: ParcelStore,
    private readonly undelivered: Undelivered,
    private readonly refunding: RefundParcel,
  ) {}

  /** Asks the retailer to send the same things again. Asked before, it stays so. */
  askAgain(judge: ParcelJudge, id: ShipmentId): Promise<Result<ShipmentRecord, DecideParcelFailure>> {
    return this.#decide(judge, id, async (tx, order, parcel) => {
      if (parcel.remedy === 'reship_asked') return ok(undefined);
      if (!needsRemedy(parcel)) return parcelConflict(parcel, 'Only a parcel that did not arrive is sent again');
      const retailer = (await this.retailers.named(tx, [order.retailerId])).get(order.retailerId)!;
      await this.parcels.remedy(tx, parcel.id, 'reship_asked', { seconds: retailer.shipWithinSeconds });
      await this.undelivered.note(tx, order.orderId, 'reship_asked', `${retailer.name} is asked to send it again`);
      return ok(undefined);
    });
  }

  /** Gives the buyer the price back; also what a retailer says who cannot send again. */
  refund(judge: ParcelJudge, id: ShipmentId): Promise<Result<ShipmentRecord, DecideParcelFailure>> {
    return this.#decide(judge, id, (tx, order, parcel) => this.refunding.execute(tx, order, parcel, nameOf(judge)));
  }

  async #decide(
    judge: ParcelJudge,
    id: ShipmentId,
    decide: (
      tx: Tx,
      order: FulfillmentOrderRecord,
      parcel: ShipmentRecord,
    ) => Promise<Result<void, DecideParcelFailure>>,
  ): Promise<Result<ShipmentRecord, DecideParcelFailure>> {
    return await this.database.attempt(async (tx) => {
      const found = await this.#own(tx, judge, id);
      if (!found.ok) return found;
      const { order, parcel } = found.value;
      const decided = await decide(tx, order, parcel);
      if (!decided.ok) return decided;
      return ok((await this.orders.lock(tx, order.id))!.shipments.find((one) => one.id === id)!);
    });
  }

  async #own(
    tx: Tx,
    judge: ParcelJudge,
    id: ShipmentId,
  ): Promise<Result<{ order: FulfillmentOrderRecord; parcel: ShipmentRecord }, ParcelFailure>> {
    const owner = await this.parcels.ownerOf(tx, id);
    if (!owner || ('retailerId' in judge && owner.retailerId !== judge.retailerId)) return parcelNotFound();
    const order = (await this.orders.lock(tx, owner.fulfillmentOrderId))!;
    const parcel = order.shipments.find((one) => one.id === id)!;
    if ('brandId' in judge) {
      const brands = await this.undelivered.brandsOf(tx, order.orderId, unitsOf(order, parcel));
      if (!brands.includes(judge.brandId)) return parcelNotFound();
      if (brands.length > 1) {
        return err({
          code: 'FULFILLMENT.PARCEL_SHARED',
          detail: 'Goods of other brands are in it too: who runs the house decides, or the buyer is refunded in time',
        });
      }
    }
    return ok({ order, parcel });
  }
}
