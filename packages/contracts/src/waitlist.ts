import { z } from 'zod';
import { zEmail, zId, zInstant, zQuantity } from './words.ts';

export const WAITLIST_STATES = ['waiting', 'offered', 'bought', 'passed', 'left'] as const;

export const zWaitlistRequest = z
  .object({
    listingId: zId('lst'),
    quantity: zQuantity.max(10).default(1),
    email: zEmail,
    streamId: zId('str').optional(),
  })
  .meta({ id: 'WaitlistRequest' });

/** One wish in line. The token opens it, as an order token opens an order; keep it out of logs. */
export const zWaitlistEntry = z
  .object({
    id: zId('wle'),
    listingId: zId('lst'),
    variantId: zId('var'),
    productId: zId('prd'),
    title: z.string(),
    variantTitle: z.string().nullable(),
    imageUrl: z.string().nullable(),
    quantity: z.int(),
    email: z.string(),
    state: z.enum(WAITLIST_STATES),
    place: z.int().min(1).nullable().meta({ description: '1 is next; null once it waits no longer' }),
    offerEndsAt: zInstant.nullable().meta({ description: 'The units are held for this buyer until then' }),
    card: z.object({ brand: z.string(), last4: z.string() }).nullable().meta({ description: 'Saved for the offer' }),
    orderId: zId('ord').nullable(),
    serverTime: zInstant,
  })
  .meta({ id: 'WaitlistEntry' });
export const zJoinedWaitlist = z.object({ token: z.string(), entry: zWaitlistEntry }).meta({ id: 'JoinedWaitlist' });

/** Begins saving a card for the day a unit comes free; confirm it with `stripe.confirmSetup`. */
export const zWaitlistCardSetup = z.object({ clientSecret: z.string() }).meta({ id: 'WaitlistCardSetup' });

export type WaitlistRequest = z.infer<typeof zWaitlistRequest>;
export type WaitlistEntry = z.infer<typeof zWaitlistEntry>;
export type JoinedWaitlist = z.infer<typeof zJoinedWaitlist>;
export type WaitlistCardSetup = z.infer<typeof zWaitlistCardSetup>;
