import { z } from 'zod';
import { zBrandRef } from './catalog.ts';
import { zId, zInstant, zMoney, zText } from './words.ts';

export const DROP_STATES = ['scheduled', 'open', 'ended', 'canceled'] as const;

export const zDropListing = z
  .object({
    listingId: zId('lst'),
    productId: zId('prd'),
    variantId: zId('var'),
    title: z.string(),
    variantTitle: z.string().nullable(),
    imageUrl: z.string().nullable(),
    price: zMoney.meta({ description: 'What it costs while the drop is open and its allotment lasts' }),
    regularPrice: zMoney,
    priorPrice: zMoney
      .nullable()
      .meta({ description: 'The lowest price of the 30 days before the drop; null where the drop is no lower' }),
    allotment: z.int().min(1),
    left: z.int().min(0),
    cap: z.int().min(1).nullable().meta({ description: 'Most units for one buyer; null: no limit' }),
  })
  .meta({ id: 'DropListing' });

/** A timed release as viewers see it. Count down with `serverTime`, never with the device's clock. */
export const zDrop = z
  .object({
    id: zId('drp'),
    title: z.string(),
    brand: zBrandRef,
    streamId: zId('str').nullable().meta({ description: 'The show it belongs to; null: wherever the brand sells' }),
    state: z.enum(DROP_STATES),
    startsAt: zInstant,
    endsAt: zInstant,
    listings: z.array(zDropListing),
  })
  .meta({ id: 'Drop' });

export const zDropListQuery = z.object({
  stream: z.string().max(80).optional(),
  brand: z.string().max(80).optional(),
});
/** Drops that are open or still to come, the next one first. */
export const zDropList = z.object({ serverTime: zInstant, drops: z.array(zDrop) }).meta({ id: 'DropList' });

export const zDropRequest = z
  .object({
    title: zText(120).min(1, 'Name the drop'),
    streamId: zId('str').nullable().optional(),
    startsAt: zInstant,
    endsAt: zInstant,
    listings: z
      .array(
        z.object({
          listingId: zId('lst'),
          price: zMoney,
          allotment: z.int().min(1).max(1_000_000),
          cap: z.int().min(1).max(99).nullable().optional(),
        }),
      )
      .min(1, 'Choose at least one listing')
      .max(50, 'At most 50 listings in one drop'),
  })
  .meta({ id: 'DropRequest' });

/** A drop as its brand sees it. */
export const zBrandDrop = zDrop
  .extend({
    sold: z.int().meta({ description: 'Units bought or being paid for at the price of the drop' }),
    createdAt: zInstant,
  })
  .meta({ id: 'BrandDrop' });
export const zBrandDropPage = z
  .object({ drops: z.array(zBrandDrop), nextCursor: z.string().nullable(), serverTime: zInstant })
  .meta({ id: 'BrandDropPage' });
export const zBrandDropQuery = z.object({
  cursor: zId('drp').optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});

export type DropListing = z.infer<typeof zDropListing>;
export type Drop = z.infer<typeof zDrop>;
export type DropList = z.infer<typeof zDropList>;
export type DropListQuery = z.infer<typeof zDropListQuery>;
export type DropRequest = z.infer<typeof zDropRequest>;
export type BrandDrop = z.infer<typeof zBrandDrop>;
export type BrandDropPage = z.infer<typeof zBrandDropPage>;
export type BrandDropQuery = z.infer<typeof zBrandDropQuery>;
