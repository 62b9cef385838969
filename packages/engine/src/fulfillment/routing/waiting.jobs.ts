import { zId } from '@sidestall/contracts';
import { z } from 'zod';
import { defineJob } from '../../platform/fact.ts';

/** Routes orders that wait for a variant, since somebody has counted it. */
export const routeWaitingJob = defineJob('fulfillment.route-waiting', z.object({ variantId: zId('var') }));

/** Has orders routed again that wait for stock nobody told of, or that have waited for as long as they were to. */
export const retryBackordersJob = defineJob('fulfillment.retry-backorders', z.object({}), {
  everySeconds: 60,
  attempts: 10_000,
});
