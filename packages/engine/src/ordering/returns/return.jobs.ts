import { zId } from '@sidestall/contracts';
import { RETURN_TRANSITIONS, type ReturnState } from '@sidestall/ordering';
import { z } from 'zod';
import { defineFact, defineJob } from '../../platform/fact.ts';

/** A return took a step that others may act on. */
export const returnChanged = defineFact(
  'ordering.return-changed',
  z.object({
    orderId: zId('ord'),
    returnId: zId('rtn'),
    state: z.enum(Object.keys(RETURN_TRANSITIONS) as [ReturnState, ...ReturnState[]]),
  }),
);

/** Finds returns that nobody did anything about for too long. */
export const sweepReturns = defineJob('ordering.sweep-returns', z.object({}), { everySeconds: 60, attempts: 10_000 });
