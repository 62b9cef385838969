import { Injectable } from '@nestjs/common';
import type { OrderId } from '@sidestall/kernel';
import { Database } from '../platform/database.ts';
import { Handles, type JobHandler } from '../platform/job-handler.ts';
import { Outbox } from '../platform/outbox.ts';
import { noteFraud } from './after-sale.jobs.ts';
import { paymentDoubtChanged } from './facts.ts';
import { OrderStory } from './order-story.ts';
import { OrderStore } from './order.store.ts';

/** Notes a card network's suspicion for the seller, and says that the payment is in doubt, or no more: somebody decided. */
@Injectable()
@Handles(noteFraud)
export class FraudNote implements JobHandler<typeof noteFraud> {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderStore,
    private readonly story: OrderStory,
    private readonly outbox: Outbox,
  ) {}

  async handle(told: { readonly orderId: OrderId; readonly stripeWarning: string }): Promise<void> {
    await this.database.transaction(async (tx) => {
      if (!(await this.orders.lock(tx, told.orderId))) return;
      await this.outbox.publish(tx, paymentDoubtChanged, { orderId: told.orderId });
      const text = 'The card’s network suspects fraud. A refund now avoids a dispute and its fee.';
      await this.story.once(tx, told.orderId, 'note_fraud_warning', told.stripeWarning, text);
    });
  }
}
