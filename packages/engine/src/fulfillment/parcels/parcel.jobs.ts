import { zId } from '@sidestall/contracts';
import { z } from 'zod';
import { defineJob } from '../../platform/fact.ts';

/** Catches up on what was said of a parcel before it was known. */
export const applyEarlyNews = defineJob(
  'fulfillment.apply-early-news',
  z.object({ orderId: zId('ord'), shipmentId: zId('shp') }),
);

/** Finds parcels for which something is due: to count as delivered, or to be refunded. */
export const sweepParcels = defineJob('fulfillment.sweep-parcels', z.object({}), {
  everySeconds: 60,
  attempts: 10_000,
});
