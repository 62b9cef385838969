import { z } from 'zod';
import { defineJob } from '../../platform/fact.ts';

/** Asks Stripe where a party's account stands. */
export const syncAccount = defineJob('payments.sync-account', z.object({ account: z.string() }), { attempts: 50 });
/** Looks after accounts and payouts in case no event told of them. */
export const sweepAccounts = defineJob('payments.sweep-accounts', z.object({}), { everySeconds: 600, attempts: 5_000 });
/** Asks Stripe where a payout is, ours or a party's. */
export const syncPayout = defineJob(
  'payments.sync-payout',
  z.object({ stripePayout: z.string(), account: z.string().optional() }),
  { attempts: 50 },
);
