import type { StreamReplayView } from '@sidestall/contracts';
import type { ReplayOfStream } from '@sidestall/engine';
import { chaptersOf, type PinnedListing } from '@sidestall/streams';

/** A replay as a stall reads it: what is not sold any more has left the table, but keeps its chapter. */
export function replayView(
  { stream, recording, showStartsAt, replay }: ReplayOfStream,
  goods: readonly PinnedListing[],
): StreamReplayView {
  const today = new Map(goods.map((listing) => [listing.listingId, listing]));
  const pins = replay.pins.flatMap((pin) => {
    const listing = today.get(pin.listing.listingId);
    return listing ? [{ ...pin, listing }] : [];
  });
  const sold = new Set(pins.map(({ pinId }) => pinId));
  const titles = new Map(replay.pins.map(({ pinId, listing }) => [pinId, listing.title]));
  return {
    streamId: stream.id,
    recording: {
      startsAt: recording.startsAt.toISOString(),
      endsAt: recording.endsAt.toISOString(),
      showStartsAt: showStartsAt.toISOString(),
    },
    pins,
    moments: replay.moments.map(({ at, pins: on, earlier }) => ({
      at,
      pins: on.filter((id) => sold.has(id)),
      earlier: earlier.filter((id) => sold.has(id)),
    })),
    chapters: chaptersOf(replay, recording).map(({ from, to, pinIds }) => ({
      from,
      to,
      title: pinIds.map((id) => titles.get(id)!).join(', '),
      pinIds: pinIds.filter((id) => sold.has(id)),
    })),
  };
}
