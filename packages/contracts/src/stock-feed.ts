import { z } from 'zod';
import { zId, zInstant, zText } from './words.ts';

/** Most counts of one request; send a longer list in several. */
export const STOCK_FEED_LIMIT = 1_000;

export const zStockCount = z
  .object({
    sku: zText(200).min(1),
    onHand: z.int().min(0).max(1_000_000).meta({
      description:
        'Units on the shelf at that moment, those promised to fulfillment orders included. A parcel is in it until you have told us of the shipment',
    }),
    asOf: zInstant.meta({ description: 'The moment the count was true; an older count than the one known is ignored' }),
  })
  .meta({ id: 'StockCount' });

export const zStockFeed = z.object({ counts: z.array(zStockCount).min(1).max(STOCK_FEED_LIMIT) }).meta({
  id: 'StockFeed',
  example: { counts: [{ sku: 'MC-MUG-INK-350', onHand: 12, asOf: '2026-11-20T08:00:00Z' }] },
});

export const STOCK_OUTCOMES = ['applied', 'ignored', 'unknown', 'ambiguous'] as const;

export const zStockAnswer = z
  .object({
    counts: z.array(
      z.object({
        sku: z.string(),
        outcome: z.enum(STOCK_OUTCOMES).meta({
          description:
            'ignored: a newer count is known. unknown: you do not stock this SKU. ambiguous: several of the products you stock have it',
        }),
        onHand: z.int().nullable().meta({
          description:
            'What is known now, parcels that left since the count taken off; null where the SKU is not known',
        }),
        asOf: zInstant.nullable().meta({ description: 'The moment of the count that is known' }),
      }),
    ),
  })
  .meta({ id: 'StockAnswer', description: 'One answer for each count, in the order they were sent' });

export type StockFeedWire = z.infer<typeof zStockFeed>;
export type StockAnswer = z.infer<typeof zStockAnswer>;

/** What brands keep back from sale, against retailers who count late. */
export const zSafetyStock = z
  .object({
    variants: z
      .array(
        z.object({
          variantId: zId('var'),
          safety: z.int().min(0).max(1_000_000).meta({ description: 'Units kept back from sale; 0 sells to the last' }),
        }),
      )
      .min(1)
      .max(200),
  })
  .meta({ id: 'SafetyStock' });

export const zSafetyStockAnswer = z
  .object({
    variants: z.array(
      z.object({
        variantId: zId('var'),
        safety: z.int(),
        available: z.int().nullable().meta({ description: 'What can be bought now; null: sold on back order' }),
      }),
    ),
  })
  .meta({ id: 'SafetyStockAnswer' });

export type SafetyStockWire = z.infer<typeof zSafetyStock>;
export type SafetyStockAnswer = z.infer<typeof zSafetyStockAnswer>;
