import { Injectable } from '@nestjs/common';
import { canMove } from '@sidestall/fulfillment';
import type { FulfillmentOrderId } from '@sidestall/kernel';
import type { Tx } from '../../platform/database.ts';
import { FulfillmentOrderStore } from '../fulfillment-order.store.ts';
import { PartnerMessages } from '../partner-messages.ts';
import type { Actor } from './actor.ts';
import { FulfillmentOrderEvents } from './order-events.ts';

/** Why something is held, from what ends most easily to what only a person ends. */
const WEIGHTS = ['address_not_acknowledged', 'payment_doubted', 'held'] as const;

export type HoldReason = (typeof WEIGHTS)[number];

const weighs = (reason: string | null): number => (WEIGHTS as readonly (string | null)[]).indexOf(reason);

/** Stops a fulfillment order where it is: nothing may leave, and its deadlines stand still until it is released. */
@Injectable()
export class HoldFulfillmentOrder {
  constructor(
    private readonly orders: FulfillmentOrderStore,
    private readonly messages: PartnerMessages,
    private readonly events: FulfillmentOrderEvents,
  ) {}

  /** False when nothing of it is left to hold, or it is held already; one that was held for less is held for this now. */
  async execute(
    tx: Tx,
    id: FulfillmentOrderId,
    by: Actor,
    note: string,
    reason: HoldReason = 'held',
  ): Promise<boolean> {
    const order = await this.orders.lock(tx, id);
    if (order?.state === 'on_hold' && weighs(reason) > weighs(order.reason)) {
      // What ended the lesser hold, such as a word from the retailer, must not end this one.
      await this.orders.holdFor(tx, id, reason);
      await this.events.note(tx, id, { to: 'held', by, reason, input: { note, before: order.reason } });
      return true;
    }
    if (!order || !canMove(order.state, 'on_hold')) return false;
    await this.orders.move(tx, order, 'on_hold', { by, reason, note });
    await this.messages.tell(tx, (await this.orders.lock(tx, id))!, 'fulfillment_order.held');
    return true;
  }
}
