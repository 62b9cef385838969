import { Injectable } from '@nestjs/common';
import { readAcceptance, type AnsweredLine, type LineQuantity } from '@sidestall/fulfillment';
import { ok, type FulfillmentOrderId, type Result, type RetailerId } from '@sidestall/kernel';
import { OrderingService } from '../ordering/ordering.service.ts';
import type { FulfillmentOrderRecord } from './fulfillment-order.ts';
import { FulfillmentOrderStore } from './fulfillment-order.store.ts';
import { byRetailer } from './orders/actor.ts';
import { AnswerDesk } from './orders/answer-desk.ts';
import {
  orderIsOver,
  orderNotFound,
  quantityFailure,
  stateConflict,
  wholeOrderOnly,
  type PartnerFailure,
} from './partner-failure.ts';
import { PartnerMessages } from './partner-messages.ts';
import { RetailerStore } from './retailer.store.ts';
import { ReturnUnits } from './return-units.ts';

export interface Acceptance {
  readonly retailerId: RetailerId;
  readonly fulfillmentOrderId: FulfillmentOrderId;
  /** Absent means all of it. */
  readonly lines?: readonly LineQuantity[];
}

const isSame = (order: FulfillmentOrderRecord, answer: readonly AnsweredLine[]): boolean =>
  answer.every((line) => order.lines.find((it) => it.lineId === line.lineId)?.acceptedQuantity === line.accepted);

/**
 * A retailer promises to ship all or part; the rest is routed to somebody else. The same answer again changes nothing. An
 * acceptance of nothing is a rejection.
 */
@Injectable()
export class AcceptFulfillmentOrder {
  constructor(
    private readonly desk: AnswerDesk,
    private readonly orders: FulfillmentOrderStore,
    private readonly ordering: OrderingService,
    private readonly retailers: RetailerStore,
    private readonly returnUnits: ReturnUnits,
    private readonly messages: PartnerMessages,
  ) {}

  execute(acceptance: Acceptance): Promise<Result<FulfillmentOrderRecord, PartnerFailure>> {
    return this.desk.take(acceptance, 'accepted', async (tx) => {
      const { retailerId, fulfillmentOrderId } = acceptance;
      const order = await this.orders.lock(tx, fulfillmentOrderId, retailerId);
      if (!order) return orderNotFound();
      const answer = readAcceptance(order.lines, acceptance.lines);
      if (!answer.ok) return quantityFailure(answer.error);
      if (order.state !== 'requested') {
        const isRepeated =
          ['accepted', 'in_progress', 'partially_shipped', 'shipped'].includes(order.state) &&
          isSame(order, answer.value);
        return isRepeated ? ok(order) : stateConflict(order, 'accepted');
      }
      if (!(await this.ordering.routableOrder(tx, order.orderId))) return orderIsOver(order, 'accepted');
      const by = byRetailer(retailerId);
      const { name, terms } = (await this.retailers.named(tx, [retailerId])).get(retailerId)!;
      const accepted = answer.value.filter((line) => line.accepted > 0);
      const isPart = accepted.length > 0 && answer.value.some((line) => line.declined > 0);
      if (isPart && terms.isWholeOrderOnly) return wholeOrderOnly();
      if (accepted.length === 0) {
        const reason = { by, reason: 'other', note: 'Accepted nothing' };
        await this.returnUnits.all(tx, order, 'rejected', reason, `${name} cannot ship this; looking elsewhere`);
      } else {
        const story = isPart ? `${name} is packing part of your order` : `${name} is packing your order`;
        await this.returnUnits.execute(tx, order, 'accepted', answer.value, { by }, story);
      }
      await this.messages.supersede(tx, order.id, 'answered');
      return ok((await this.orders.lock(tx, order.id))!);
    });
  }
}
