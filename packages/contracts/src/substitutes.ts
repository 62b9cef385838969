import { z } from 'zod';
import { zId, zInstant } from './words.ts';

/** What a brand would send instead of variants that are sold out; buyers are asked each time. */
export const zSubstitutes = z
  .object({
    substitutes: z
      .array(
        z.object({
          variantId: zId('var'),
          substitutes: z.array(zId('var')).max(20).meta({ description: 'Preferred first; none forgets the variant' }),
        }),
      )
      .max(200),
  })
  .meta({ id: 'Substitutes' });

/** Something else that is offered for a line which nobody can ship, at the line's price. */
export const zSubstituteOffer = z
  .object({
    lineId: zId('oln'),
    quantity: z.int(),
    title: z.string(),
    variantTitle: z.string().nullable(),
    imageUrl: z.string().nullable(),
    until: zInstant.meta({ description: 'Without an answer the line is canceled then' }),
  })
  .meta({ id: 'SubstituteOffer' });

export const zAnswerSubstituteRequest = z.object({ isWanted: z.boolean() }).meta({ id: 'AnswerSubstituteRequest' });

export type SubstitutesWire = z.infer<typeof zSubstitutes>;
export type SubstituteOfferWire = z.infer<typeof zSubstituteOffer>;
export type AnswerSubstituteRequest = z.infer<typeof zAnswerSubstituteRequest>;
