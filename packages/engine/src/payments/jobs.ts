import { z } from 'zod';
import { defineJob } from '../platform/fact.ts';

/** Fetches the events of Stripe's that never reached our door. */
export const catchUpEvents = defineJob('payments.catch-up-events', z.object({}), {
  everySeconds: 180,
  attempts: 100_000,
  leaseSeconds: 60,
});
