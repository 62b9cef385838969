import { z } from 'zod';
import { zPin } from './live.ts';
import { zId, zInstant } from './words.ts';

/** A show that is over, told by its picture: what stood on the table when, at the prices and with the stock of now. */
export const zStreamReplay = z
  .object({
    streamId: zId('str'),
    recording: z
      .object({ startsAt: zInstant, endsAt: zInstant, showStartsAt: zInstant })
      .meta({ description: 'The moments of its first picture, its last, and the one when the show was started' }),
    pins: z
      .array(zPin)
      .meta({ description: 'All that was pinned and is still for sale, with today’s price and stock' }),
    moments: z
      .array(z.object({ at: zInstant, pins: z.array(zId('pin')), earlier: z.array(zId('pin')) }))
      .meta({ description: 'What stood on the table from each moment of the picture on, the newest first' }),
    chapters: z
      .array(
        z.object({ from: z.number().min(0), to: z.number().min(0), title: z.string(), pinIds: z.array(zId('pin')) }),
      )
      .meta({ description: 'What came to the table, in seconds from the recording’s beginning' }),
  })
  .meta({ id: 'StreamReplay' });

export type StreamReplayView = z.infer<typeof zStreamReplay>;
