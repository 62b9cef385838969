import { Injectable } from '@nestjs/common';
import { ok, type Result } from '@sidestall/kernel';
import type { FulfillmentOrderRecord } from '../fulfillment-order.ts';
import { FulfillmentOrderStore } from '../fulfillment-order.store.ts';
import { orderNotFound, stateConflict, type PartnerFailure } from '../partner-failure.ts';
import { byRetailer } from './actor.ts';
import { AnswerDesk, type RetailerAnswer } from './answer-desk.ts';
import { FulfillmentOrderEvents } from './order-events.ts';
import { ReleaseFulfillmentOrder } from './release-fulfillment-order.ts';

export interface AddressAcknowledgement extends RetailerAnswer {
  readonly addressVersion: number;
}

/** A retailer says that it knows the new address; what was held for want of that goes on. Only the newest one counts. */
@Injectable()
export class AcknowledgeAddress {
  constructor(
    private readonly desk: AnswerDesk,
    private readonly orders: FulfillmentOrderStore,
    private readonly events: FulfillmentOrderEvents,
    private readonly release: ReleaseFulfillmentOrder,
  ) {}

  execute(answer: AddressAcknowledgement): Promise<Result<FulfillmentOrderRecord, PartnerFailure>> {
    return this.desk.take(answer, 'address_acknowledged', async (tx) => {
      const order = await this.orders.lock(tx, answer.fulfillmentOrderId, answer.retailerId);
      if (!order) return orderNotFound();
      if (answer.addressVersion !== order.addressVersion)
        return stateConflict(order, `acknowledged: its address is number ${order.addressVersion} by now`);
      if (order.acknowledgeBy === null) return ok(order);
      const by = byRetailer(answer.retailerId);
      await this.orders.acknowledge(tx, order.id);
      await this.events.note(tx, order.id, {
        to: 'address_acknowledged',
        by,
        input: { version: order.addressVersion },
      });
      if (order.state === 'on_hold' && order.reason === 'address_not_acknowledged')
        await this.release.execute(tx, order.id, by);
      return ok((await this.orders.lock(tx, order.id))!);
    });
  }
}
