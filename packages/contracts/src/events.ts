import { z } from 'zod';
import { zPartnerMessage } from './partner-messages.ts';
import { zId } from './words.ts';

export const zPartnerEvent = z
  .object({
    cursor: z.string().meta({ description: 'Send it as `after` to go on behind this message' }),
    id: zId('msg').meta({ description: 'The `webhook-id` of the same message: one that came both ways is one' }),
    message: zPartnerMessage,
  })
  .meta({ id: 'PartnerEvent' });

export const zPartnerEventPage = z
  .object({
    events: z.array(zPartnerEvent),
    cursor: z.string().nullable().meta({ description: 'Of the last message here; null when there is none' }),
    hasMore: z.boolean().meta({ description: 'Ask again at once; otherwise in a few seconds' }),
  })
  .meta({ id: 'PartnerEventPage' });

export const zPartnerEventQuery = z.object({
  after: z
    .string()
    .regex(/^\d{1,15}$/, 'must be a cursor of an earlier answer')
    .optional()
    .meta({ description: 'The last cursor you have worked off; left out, the oldest of thirty days comes first' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export type PartnerEvent = z.infer<typeof zPartnerEvent>;
export type PartnerEventPage = z.infer<typeof zPartnerEventPage>;
export type PartnerEventQuery = z.infer<typeof zPartnerEventQuery>;
