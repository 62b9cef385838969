import { zId } from '@sidestall/contracts';
import { z } from 'zod';
import { defineJob } from '../../platform/fact.ts';

/** Explains one movement of our balance at Stripe. */
export const bookMovement = defineJob('payments.book-movement', z.object({ balanceTransaction: z.string() }), {
  attempts: 200,
});
/** Compares the ledger with Stripe. Long, hence the lease and few tries: the next day does it again. */
export const runReconciliation = defineJob('payments.run-reconciliation', z.object({ reconciliationId: zId('rcn') }), {
  attempts: 5,
  leaseSeconds: 30,
});
/** Has the books compared once a day, after the night's movements. */
export const reconcileDaily = defineJob('payments.reconcile-daily', z.object({}), {
  everySeconds: 1_800,
  attempts: 5_000,
});
/** Has the books compared when Stripe has listed what one of our payouts is made of. */
export const reconcilePayout = defineJob(
  'payments.reconcile-payout',
  z.object({ stripePayout: z.string(), account: z.string().optional() }),
  { attempts: 50 },
);
