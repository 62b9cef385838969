import { zId } from '@sidestall/contracts';
import { z } from 'zod';
import { defineFact, defineJob } from '../../platform/fact.ts';

/** Asks Stripe where a dispute is and records it; the answer to any mention of it. */
export const syncDispute = defineJob('payments.sync-dispute', z.object({ stripeDispute: z.string() }));
/** Looks after a dispute in case no event tells how it went on. */
export const watchDispute = defineJob('payments.watch-dispute', z.object({ disputeId: zId('dsp') }), {
  attempts: 1_000,
});
/** Asks Stripe what a card network suspects and records it. */
export const syncFraudWarning = defineJob('payments.sync-fraud-warning', z.object({ stripeWarning: z.string() }));

/** A card network suspects fraud; the order's story tells the seller. */
export const fraudSuspected = defineFact(
  'payments.fraud-suspected',
  z.object({ orderId: zId('ord'), stripeWarning: z.string() }),
);

/** A seller has answered such a suspicion. */
export const fraudWarningDecided = defineFact(
  'payments.fraud-warning-decided',
  z.object({ orderId: zId('ord'), stripeWarning: z.string() }),
);
