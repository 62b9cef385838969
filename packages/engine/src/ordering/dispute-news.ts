import { Injectable } from '@nestjs/common';
import { formatMoney, type DisputeId, type OrderId } from '@sidestall/kernel';
import type { DisputeStatus } from '@sidestall/payments';
import { DisputeReader, type DisputeView } from '../payments/disputes/dispute-reader.ts';
import { Database } from '../platform/database.ts';
import { Handles, type JobHandler } from '../platform/job-handler.ts';
import { Outbox } from '../platform/outbox.ts';
import { tellDispute } from './after-sale.jobs.ts';
import { paymentDoubtChanged } from './facts.ts';
import { OrderStory } from './order-story.ts';
import { OrderStore } from './order.store.ts';

type Telling = readonly [kind: string, text: string] | null;

/** What an order's story says of a dispute. Buyers read calm words of their own question; the rest is for sellers. */
function tellingOf({ status, amount, reason }: DisputeView): Telling {
  const sum = formatMoney(amount);
  const words: Readonly<Record<DisputeStatus, Telling>> = {
    warning_needs_response: ['note_dispute', `The buyer’s bank asks about ${sum} (${reason}); no money has moved`],
    warning_under_review: ['note_dispute', 'The bank has our answer to its question'],
    warning_closed: ['note_dispute', 'The bank’s question is settled; nothing was taken back'],
    needs_response: ['disputed', `Your bank looks into this payment of ${sum}. You need not do anything here.`],
    under_review: ['note_dispute', 'The bank has our evidence'],
    won: ['dispute_closed', 'Your bank has looked into this payment and closed the case: the payment stands.'],
    lost: ['dispute_closed', `Your bank has looked into this payment and given you back ${sum}.`],
    prevented: ['note_dispute', 'The dispute was settled before it began'],
    appeal_needs_response: ['note_dispute', 'The dispute can be appealed'],
    appeal_under_review: ['note_dispute', 'The appeal is with the bank'],
  };
  return words[status];
}

/** Writes each step of a dispute into the order's story, once, and says that the payment is, or was, in doubt. */
@Injectable()
@Handles(tellDispute)
export class DisputeNews implements JobHandler<typeof tellDispute> {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderStore,
    private readonly story: OrderStory,
    private readonly disputes: DisputeReader,
    private readonly outbox: Outbox,
  ) {}

  async handle({ orderId, disputeId }: { readonly orderId: OrderId; readonly disputeId: DisputeId }): Promise<void> {
    await this.database.transaction(async (tx) => {
      const order = await this.orders.lock(tx, orderId);
      const dispute = await this.disputes.find(tx, disputeId);
      if (order && dispute) await this.outbox.publish(tx, paymentDoubtChanged, { orderId });
      const telling = order && dispute && tellingOf(dispute);
      if (telling) await this.story.once(tx, orderId, telling[0], `${disputeId}-${dispute.status}`, telling[1]);
    });
  }
}
