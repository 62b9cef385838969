import { Injectable } from '@nestjs/common';
import { ok, type Result } from '@sidestall/kernel';
import type { FulfillmentOrderRecord } from '../fulfillment-order.ts';
import { FulfillmentOrderStore } from '../fulfillment-order.store.ts';
import { orderNotFound, stateConflict, type PartnerFailure } from '../partner-failure.ts';
import { byRetailer } from './actor.ts';
import { AnswerDesk, type RetailerAnswer } from './answer-desk.ts';

/** A retailer begins to pick: from now on the address stays as it is. Saying it again changes nothing. */
@Injectable()
export class StartPicking {
  constructor(
    private readonly desk: AnswerDesk,
    private readonly orders: FulfillmentOrderStore,
  ) {}

  execute(answer: RetailerAnswer): Promise<Result<FulfillmentOrderRecord, PartnerFailure>> {
    return this.desk.take(answer, 'in_progress', async (tx) => {
      const order = await this.orders.lock(tx, answer.fulfillmentOrderId, answer.retailerId);
      if (!order) return orderNotFound();
      if (order.state === 'in_progress') return ok(order);
      if (order.state !== 'accepted') return stateConflict(order, 'started');
      await this.orders.move(tx, order, 'in_progress', { by: byRetailer(answer.retailerId) });
      return ok((await this.orders.lock(tx, order.id))!);
    });
  }
}
