import { z } from 'zod';
import { zPartnerReturn } from './partner-returns.ts';
import { zFulfillmentOrder } from './partner.ts';
import { zInstant } from './words.ts';

const data = {
  sequence: z.int().meta({ description: 'Counts up by one per fulfillment order' }),
  fulfillmentOrder: zFulfillmentOrder,
};

const ofOrder = <T extends string>(type: T) =>
  z.object({ type: z.literal(type), timestamp: zInstant, data: z.object(data) });

/** Goods that come back, and the fulfillment order they were sent with. */
const ofReturn = <T extends string>(type: T) =>
  z.object({ type: z.literal(type), timestamp: zInstant, data: z.object({ ...data, return: zPartnerReturn }) });

/** The body of a webhook to a retailer, after the Standard Webhooks specification 1.0.0. */
export const zPartnerMessage = z
  .discriminatedUnion('type', [
    ofOrder('fulfillment_order.requested'),
    ofOrder('fulfillment_order.canceled'),
    ofOrder('fulfillment_order.expired'),
    ofOrder('fulfillment_order.cancellation_requested'),
    ofOrder('fulfillment_order.address_changed'),
    ofOrder('fulfillment_order.held'),
    ofOrder('fulfillment_order.released'),
    ofOrder('fulfillment_order.recalled'),
    ofReturn('return.requested'),
    ofReturn('return.authorized'),
    ofReturn('return.in_transit'),
    ofReturn('return.refused'),
    ofReturn('return.withdrawn'),
    ofReturn('return.expired'),
    ofReturn('return.lost'),
    ofReturn('return.refunded'),
  ])
  .meta({ id: 'PartnerMessage' });

export type PartnerMessage = z.infer<typeof zPartnerMessage>;
/** What retailers are told of goods that come back. */
export type ReturnMessageType = Extract<PartnerMessage['type'], `return.${string}`>;
/** What retailers are told of fulfillment orders. */
export type FulfillmentMessageType = Exclude<PartnerMessage['type'], ReturnMessageType>;
