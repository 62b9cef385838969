import { z } from 'zod';
import { PARCEL_REMEDIES } from './partner.ts';
import { zId, zInstant, zText } from './words.ts';

/** Goods that travel together, or still will, as buyers and brands see them. */
export const zParcel = z
  .object({
    id: z.string(),
    retailerName: z.string(),
    shipsFrom: z.string(),
    state: z.enum([
      'requested',
      'accepted',
      'shipped',
      'delivered',
      'lost',
      'returned_to_sender',
      'rejected',
      'canceled',
    ]),
    carrier: z.string().nullable(),
    trackingNumber: z.string().nullable(),
    trackingUrl: z.string().nullable(),
    shippedAt: zInstant.nullable(),
    deliveredAt: zInstant.nullable(),
    isPresumedDelivered: z
      .boolean()
      .meta({ description: 'Nobody said that it arrived, and for a long time nobody said that it did not' }),
    remedy: z
      .enum(PARCEL_REMEDIES)
      .nullable()
      .meta({ description: 'What is done about a parcel that did not arrive; null while nothing is' }),
    remedyBy: zInstant.nullable().meta({ description: 'Nothing done by then, the price goes back to the buyer' }),
    replaces: z
      .string()
      .nullable()
      .meta({ description: 'The parcel that did not arrive and that this one makes good' }),
    lines: z.array(
      z.object({
        lineId: zId('oln'),
        title: z.string(),
        variantTitle: z.string().nullable(),
        quantity: z.int(),
      }),
    ),
  })
  .meta({ id: 'Parcel' });

/** What a carrier says of a parcel, passed on by its retailer. */
export const zParcelNews = z
  .object({
    trackingNumber: zText(80).min(1),
    kind: z.enum(['scanned', 'delivered', 'lost', 'returned_to_sender']).meta({
      description: '`scanned`: the carrier has it. The first scan says whether it left in time.',
    }),
    at: zInstant.optional().meta({ description: 'When it happened; now, if left out' }),
    note: zText(500).optional(),
    restock: z
      .boolean()
      .optional()
      .meta({ description: 'With `returned_to_sender`: the goods are as new and can be sold again' }),
  })
  .meta({
    id: 'ParcelNews',
    example: { trackingNumber: 'JD014600003', kind: 'delivered', at: '2026-11-22T10:15:00Z' },
  });

/** What a brand knows of a parcel with its goods. */
export const zParcelReport = z
  .object({ kind: z.enum(['delivered', 'lost', 'returned_to_sender']), note: zText(500).optional() })
  .meta({ id: 'ParcelReport' });

/** The label of the parcel that replaces one that did not arrive. */
export const zReshipRequest = z
  .object({
    carrier: zText(60).min(1),
    trackingNumber: zText(80).min(1),
    trackingUrl: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .optional(),
  })
  .meta({ id: 'ReshipRequest' });

export type ParcelWire = z.infer<typeof zParcel>;
export type ParcelNewsWire = z.infer<typeof zParcelNews>;
export type ParcelReport = z.infer<typeof zParcelReport>;
export type ReshipRequest = z.infer<typeof zReshipRequest>;
