import { Injectable } from '@nestjs/common';
import type { OrderId } from '@sidestall/kernel';
import { isAwaitingAnswers } from '@sidestall/ordering';
import { PaymentStore } from '../payments/payment.store.ts';
import { Database } from '../platform/database.ts';
import { Handles, type JobAgain, type JobHandler } from '../platform/job-handler.ts';
import { Outbox } from '../platform/outbox.ts';
import { answersDue, releasePayment, settleOrder, stopWaiting } from './facts.ts';
import { OrderStore } from './order.store.ts';

/** How soon to look again whether what was set in motion has come to an end. */
const LOOK_AGAIN_SECONDS = 600;

/**
 * An approval is about to run out: what shops have accepted is taken, what nobody has accepted is canceled, and a payment
 * that is still being looked at is let go. Nothing of it is left to the bank's own expiry, which would take everything.
 */
@Injectable()
@Handles(stopWaiting)
export class StopWaitingHandler implements JobHandler<typeof stopWaiting> {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderStore,
    private readonly payments: PaymentStore,
    private readonly outbox: Outbox,
  ) {}

  handle({ orderId }: { readonly orderId: OrderId }): Promise<void | JobAgain> {
    return this.database.transaction(async (tx) => {
      const order = await this.orders.lock(tx, orderId);
      const payment = order && (await this.payments.find(tx, orderId));
      if (order?.state !== 'authorized' || !payment) return;
      if (!(await this.payments.isOutOfTime(tx, orderId))) {
        return { again: (await this.payments.hardStop(tx, orderId))! };
      }
      const lines = await this.orders.lines(tx, orderId);
      if (payment.heldFor && !payment.clearedBy) {
        await this.outbox.schedule(tx, releasePayment, { orderId }, { key: orderId });
      } else if (isAwaitingAnswers(lines)) {
        await this.orders.tell(
          tx,
          orderId,
          'out_of_time',
          'The approval of the payment runs out: what no shop has accepted by now is canceled and not charged',
        );
        await this.outbox.publish(tx, answersDue, { orderId });
      } else {
        await this.outbox.schedule(tx, settleOrder, { orderId }, { key: orderId });
      }
      return { again: { seconds: LOOK_AGAIN_SECONDS } };
    });
  }
}
