import { Injectable } from '@nestjs/common';
import type { ShipRequest } from '@sidestall/contracts';
import { canShip, packParcel, trackingKey } from '@sidestall/fulfillment';
import { newId, ok, type FulfillmentOrderId, type Result, type RetailerId } from '@sidestall/kernel';
import { OrderingService } from '../ordering/ordering.service.ts';
import type { Tx } from '../platform/database.ts';
import { Faults } from '../platform/faults.ts';
import type { ShipmentRecord } from './fulfillment-order.ts';
import { FulfillmentOrderStore } from './fulfillment-order.store.ts';
import { AnswerDesk } from './orders/answer-desk.ts';
import { ImpliedAcceptance } from './orders/implied-acceptance.ts';
import { orderIsOver, orderNotFound, quantityFailure, stateConflict, type PartnerFailure } from './partner-failure.ts';
import { SendOffParcel } from './send-off-parcel.ts';

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
    private readonly desk: AnswerDesk,
    private readonly orders: FulfillmentOrderStore,
    private readonly ordering: OrderingService,
    private readonly implied: ImpliedAcceptance,
    private readonly sendOff: SendOffParcel,
    private readonly faults: Faults,
  ) {}

  async execute(parcel: Parcel): Promise<Result<Shipped, PartnerFailure>> {
    const shipped = await this.desk.take(parcel, 'shipped', (tx) => this.#ship(tx, parcel));
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

    const accepted = await this.implied.execute(tx, found);
    if (!accepted.ok) return accepted;
    const order = accepted.value;
    const packed = packParcel(order.lines, parcel.lines);
    if (!packed.ok) return quantityFailure(packed.error);
    const shipment = await this.sendOff.execute(tx, order, packed.value, {
      id: newId('shp'),
      carrier: parcel.carrier,
      trackingNumber: parcel.trackingNumber,
      trackingKey: key,
      trackingUrl: parcel.trackingUrl ?? null,
    });
    return ok({ shipment, isNew: true });
  }
}
