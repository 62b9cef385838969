import { zId } from '@sidestall/contracts';
import { z } from 'zod';
import { defineJob } from '../../platform/fact.ts';

/** How long units are held for somebody who waited, from the moment they are offered. */
export const OFFER_SECONDS = 10 * 60;

/** Offers what came free of variants to those who are next in line. Schedule it with whatever may have freed a unit. */
export const offerWaitlist = defineJob(
  'ordering.offer-waitlist',
  z.object({ variantIds: z.array(zId('var')).max(500) }),
);

/** Asks Stripe what became of a card that was to be saved. */
export const noteCard = defineJob(
  'ordering.note-waitlist-card',
  z.object({ stripeSetup: z.string(), purpose: z.string() }),
);

/** Ends offers whose time is over, and offers whatever is free where somebody waits: retailers' counts go up unasked. */
export const sweepWaitlist = defineJob('ordering.sweep-waitlist', z.object({}), { everySeconds: 2 });
