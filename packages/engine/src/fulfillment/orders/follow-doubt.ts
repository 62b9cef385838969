import { Injectable } from '@nestjs/common';
import type { FulfillmentOrderId, OrderId } from '@sidestall/kernel';
import { PaymentDoubts, type PaymentDoubt } from '../../ordering/payment-doubts.ts';
import { Database, type Tx } from '../../platform/database.ts';
import { Handles, type JobHandler } from '../../platform/job-handler.ts';
import { FulfillmentOrderStore } from '../fulfillment-order.store.ts';
import { BY_ITSELF } from './actor.ts';
import { AskCancellation } from './ask-cancellation.ts';
import { HoldFulfillmentOrder } from './hold-fulfillment-order.ts';
import { FulfillmentOrderEvents } from './order-events.ts';
import { followDoubtJob } from './orders.jobs.ts';
import { ReleaseFulfillmentOrder } from './release-fulfillment-order.ts';

const REASON = 'payment_doubted';

/**
 * A bank or a card network doubts the payment of an order: nothing more of it leaves. Once that is over it goes on, or, where
 * the money is gone, is canceled as if the buyer had wished so.
 */
@Injectable()
@Handles(followDoubtJob)
export class FollowDoubt implements JobHandler<typeof followDoubtJob> {
  constructor(
    private readonly database: Database,
    private readonly doubts: PaymentDoubts,
    private readonly orders: FulfillmentOrderStore,
    private readonly events: FulfillmentOrderEvents,
    private readonly holding: HoldFulfillmentOrder,
    private readonly releasing: ReleaseFulfillmentOrder,
    private readonly asking: AskCancellation,
  ) {}

  async handle({ orderId }: { readonly orderId: OrderId }): Promise<void> {
    const doubt = await this.doubts.of(this.database, orderId);
    if (doubt === 'lost') return void (await this.asking.execute(orderId, BY_ITSELF));
    for (const { id } of await this.orders.ofOrder(this.database, orderId))
      await this.database.transaction((tx) => this.#follow(tx, id, doubt));
  }

  async #follow(tx: Tx, id: FulfillmentOrderId, doubt: PaymentDoubt | null): Promise<void> {
    const order = await this.orders.lock(tx, id);
    if (doubt === 'open') {
      // An operator who let it go on all the same is not overruled by the next word of the same bank.
      if (await this.events.wasLetGoOn(tx, id, REASON)) return;
      await this.holding.execute(tx, id, BY_ITSELF, 'A bank or card network questions it', REASON);
      return;
    }
    // What somebody holds for another reason, only somebody lets go on.
    if (order?.state === 'on_hold' && order.reason === REASON) await this.releasing.execute(tx, id, BY_ITSELF);
  }
}
