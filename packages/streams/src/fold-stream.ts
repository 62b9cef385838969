import type { StreamId } from '@sidestall/kernel';
import type { AnnouncedDrop, Pin, PinnedListing, StreamEvent, StreamSnapshot } from './stream.ts';

/** How many cards a viewer can take in beside a picture; one more sends the oldest to the earlier ones. */
export const MAX_PINS = 3;
/** How many earlier pins a snapshot carries. */
export const MAX_EARLIER = 20;
/** How many drops a snapshot carries, the next ones; all of them stand in the list of drops. */
export const MAX_DROPS = 20;

/** A stream before its first event. */
export function emptyStream(of: { readonly streamId: StreamId; readonly epoch: string }): StreamSnapshot {
  return { streamId: of.streamId, epoch: of.epoch, seq: 0, status: 'scheduled', pins: [], earlier: [], drops: [] };
}

/** True when events between the state and this one are missing: ask for a snapshot, folding would do nothing. */
export function needsSnapshot(state: StreamSnapshot, event: Pick<StreamEvent, 'seq'>): boolean {
  return event.seq > state.seq + 1;
}

/**
 * The state after one more event. An event that was folded before changes nothing, one that leaves a gap changes nothing
 * either (see `needsSnapshot`), and a type this version does not know only moves `seq` on.
 */
export function foldStream(state: StreamSnapshot, event: StreamEvent): StreamSnapshot {
  if (event.seq !== state.seq + 1) return state;
  return { ...change(state, event), seq: event.seq };
}

function change(state: StreamSnapshot, event: StreamEvent): StreamSnapshot {
  switch (event.type) {
    case 'stream.started':
      return { ...state, status: 'live' };
    case 'stream.ended':
      return { ...state, status: 'ended' };
    case 'pin.added': {
      if (state.pins.some((pin) => pin.pinId === event.pinId)) return state;
      const pin: Pin = { pinId: event.pinId, listing: event.listing, pinnedAt: event.at, mediaTime: event.mediaTime };
      const pins = [pin, ...without(state.pins, event.listing)];
      // A listing stands in one place only: pinned again, it leaves the earlier ones.
      const earlier = [...pins.slice(MAX_PINS), ...without(state.earlier, event.listing)];
      return { ...state, pins: pins.slice(0, MAX_PINS), earlier: earlier.slice(0, MAX_EARLIER) };
    }
    case 'pin.removed': {
      const gone = state.pins.find((pin) => pin.pinId === event.pinId);
      if (!gone) return state;
      return {
        ...state,
        pins: state.pins.filter((pin) => pin !== gone),
        earlier: [gone, ...without(state.earlier, gone.listing)].slice(0, MAX_EARLIER),
      };
    }
    case 'stock.changed': {
      const { variantId, available } = event;
      return relisted(state, (listing) => listing.variantId === variantId && { available });
    }
    case 'price.changed': {
      const { listingId, price, compareAtPrice } = event;
      return relisted(state, (listing) => listing.listingId === listingId && { price, compareAtPrice });
    }
    case 'drop.announced': {
      const { at, mediaTime, drop } = event;
      const before = state.drops.find((known) => known.drop.id === drop.id);
      // Told again, with other terms, it is no new announcement.
      const told: AnnouncedDrop = before ? { ...before, drop } : { drop, announcedAt: at, mediaTime };
      const drops = [...state.drops.filter((known) => known !== before), told];
      drops.sort(
        (a, b) => Date.parse(a.drop.startsAt) - Date.parse(b.drop.startsAt) || (a.drop.id < b.drop.id ? -1 : 1),
      );
      return { ...state, drops: drops.slice(0, MAX_DROPS) };
    }
    case 'drop.ended':
      return { ...state, drops: state.drops.filter(({ drop }) => drop.id !== event.dropId) };
    default:
      return state;
  }
}

/** The state with what is new of listings, wherever they stand. */
function relisted(
  state: StreamSnapshot,
  news: (listing: PinnedListing) => Partial<PinnedListing> | false,
): StreamSnapshot {
  const renew = (pin: Pin): Pin => {
    const change = news(pin.listing);
    return change ? { ...pin, listing: { ...pin.listing, ...change } } : pin;
  };
  return { ...state, pins: state.pins.map(renew), earlier: state.earlier.map(renew) };
}

const without = (pins: readonly Pin[], listing: PinnedListing): Pin[] =>
  pins.filter((pin) => pin.listing.listingId !== listing.listingId);
