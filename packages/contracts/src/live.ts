import { z } from 'zod';
import { zBrandRef } from './catalog.ts';
import { zId, zInstant, zMoney } from './words.ts';

/** A listing as a viewer sees it on a pinned card: everything absolute, so that a lost or doubled event does no harm. */
export const zPinnedListing = z
  .object({
    listingId: zId('lst'),
    productId: zId('prd'),
    variantId: zId('var'),
    title: z.string(),
    variantTitle: z.string().nullable(),
    imageUrl: z.string().nullable(),
    imageAlt: z.string(),
    brand: zBrandRef,
    price: zMoney,
    compareAtPrice: zMoney.nullable(),
    available: z.int().min(0).nullable(),
  })
  .meta({ id: 'PinnedListing' });

/** A drop as viewers of a show are told of it; how many units are left is asked of `/v1/drops`. */
export const zStreamDrop = z
  .object({
    id: zId('drp'),
    title: z.string(),
    streamId: zId('str').nullable().meta({ description: 'The show it belongs to; null: wherever the brand sells' }),
    startsAt: zInstant,
    endsAt: zInstant,
    listings: z.array(
      z.object({
        listingId: zId('lst'),
        productId: zId('prd'),
        variantId: zId('var'),
        title: z.string(),
        variantTitle: z.string().nullable(),
        imageUrl: z.string().nullable(),
        price: zMoney,
        regularPrice: zMoney,
        priorPrice: zMoney.nullable(),
        allotment: z.int().min(1),
        cap: z.int().min(1).nullable(),
      }),
    ),
  })
  .meta({ id: 'StreamDrop' });

const base = {
  seq: z.int().min(1),
  at: zInstant,
  mediaTime: zInstant
    .nullable()
    .meta({ description: 'The moment of the picture this belongs to; null: show on arrival' }),
};

/** One entry of a stream's log. Types a reader does not know are ignored by the reducer. */
export const zStreamEvent = z
  .discriminatedUnion('type', [
    z.object({ ...base, type: z.literal('stream.started') }),
    z.object({ ...base, type: z.literal('stream.ended') }),
    z.object({ ...base, type: z.literal('pin.added'), pinId: zId('pin'), listing: zPinnedListing }),
    z.object({ ...base, type: z.literal('pin.removed'), pinId: zId('pin') }),
    z.object({
      ...base,
      type: z.literal('stock.changed'),
      variantId: zId('var'),
      available: z.int().min(0).nullable(),
    }),
    z.object({
      ...base,
      type: z.literal('price.changed'),
      listingId: zId('lst'),
      price: zMoney,
      compareAtPrice: zMoney.nullable(),
    }),
    z.object({ ...base, type: z.literal('drop.announced'), drop: zStreamDrop }),
    z.object({ ...base, type: z.literal('drop.ended'), dropId: zId('drp') }),
  ])
  .meta({ id: 'StreamEvent' });

export const zPin = z
  .object({ pinId: zId('pin'), listing: zPinnedListing, pinnedAt: zInstant, mediaTime: zInstant.nullable() })
  .meta({ id: 'Pin' });

export const zAnnouncedDrop = z
  .object({ drop: zStreamDrop, announcedAt: zInstant, mediaTime: zInstant.nullable() })
  .meta({ id: 'AnnouncedDrop' });

/** The whole state of a stream: always the first thing a viewer is sent. */
export const zStreamSnapshot = z
  .object({
    streamId: zId('str'),
    epoch: z.string(),
    seq: z.int().min(0),
    status: z.enum(['scheduled', 'live', 'ended']),
    pins: z.array(zPin).meta({ description: 'Pinned now, the newest first' }),
    earlier: z.array(zPin).meta({ description: 'Unpinned before, the newest first, at most 20' }),
    drops: z.array(zAnnouncedDrop).meta({ description: 'Announced during the show and not over, the next one first' }),
  })
  .meta({ id: 'StreamSnapshot' });

/** SSE `event: snapshot` carries this; `event: change` carries a StreamEvent; `id` is `epoch.seq` on both. */
export const zSnapshotFrame = z
  .object({ serverTime: zInstant, snapshot: zStreamSnapshot })
  .meta({ id: 'SnapshotFrame' });

/** SSE `event: viewers`, at most once in two seconds and without an `id`: how many connections watch now. */
export const zViewersFrame = z.object({ viewers: z.int().min(0) }).meta({ id: 'ViewersFrame' });

export const zStreamView = z
  .object({
    id: zId('str'),
    slug: z.string(),
    title: z.string(),
    hostName: z.string(),
    status: z.enum(['scheduled', 'live', 'ended']),
    startedAt: zInstant.nullable(),
    endedAt: zInstant.nullable(),
    recordingStartsAt: zInstant
      .nullable()
      .meta({ description: 'The moment of the recording’s first picture, where the host said so' }),
    currency: z.string(),
    brands: z.array(zBrandRef),
    liveUrl: z.string().meta({ description: 'Where the live events of this stream are' }),
    orderPageUrl: z.string().meta({ description: 'Where an order is followed; the order id and token are appended' }),
    checkout: z.object({
      publishableKey: z.string(),
      stripeJsUrl: z.string().meta({ description: 'The script of Stripe, or of the sandbox when no key is set' }),
      isTestMoney: z.boolean(),
      countries: z.array(z.string()).meta({ description: 'Countries that somebody ships to' }),
    }),
  })
  .meta({ id: 'StreamView' });

export const zStreamList = z.object({ streams: z.array(zStreamView) }).meta({ id: 'StreamList' });

export type PinnedListingWire = z.infer<typeof zPinnedListing>;
export type StreamEventWire = z.infer<typeof zStreamEvent>;
export type StreamSnapshotWire = z.infer<typeof zStreamSnapshot>;
export type SnapshotFrame = z.infer<typeof zSnapshotFrame>;
export type ViewersFrame = z.infer<typeof zViewersFrame>;
export type StreamList = z.infer<typeof zStreamList>;
export type StreamView = z.infer<typeof zStreamView>;
