import { Injectable } from '@nestjs/common';
import { afterHold } from '@sidestall/fulfillment';
import type { FulfillmentOrderId } from '@sidestall/kernel';
import type { Tx } from '../../platform/database.ts';
import { Outbox } from '../../platform/outbox.ts';
import { FulfillmentOrderStore } from '../fulfillment-order.store.ts';
import { expireFulfillmentOrderJob } from '../jobs.ts';
import { PartnerMessages } from '../partner-messages.ts';
import { RetailerStore } from '../retailer.store.ts';
import type { Actor } from './actor.ts';

/** Lets a held fulfillment order go on where it was stopped; every deadline is later by as long as it was held. */
@Injectable()
export class ReleaseFulfillmentOrder {
  constructor(
    private readonly orders: FulfillmentOrderStore,
    private readonly retailers: RetailerStore,
    private readonly messages: PartnerMessages,
    private readonly outbox: Outbox,
  ) {}

  /** False when it is not held. */
  async execute(tx: Tx, id: FulfillmentOrderId, by: Actor): Promise<boolean> {
    const order = await this.orders.lock(tx, id);
    if (order?.state !== 'on_hold') return false;
    const { terms } = (await this.retailers.named(tx, [order.retailerId])).get(order.retailerId)!;
    await this.orders.postpone(tx, id, (deadlines) => afterHold(terms, deadlines));
    // Who lets it go without that word does not want to be asked for it again.
    if (order.reason === 'address_not_acknowledged') await this.orders.acknowledge(tx, id);
    await this.orders.move(tx, order, order.resumeState ?? 'accepted', { by });
    const now = (await this.orders.lock(tx, id))!;
    const isToAnswer = now.state === 'requested';
    await this.messages.tell(tx, now, 'fulfillment_order.released', {
      deadline: isToAnswer ? now.acceptBy : now.answerBy,
    });
    if (isToAnswer)
      await this.outbox.schedule(
        tx,
        expireFulfillmentOrderJob,
        { fulfillmentOrderId: id },
        { key: `${id}/${now.version}`, after: now.acceptBy },
      );
    return true;
  }
}
