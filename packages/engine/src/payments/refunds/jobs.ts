import { zId } from '@sidestall/contracts';
import { z } from 'zod';
import { defineJob } from '../../platform/fact.ts';

const ofRefund = z.object({ refundId: zId('rfd') });

/** A week of tries: what was promised to a buyer outlives a long outage of Stripe. */
const WEEK_OF_TRIES = 1_000;

/** Carries out a refund that was booked. */
export const issueRefund = defineJob('payments.issue-refund', ofRefund, { attempts: WEEK_OF_TRIES });
/** Asks Stripe where a refund is and records it; the answer to any mention of it. */
export const syncRefund = defineJob(
  'payments.sync-refund',
  z.object({ orderId: zId('ord').optional(), stripeRefund: z.string() }),
);
/** Looks after a refund in case no event tells how it ended, for weeks after it seems done. */
export const watchRefund = defineJob('payments.watch-refund', ofRefund, { attempts: WEEK_OF_TRIES });
/** Fetches a party's share of a refund or a lost dispute back from its Stripe account. */
export const fetchBack = defineJob('payments.fetch-back', z.object({ reversalId: zId('trv') }), {
  attempts: WEEK_OF_TRIES,
});
