import { z } from 'zod';
import { zId, zInstant } from './words.ts';

/**
 * A place in the line before paying, when more buyers press the button than payments can be made. Places are given in
 * order of arrival; asking again, reloading or a second tab wins nothing. Poll it, then place the order with its id.
 */
export const zAdmission = z
  .object({
    ticketId: zId('tkt'),
    ahead: z.int().min(0).meta({ description: 'Buyers who arrived before and have not been let through yet' }),
    isAdmitted: z.boolean(),
    admittedUntil: zInstant.nullable().meta({ description: 'Place the order before this, or the place is given away' }),
    secondsLeft: z.int().min(0).meta({ description: 'About how long it takes at the present pace' }),
    serverTime: zInstant,
  })
  .meta({ id: 'Admission' });

export type Admission = z.infer<typeof zAdmission>;
