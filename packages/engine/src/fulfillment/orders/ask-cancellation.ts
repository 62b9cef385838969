import { Injectable } from '@nestjs/common';
import { addWorkingHours, onCancelWish } from '@sidestall/fulfillment';
import type { BrandId, OrderId } from '@sidestall/kernel';
import { OrderingService } from '../../ordering/ordering.service.ts';
import { Database, type Tx } from '../../platform/database.ts';
import type { FulfillmentOrderRecord } from '../fulfillment-order.ts';
import { FulfillmentOrderStore } from '../fulfillment-order.store.ts';
import { PartnerMessages } from '../partner-messages.ts';
import { RetailerStore } from '../retailer.store.ts';
import type { Actor } from './actor.ts';
import { CancelWaiting } from './cancel-waiting.ts';
import { SettleCancellation } from './settle-cancellation.ts';

/** What became of the wish: parts canceled at once (also those nobody was asked for yet), and parts whose retailer was asked. */
export interface AskedCancellation {
  readonly canceled: number;
  readonly asked: number;
}

/**
 * Buyer or brand do not want the goods any more. What nobody has taken on is canceled at once; of what a retailer accepted
 * the retailer is asked whether it still can be; what has left, has left. Asking again changes nothing.
 */
@Injectable()
export class AskCancellation {
  constructor(
    private readonly database: Database,
    private readonly orders: FulfillmentOrderStore,
    private readonly ordering: OrderingService,
    private readonly retailers: RetailerStore,
    private readonly messages: PartnerMessages,
    private readonly waiting: CancelWaiting,
    private readonly settle: SettleCancellation,
  ) {}

  /** A brand's wish leaves parcels alone that hold goods of others. */
  async execute(orderId: OrderId, by: Actor, brandId?: BrandId): Promise<AskedCancellation> {
    const done = { canceled: 0, asked: 0 };
    for (const { id } of await this.orders.ofOrder(this.database, orderId)) {
      const reached = await this.database.transaction(async (tx) => {
        const order = (await this.orders.lock(tx, id))!;
        if (brandId && !(await this.waiting.isOf(tx, orderId, brandId, order.lines))) return null;
        if (!(await this.ordering.routableOrder(tx, orderId))) return null;
        const outcome = onCancelWish(order.state, order.resumeState);
        if (outcome === 'asked') await this.#ask(tx, order, by);
        if (outcome === 'canceled' && !(await this.#cancel(tx, order, by))) return null;
        return outcome;
      });
      if (reached) done[reached] += 1;
    }
    done.canceled += await this.database.transaction((tx) => this.waiting.unrouted(tx, orderId, brandId));
    return done;
  }

  /** False when it cannot be now: the money is being taken, or nothing of it is left. */
  async #cancel(tx: Tx, order: FulfillmentOrderRecord, by: Actor): Promise<boolean> {
    const isAnswered = order.state === 'on_hold' && order.resumeState !== 'requested';
    if (isAnswered) return !['busy', 'over'].includes(await this.settle.cancel(tx, order, by));
    await this.waiting.requested(tx, order, by);
    return true;
  }

  async #ask(tx: Tx, order: FulfillmentOrderRecord, by: Actor): Promise<void> {
    const retailer = (await this.retailers.named(tx, [order.retailerId])).get(order.retailerId)!;
    const { now } = (await tx.one<{ now: Date }>('SELECT now() AS now'))!;
    await this.orders.move(tx, order, 'cancel_requested', { by });
    const answerBy = addWorkingHours(retailer.terms.calendar, now, retailer.terms.cancelAnswerHours);
    await this.orders.setAnswerBy(tx, order.id, answerBy);
    await this.messages.tell(tx, (await this.orders.lock(tx, order.id))!, 'fulfillment_order.cancellation_requested', {
      deadline: answerBy,
    });
    await this.ordering.applyLineProgress(tx, order.orderId, [], {
      kind: 'cancel_requested',
      text: `Asked ${retailer.name} whether it can still be canceled`,
    });
  }
}
