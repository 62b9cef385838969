import { Injectable } from '@nestjs/common';
import type { RejectRequest } from '@sidestall/contracts';
import { ok, type FulfillmentOrderId, type Result, type RetailerId } from '@sidestall/kernel';
import { OrderingService } from '../ordering/ordering.service.ts';
import { EmptyShelf } from './empty-shelf.ts';
import type { FulfillmentOrderRecord } from './fulfillment-order.ts';
import { FulfillmentOrderStore } from './fulfillment-order.store.ts';
import { byRetailer } from './orders/actor.ts';
import { AnswerDesk } from './orders/answer-desk.ts';
import { orderIsOver, orderNotFound, stateConflict, type PartnerFailure } from './partner-failure.ts';
import { PartnerMessages } from './partner-messages.ts';
import { RetailerStore } from './retailer.store.ts';
import { ReturnUnits } from './return-units.ts';

export interface Rejection extends RejectRequest {
  readonly retailerId: RetailerId;
  readonly fulfillmentOrderId: FulfillmentOrderId;
}

/** A retailer refuses all of it; it is routed to somebody else at once. Refusing again changes nothing. */
@Injectable()
export class RejectFulfillmentOrder {
  constructor(
    private readonly desk: AnswerDesk,
    private readonly orders: FulfillmentOrderStore,
    private readonly ordering: OrderingService,
    private readonly retailers: RetailerStore,
    private readonly returnUnits: ReturnUnits,
    private readonly messages: PartnerMessages,
    private readonly emptyShelf: EmptyShelf,
  ) {}

  execute(rejection: Rejection): Promise<Result<FulfillmentOrderRecord, PartnerFailure>> {
    return this.desk.take(rejection, 'rejected', async (tx) => {
      const { retailerId, fulfillmentOrderId, reason, note } = rejection;
      const order = await this.orders.lock(tx, fulfillmentOrderId, retailerId);
      if (!order) return orderNotFound();
      if (order.state === 'rejected') return ok(order);
      if (order.state !== 'requested') return stateConflict(order, 'rejected');
      if (!(await this.ordering.routableOrder(tx, order.orderId))) return orderIsOver(order, 'rejected');
      if (reason === 'out_of_stock') await this.emptyShelf.execute(tx, order);
      const name = (await this.retailers.named(tx, [retailerId])).get(retailerId)!.name;
      await this.returnUnits.all(
        tx,
        order,
        'rejected',
        { by: byRetailer(retailerId), reason, note },
        `${name} cannot ship this; looking elsewhere`,
      );
      await this.messages.supersede(tx, order.id, 'answered');
      return ok((await this.orders.lock(tx, order.id))!);
    });
  }
}
