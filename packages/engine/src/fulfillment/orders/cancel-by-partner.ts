import { Injectable } from '@nestjs/common';
import type { RejectRequest } from '@sidestall/contracts';
import { ok, type Result } from '@sidestall/kernel';
import { EmptyShelf } from '../empty-shelf.ts';
import type { FulfillmentOrderRecord } from '../fulfillment-order.ts';
import { FulfillmentOrderStore } from '../fulfillment-order.store.ts';
import { orderIsOver, orderNotFound, paymentIsMoving, stateConflict, type PartnerFailure } from '../partner-failure.ts';
import { byRetailer } from './actor.ts';
import { AnswerDesk, type RetailerAnswer } from './answer-desk.ts';
import { GiveBackUnits } from './give-back-units.ts';

export type PartnerCancellation = RetailerAnswer & RejectRequest;

/**
 * A retailer accepted and cannot send after all. What has not left goes elsewhere, or back to the buyer's money if it was
 * paid for; it counts against the retailer's score. Saying it again changes nothing.
 */
@Injectable()
export class CancelByPartner {
  constructor(
    private readonly desk: AnswerDesk,
    private readonly orders: FulfillmentOrderStore,
    private readonly giveBack: GiveBackUnits,
    private readonly emptyShelf: EmptyShelf,
  ) {}

  execute(answer: PartnerCancellation): Promise<Result<FulfillmentOrderRecord, PartnerFailure>> {
    return this.desk.take(answer, 'canceled_by_partner', async (tx) => {
      const { retailerId, fulfillmentOrderId, reason, note } = answer;
      const order = await this.orders.lock(tx, fulfillmentOrderId, retailerId);
      if (!order) return orderNotFound();
      if (order.state === 'canceled_by_partner') return ok(order);
      if (!['accepted', 'in_progress', 'partially_shipped'].includes(order.state))
        return stateConflict(order, 'canceled by you');
      if (reason === 'out_of_stock') await this.emptyShelf.execute(tx, order);
      const taken = await this.giveBack.execute(tx, order, {
        to: 'canceled_by_partner',
        isRerouted: true,
        text: 'Part of your order cannot be sent by who packed it',
        by: byRetailer(retailerId),
        reason,
        note,
      });
      if (taken === 'busy') return paymentIsMoving(order);
      if (taken === 'over') return orderIsOver(order, 'canceled by you');
      return ok((await this.orders.lock(tx, order.id))!);
    });
  }
}
