import { z } from 'zod';
import { zParcel } from './parcels.ts';
import { FULFILLMENT_ORDER_STATES } from './partner.ts';
import { zAddress, zCursor, zId, zInstant, zText } from './words.ts';

export const FULFILLMENT_STEPS = ['hold', 'release', 'recall', 'force_accept'] as const;

/** The part of an order that one retailer was asked for, as far as it is a brand’s. */
export const zBrandFulfillmentOrder = z
  .object({
    id: zId('ful'),
    retailerId: zId('ret'),
    retailerName: z.string(),
    state: z.enum(FULFILLMENT_ORDER_STATES),
    resumesAs: z.enum(FULFILLMENT_ORDER_STATES).nullable().meta({ description: 'Where it goes on after a hold' }),
    reason: z
      .string()
      .nullable()
      .meta({ description: 'Why it is where it is: a code, words, or a code and words, as in `held: Looks odd`' }),
    requestedAt: zInstant,
    acceptBy: zInstant,
    shipBy: zInstant,
    isLate: z.boolean().meta({ description: 'It should have left already' }),
    autoCancelAt: zInstant.nullable().meta({ description: 'What has not left by then is taken back' }),
    answerBy: zInstant.nullable().meta({ description: 'Until when its retailer may say whether it can be canceled' }),
    acknowledgeBy: zInstant
      .nullable()
      .meta({ description: 'Until when its retailer has to say that it knows the new address; else it is held' }),
    heldAt: zInstant.nullable().meta({ description: 'Since when its deadlines stand still' }),
    addressVersion: z.int(),
    version: z.int(),
    isShared: z.boolean().meta({ description: 'Goods of other brands are in it, too' }),
    lines: z.array(
      z.object({
        lineId: zId('oln'),
        title: z.string(),
        variantTitle: z.string().nullable(),
        quantity: z.int(),
        acceptedQuantity: z.int(),
        shippedQuantity: z.int(),
      }),
    ),
    parcels: z.array(zParcel).meta({ description: 'What has left' }),
    steps: z.array(z.enum(FULFILLMENT_STEPS)).meta({ description: 'What its state allows the caller' }),
    onCancel: z
      .enum(['canceled', 'asked'])
      .nullable()
      .meta({ description: 'What asking to cancel does: it is over at once, or its retailer is asked; null: nothing' }),
  })
  .meta({ id: 'BrandFulfillmentOrder' });

export const zOrderFulfillment = z
  .object({
    orderId: zId('ord'),
    number: z.string(),
    address: zAddress,
    unrouted: z.int().meta({ description: 'Units of the brand that no retailer is asked for at the moment' }),
    canCancel: z.boolean(),
    canChangeAddress: z.boolean(),
    fulfillmentOrders: z.array(zBrandFulfillmentOrder).meta({ description: 'The oldest first' }),
  })
  .meta({ id: 'OrderFulfillment' });

/** A fulfillment order as who runs the house finds it among all. */
export const zFulfillmentOrderEntry = z
  .object({
    id: zId('ful'),
    orderId: zId('ord'),
    orderNumber: z.string(),
    retailerName: z.string(),
    state: z.enum(FULFILLMENT_ORDER_STATES),
    units: z.int(),
    country: z.string(),
    requestedAt: zInstant,
    acceptBy: zInstant,
    shipBy: zInstant,
    isLate: z.boolean(),
  })
  .meta({ id: 'FulfillmentOrderEntry' });

export const zFulfillmentOrderEntries = z
  .object({ fulfillmentOrders: z.array(zFulfillmentOrderEntry), nextCursor: zId('ful').nullable() })
  .meta({ id: 'FulfillmentOrderEntries' });

export const zFulfillmentOrderEntryQuery = z.object({
  state: z.enum(FULFILLMENT_ORDER_STATES).optional(),
  q: zText(40).optional().meta({ description: 'Part of the number of the order' }),
  cursor: zId('ful').optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});

/** One thing that happened to a fulfillment order, append-only. */
export const zFulfillmentOrderEvent = z
  .object({
    id: z.string(),
    at: zInstant,
    kind: z.enum(['moved', 'refused', 'noted']).meta({
      description: '`moved` to another state; `refused`: an answer that changed nothing; `noted`: anything else',
    }),
    from: z.string().nullable(),
    to: z.string().meta({ description: 'The state it came to; what was asked for, when that was refused' }),
    by: z.object({
      kind: z.enum(['retailer', 'buyer', 'brand', 'operator', 'routing', 'system']),
      name: z.string().nullable().meta({ description: 'Of a retailer' }),
      isYou: z.boolean(),
    }),
    reason: z.string().nullable(),
    said: z.unknown().meta({ description: 'All that was said with it; null where goods of other brands are in it' }),
    version: z.int(),
  })
  .meta({ id: 'FulfillmentOrderEvent' });

export const zFulfillmentOrderEvents = z
  .object({ events: z.array(zFulfillmentOrderEvent), nextCursor: zCursor.nullable() })
  .meta({ id: 'FulfillmentOrderEvents' });

export const zFulfillmentOrderEventQuery = z.object({
  cursor: z
    .string()
    .regex(/^\d{1,18}$/, 'must be a cursor of this list')
    .optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

export type BrandFulfillmentOrderWire = z.infer<typeof zBrandFulfillmentOrder>;
export type OrderFulfillmentWire = z.infer<typeof zOrderFulfillment>;
export type FulfillmentOrderEntryWire = z.infer<typeof zFulfillmentOrderEntry>;
export type FulfillmentOrderEntriesWire = z.infer<typeof zFulfillmentOrderEntries>;
export type FulfillmentOrderEntryQuery = z.infer<typeof zFulfillmentOrderEntryQuery>;
export type FulfillmentOrderEventWire = z.infer<typeof zFulfillmentOrderEvent>;
export type FulfillmentOrderEventsWire = z.infer<typeof zFulfillmentOrderEvents>;
export type FulfillmentOrderEventQuery = z.infer<typeof zFulfillmentOrderEventQuery>;
