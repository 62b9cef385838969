import { zId } from '@sidestall/contracts';
import { z } from 'zod';
import { defineJob } from '../../platform/fact.ts';

/** Puts the messages of a replay on their way, some hundreds at a time. */
export const replayDeliveriesJob = defineJob('fulfillment.replay-deliveries', z.object({ replayId: zId('rpl') }));

/** Warns of endpoints that fail, and switches off those that have failed for too long. */
export const watchEndpointsJob = defineJob('fulfillment.watch-endpoints', z.object({}), {
  everySeconds: 60,
  attempts: 10_000,
});

/** Tells retailers' contacts of the messages of the day before. */
export const sendDigestsJob = defineJob('fulfillment.send-delivery-digests', z.object({}), {
  everySeconds: 3_600,
  attempts: 10_000,
});

/** Forgets deliveries that are over for long. */
export const pruneDeliveriesJob = defineJob('fulfillment.prune-deliveries', z.object({}), {
  everySeconds: 3_600,
  attempts: 10_000,
});

/** Asks endpoints that fail and have nothing to be sent whether they are back. A run may wait as long as an attempt may. */
export const probeEndpointsJob = defineJob('fulfillment.probe-endpoints', z.object({}), {
  everySeconds: 60,
  attempts: 10_000,
  queue: 'probes',
});
