import { z } from 'zod';
import { zCursor, zId, zInstant, zMoney } from './words.ts';

/** The order whose held payment was found in order. */
export const zPaymentCleared = z.object({ orderId: zId('ord') }).meta({ id: 'PaymentCleared' });
export const zPaymentRefused = z.object({ orderId: zId('ord') }).meta({ id: 'PaymentRefused' });

/** A payment that a person has to look at before anybody packs its order. */
export const zHeldPayment = z
  .object({
    orderId: zId('ord'),
    number: z.string(),
    amount: zMoney,
    heldFor: z.string().meta({ description: 'Why it is held' }),
    buyerName: z.string(),
    country: z.string(),
    placedAt: zInstant,
    decideBy: zInstant.meta({ description: 'Whatever nobody has found in order by then is let go' }),
  })
  .meta({ id: 'HeldPayment' });

export const zHeldPayments = z
  .object({ payments: z.array(zHeldPayment), nextCursor: zCursor.nullable() })
  .meta({ id: 'HeldPayments' });
export const zHeldPaymentQuery = z.object({
  cursor: zCursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});

export type HeldPayment = z.infer<typeof zHeldPayment>;
export type HeldPaymentQuery = z.infer<typeof zHeldPaymentQuery>;
