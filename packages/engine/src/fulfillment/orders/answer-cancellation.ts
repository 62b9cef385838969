import { Injectable } from '@nestjs/common';
import { ok, type Result } from '@sidestall/kernel';
import type { FulfillmentOrderRecord } from '../fulfillment-order.ts';
import { FulfillmentOrderStore } from '../fulfillment-order.store.ts';
import { orderIsOver, orderNotFound, paymentIsMoving, stateConflict, type PartnerFailure } from '../partner-failure.ts';
import { byRetailer } from './actor.ts';
import { AnswerDesk, type RetailerAnswer } from './answer-desk.ts';
import { SettleCancellation } from './settle-cancellation.ts';

export interface CancellationAnswer extends RetailerAnswer {
  /** True when it can still be canceled. */
  readonly accept: boolean;
  readonly note?: string;
}

/** A retailer says whether what it accepted can still be canceled. The same answer again changes nothing. */
@Injectable()
export class AnswerCancellation {
  constructor(
    private readonly desk: AnswerDesk,
    private readonly orders: FulfillmentOrderStore,
    private readonly settle: SettleCancellation,
  ) {}

  execute(answer: CancellationAnswer): Promise<Result<FulfillmentOrderRecord, PartnerFailure>> {
    return this.desk.take(answer, answer.accept ? 'canceled' : 'cancel_refused', async (tx) => {
      const order = await this.orders.lock(tx, answer.fulfillmentOrderId, answer.retailerId);
      if (!order) return orderNotFound();
      if (answer.accept && order.state === 'canceled') return ok(order);
      if (order.state !== 'cancel_requested') return stateConflict(order, 'answered about a cancellation');
      const by = byRetailer(answer.retailerId);
      if (answer.accept) {
        const taken = await this.settle.cancel(tx, order, by);
        if (taken === 'busy') return paymentIsMoving(order);
        if (taken === 'over') return orderIsOver(order, 'canceled');
      } else await this.settle.keep(tx, order, by, answer.note);
      return ok((await this.orders.lock(tx, order.id))!);
    });
  }
}
