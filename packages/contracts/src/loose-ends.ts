import { z } from 'zod';
import { FULFILLMENT_ORDER_STATES } from './partner.ts';
import { zCursor, zId, zInstant, zText } from './words.ts';

/** A job that failed as often as it may: nothing happens with it until somebody says so. */
export const zGivenUpJob = z
  .object({
    id: zId('obx'),
    name: z.string().meta({ description: 'Which work it is, such as `fulfillment.route-order`' }),
    about: z.record(z.string(), z.unknown()).meta({ description: 'What it is about, ids above all' }),
    attempts: z.int(),
    error: z.string().meta({ description: 'How it failed last' }),
    createdAt: zInstant,
    gaveUpAt: zInstant.nullable().meta({ description: 'Null for one that was given up before this was kept' }),
  })
  .meta({ id: 'GivenUpJob' });

/** A parcel that its retailer reported of units that had been taken from it: nobody waits for it. */
export const zStrayParcel = z
  .object({
    id: z.string(),
    fulfillmentOrderId: zId('ful'),
    orderId: zId('ord'),
    orderNumber: z.string(),
    retailerName: z.string(),
    state: z.enum(FULFILLMENT_ORDER_STATES).meta({ description: 'Of the fulfillment order' }),
    carrier: z.string().nullable(),
    trackingNumber: z.string(),
    reportedAt: zInstant,
  })
  .meta({ id: 'StrayParcel' });

export const zLooseEnds = z
  .object({
    jobs: z.array(zGivenUpJob),
    moreJobs: zCursor.nullable(),
    parcels: z.array(zStrayParcel).meta({ description: 'The oldest first, at most a hundred' }),
    count: z.int().meta({ description: 'Of both kinds together' }),
  })
  .meta({ id: 'LooseEnds' });
export const zLooseEndQuery = z.object({
  cursor: zCursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});

export const zSettleParcelRequest = z
  .object({ note: zText(500).min(1, 'Say what was agreed') })
  .meta({ id: 'SettleParcelRequest' });
export const zSettled = z.object({ id: z.string() }).meta({ id: 'Settled' });

export type GivenUpJobWire = z.infer<typeof zGivenUpJob>;
export type StrayParcelWire = z.infer<typeof zStrayParcel>;
export type LooseEnds = z.infer<typeof zLooseEnds>;
export type LooseEndQuery = z.infer<typeof zLooseEndQuery>;
export type SettleParcelRequest = z.infer<typeof zSettleParcelRequest>;
