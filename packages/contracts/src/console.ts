import { z } from 'zod';
import { zBrandRef, zProductCard } from './catalog.ts';
import { zStreamSnapshot, zStreamView } from './live.ts';
import { zId, zInstant, zMoney } from './words.ts';

export const zSignInRequest = z
  .object({ email: z.email().max(254), password: z.string().min(1).max(200) })
  .meta({ id: 'SignInRequest' });

export const zMe = z
  .object({
    member: z.object({ id: z.string(), name: z.string(), email: z.string() }),
    brands: z.array(zBrandRef),
    isOperator: z.boolean(),
  })
  .meta({ id: 'Me' });

/** A listing the host may pin, with the words and numbers to recognize it by. */
export const zDeskListing = z
  .object({
    listingId: zId('lst'),
    productId: zId('prd'),
    title: z.string(),
    variantTitle: z.string().nullable(),
    brandName: z.string(),
    sku: z.string(),
    imageUrl: z.string().nullable(),
    price: zMoney,
    available: z.int().min(0).nullable(),
  })
  .meta({ id: 'DeskListing' });

export const zDesk = z
  .object({
    stream: zStreamView,
    snapshot: zStreamSnapshot,
    listings: z.array(zDeskListing),
    ingestDelayMs: z
      .int()
      .nullable()
      .meta({ description: 'How far the stamps of the picture are behind the table; null: cards wait for no picture' }),
  })
  .meta({ id: 'Desk' });

/** No encoder is further away from its table. */
const MOST_DELAY_MS = 60_000;
export const zTiming = z
  .object({ ingestDelayMs: z.int().min(-MOST_DELAY_MS).max(MOST_DELAY_MS).nullable() })
  .meta({ id: 'Timing' });

export const zPinRequest = z.object({ listingId: zId('lst') }).meta({ id: 'PinRequest' });
export const zPinned = z.object({ pinId: zId('pin'), seq: z.int() }).meta({ id: 'Pinned' });
export const zStreamChanged = z
  .object({ status: z.enum(['scheduled', 'live', 'ended']), seq: z.int() })
  .meta({ id: 'StreamChanged' });

export const zRecordingRequest = z
  .object({
    startsAt: zInstant
      .nullable()
      .meta({ description: 'The moment of the recording’s first picture; null: it begins with the show' }),
  })
  .meta({ id: 'RecordingRequest' });
export const zRecordingSet = z.object({ recordingStartsAt: zInstant.nullable() }).meta({ id: 'RecordingSet' });

export const zConsoleStreams = z.object({ streams: z.array(zStreamView) }).meta({ id: 'ConsoleStreams' });
export const zConsoleProducts = z.object({ products: z.array(zProductCard) }).meta({ id: 'ConsoleProducts' });

export type Me = z.infer<typeof zMe>;
export type Timing = z.infer<typeof zTiming>;
export type Desk = z.infer<typeof zDesk>;
export type DeskListing = z.infer<typeof zDeskListing>;
