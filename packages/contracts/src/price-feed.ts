import { z } from 'zod';
import { STOCK_FEED_LIMIT, STOCK_OUTCOMES } from './stock-feed.ts';
import { STOCK_FILE_PROBLEMS } from './stock-file.ts';
import { zInstant, zMoney, zText } from './words.ts';

export const zPrice = z
  .object({
    sku: zText(200).min(1),
    price: zMoney
      .refine(({ amount }) => amount >= 0 && amount <= 100_000_000_000, 'must be an amount of zero or more')
      .nullable()
      .meta({ description: 'What you charge for one unit, without tax; null takes the price back' }),
    asOf: zInstant.meta({ description: 'The moment it was true; an older price than the one known is ignored' }),
  })
  .meta({ id: 'Price' });

export const zPriceFeed = z.object({ prices: z.array(zPrice).min(1).max(STOCK_FEED_LIMIT) }).meta({
  id: 'PriceFeed',
  example: {
    prices: [{ sku: 'MC-MUG-INK-350', price: { amount: 1_150, currency: 'EUR' }, asOf: '2026-11-20T08:00:00Z' }],
  },
});

export const zPriceAnswer = z
  .object({
    prices: z.array(
      z.object({
        sku: z.string(),
        outcome: z.enum(STOCK_OUTCOMES).meta({
          description:
            'ignored: a newer price is known. unknown: you do not stock this SKU. ambiguous: several of the products you stock have it',
        }),
        price: zMoney.nullable().meta({ description: 'What is known now' }),
        asOf: zInstant.nullable().meta({ description: 'The moment of the price that is known' }),
      }),
    ),
  })
  .meta({ id: 'PriceAnswer', description: 'One answer for each price, in the order they were sent' });

export const zPriceFileReport = z
  .object({
    rows: z.int(),
    applied: z.int(),
    ignored: z.int().meta({ description: 'A newer price is known' }),
    unknown: z.int().meta({ description: 'You do not stock this SKU' }),
    ambiguous: z.int().meta({ description: 'Several of the products you stock have this SKU' }),
    problemCount: z.int().meta({ description: 'Rows that cannot be read as a price' }),
    problems: z
      .array(z.object({ line: z.int(), reason: z.string() }))
      .max(STOCK_FILE_PROBLEMS)
      .meta({ description: 'The first thousand of them' }),
  })
  .meta({ id: 'PriceFileReport' });

export type PriceFeedWire = z.infer<typeof zPriceFeed>;
export type PriceAnswer = z.infer<typeof zPriceAnswer>;
export type PriceFileReport = z.infer<typeof zPriceFileReport>;
