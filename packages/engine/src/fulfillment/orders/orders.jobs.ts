import { zId } from '@sidestall/contracts';
import { z } from 'zod';
import { defineJob } from '../../platform/fact.ts';

/** Finds fulfillment orders with a deadline that passed, or is near. */
export const sweepDeadlines = defineJob('fulfillment.sweep-deadlines', z.object({}), {
  everySeconds: 30,
  attempts: 10_000,
});

/** Holds what has not left of an order whose payment is in doubt, and lets it go on, or not, when that is over. */
export const followDoubtJob = defineJob('fulfillment.follow-doubt', z.object({ orderId: zId('ord') }));
