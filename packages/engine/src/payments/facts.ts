import { zId } from '@sidestall/contracts';
import { z } from 'zod';
import { defineFact } from '../platform/fact.ts';

/** Stripe spoke about an intent; what it said is not trusted, only that it is worth asking. */
export const intentMentioned = defineFact(
  'payments.intent-mentioned',
  z.object({ orderId: zId('ord'), intentId: z.string().optional() }),
);
