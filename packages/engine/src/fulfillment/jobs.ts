import { zId } from '@sidestall/contracts';
import { z } from 'zod';
import { defineJob } from '../platform/fact.ts';

/** Finds retailers for the unrouted units of an order. */
export const routeOrderJob = defineJob('fulfillment.route-order', z.object({ orderId: zId('ord') }));

/** Timer: lets a fulfillment order go that was not answered in time. */
export const expireFulfillmentOrderJob = defineJob(
  'fulfillment.expire-fulfillment-order',
  z.object({ fulfillmentOrderId: zId('ful') }),
);

/** Takes back what retailers have not answered of an order whose payment can wait no longer. */
export const expireRequestsJob = defineJob('fulfillment.expire-requests', z.object({ orderId: zId('ord') }));

/** Takes back what retailers were asked for when the order itself is given up. */
export const cancelFulfillmentOrdersJob = defineJob(
  'fulfillment.cancel-fulfillment-orders',
  z.object({ orderId: zId('ord') }),
);

/** Takes a request back from a retailer that cannot be reached. */
export const abandonFulfillmentOrderJob = defineJob(
  'fulfillment.abandon-fulfillment-order',
  z.object({ fulfillmentOrderId: zId('ful'), reason: z.string() }),
);
