import type { BrandId, DropId, ListingId, Money, PinId, ProductId, StreamId, VariantId } from '@sidestall/kernel';

// Arrays are plain, not readonly: these shapes are equal to those of the wire, and a test in the engine holds them so.

/** The life of a stream. */
export type StreamStatus = 'scheduled' | 'live' | 'ended';

/** The brand that sells a listing, as a card shows it. */
export interface StreamBrand {
  readonly id: BrandId;
  readonly slug: string;
  readonly name: string;
  readonly legalName: string;
  readonly accent: string;
  readonly logoUrl: string | null;
}

/** A listing on a pinned card: everything absolute, so that a lost or doubled event does no harm. */
export interface PinnedListing {
  readonly listingId: ListingId;
  readonly productId: ProductId;
  readonly variantId: VariantId;
  readonly title: string;
  readonly variantTitle: string | null;
  readonly imageUrl: string | null;
  readonly imageAlt: string;
  readonly brand: StreamBrand;
  readonly price: Money;
  readonly compareAtPrice: Money | null;
  /** Units that can be bought; null where the brand sells on back order. */
  readonly available: number | null;
}

/** One listing of a drop and its terms. How many units are left moves with each sale and is not told here. */
export interface StreamDropListing {
  readonly listingId: ListingId;
  readonly productId: ProductId;
  readonly variantId: VariantId;
  readonly title: string;
  readonly variantTitle: string | null;
  readonly imageUrl: string | null;
  readonly price: Money;
  readonly regularPrice: Money;
  readonly priorPrice: Money | null;
  readonly allotment: number;
  readonly cap: number | null;
}

/** A drop as viewers are told of it: what it sells, from when until when. */
export interface StreamDrop {
  readonly id: DropId;
  readonly title: string;
  /** The show it belongs to; null: wherever its brand sells. */
  readonly streamId: StreamId | null;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly listings: StreamDropListing[];
}

interface EventBase {
  /** Counts up by one per stream, without gaps. */
  readonly seq: number;
  /** The instant of the change, ISO 8601. */
  readonly at: string;
  /** The moment of the picture this belongs to, ISO 8601; null: show on arrival. */
  readonly mediaTime: string | null;
}

/** One entry of a stream's append-only log. */
export type StreamEvent =
  | (EventBase & { readonly type: 'stream.started' })
  | (EventBase & { readonly type: 'stream.ended' })
  | (EventBase & { readonly type: 'pin.added'; readonly pinId: PinId; readonly listing: PinnedListing })
  | (EventBase & { readonly type: 'pin.removed'; readonly pinId: PinId })
  | (EventBase & { readonly type: 'stock.changed'; readonly variantId: VariantId; readonly available: number | null })
  | (EventBase & {
      readonly type: 'price.changed';
      readonly listingId: ListingId;
      readonly price: Money;
      readonly compareAtPrice: Money | null;
    })
  | (EventBase & { readonly type: 'drop.announced'; readonly drop: StreamDrop })
  | (EventBase & { readonly type: 'drop.ended'; readonly dropId: DropId });

/** What an event says, before the log gives it its place. */
export type StreamEventDraft = StreamEvent extends infer E
  ? E extends EventBase
    ? Omit<E, keyof EventBase>
    : never
  : never;

/** A listing shown at a moment. */
export interface Pin {
  readonly pinId: PinId;
  readonly listing: PinnedListing;
  readonly pinnedAt: string;
  readonly mediaTime: string | null;
}

/** A drop and when it was announced first. */
export interface AnnouncedDrop {
  readonly drop: StreamDrop;
  readonly announcedAt: string;
  readonly mediaTime: string | null;
}

/** The whole state of a stream after `seq` events. */
export interface StreamSnapshot {
  readonly streamId: StreamId;
  /** Names one life of the log: after a restore the numbers begin a new one and old places are void. */
  readonly epoch: string;
  readonly seq: number;
  readonly status: StreamStatus;
  /** Pinned now, the newest first. */
  readonly pins: Pin[];
  /** Unpinned before, the newest first. */
  readonly earlier: Pin[];
  /** Announced while the log ran and not over, the next one first. A drop that was planned before the stream is not here. */
  readonly drops: AnnouncedDrop[];
}
