import { z } from 'zod';
import { zId, zInstant } from './words.ts';

const zScoreRate = z
  .object({
    value: z.number().nullable().meta({ description: '0 to 1; null while too little was seen to say anything' }),
    sample: z.int().meta({ description: 'Out of how many' }),
  })
  .meta({ id: 'ScoreRate' });

/** How well a retailer kept its word; the better, the sooner it is asked where brands rank by it. */
export const zScorecard = z
  .object({
    days: z.int().meta({ description: 'How far back it looks' }),
    minSample: z.int().meta({ description: 'A rate of fewer than these stays null' }),
    acceptance: zScoreRate.meta({ description: 'Units you accepted, of those you were asked for' }),
    lateness: zScoreRate.meta({
      description: 'Orders the carrier first scanned after `shipBy`, of those that were due',
    }),
    cancellation: zScoreRate.meta({ description: 'Orders you gave back, of those you had accepted' }),
    returns: zScoreRate.meta({
      description: 'Units sent back as damaged, wrong, not as described or late, of those sent',
    }),
    failedParcels: zScoreRate.meta({ description: 'Parcels that were lost or came back, of those sent' }),
    score: z.number().nullable().meta({ description: '0 to 1, the mean of what is known; null while nothing is' }),
    countedAt: zInstant.nullable(),
  })
  .meta({ id: 'Scorecard' });

/** Who ships for a brand, with what each is known for; only over all brands together, as routing sees it. */
export const zBrandRetailers = z
  .object({ retailers: z.array(z.object({ id: zId('ret'), name: z.string(), scorecard: zScorecard })) })
  .meta({ id: 'BrandRetailers' });

export type BrandRetailersWire = z.infer<typeof zBrandRetailers>;
export type ScorecardWire = z.infer<typeof zScorecard>;
