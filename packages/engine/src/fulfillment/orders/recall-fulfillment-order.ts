import { Injectable } from '@nestjs/common';
import { canBeRecalled } from '@sidestall/fulfillment';
import { ok, type FulfillmentOrderId, type Result } from '@sidestall/kernel';
import { Database } from '../../platform/database.ts';
import type { FulfillmentOrderRecord } from '../fulfillment-order.ts';
import { FulfillmentOrderStore } from '../fulfillment-order.store.ts';
import { orderIsOver, orderNotFound, paymentIsMoving, stateConflict, type PartnerFailure } from '../partner-failure.ts';
import { PartnerMessages } from '../partner-messages.ts';
import type { Actor } from './actor.ts';
import { GiveBackUnits } from './give-back-units.ts';

/**
 * Takes from a retailer what it accepted and has not sent, before its time is over. As when the time is over, somebody else
 * is looked for while nothing was paid for, and what was paid for goes back to the buyer.
 */
@Injectable()
export class RecallFulfillmentOrder {
  constructor(
    private readonly database: Database,
    private readonly orders: FulfillmentOrderStore,
    private readonly giveBack: GiveBackUnits,
    private readonly messages: PartnerMessages,
  ) {}

  /** Recalled already, it stays recalled. */
  execute(id: FulfillmentOrderId, by: Actor, note: string): Promise<Result<FulfillmentOrderRecord, PartnerFailure>> {
    return this.database.attempt(async (tx) => {
      const order = await this.orders.lock(tx, id);
      if (!order) return orderNotFound();
      if (order.state === 'recalled') return ok(order);
      if (!canBeRecalled(order.state)) return stateConflict(order, 'recalled');
      const taken = await this.giveBack.execute(tx, order, {
        to: 'recalled',
        isRerouted: true,
        text: 'Part of your order was taken back from who packed it',
        by,
        reason: 'recalled_by_operator',
        note,
      });
      if (taken === 'busy') return paymentIsMoving(order);
      if (taken === 'over') return orderIsOver(order, 'recalled');
      const now = (await this.orders.lock(tx, id))!;
      await this.messages.tell(tx, now, 'fulfillment_order.recalled');
      return ok(now);
    });
  }
}
