import type { PinId, StreamId } from '@sidestall/kernel';
import { emptyStream, foldStream } from './fold-stream.ts';
import type { Pin, StreamEvent, StreamEventDraft, StreamSnapshot } from './stream.ts';

/** What stood on the table from a moment of the picture on: the next moment changes it. */
export interface ReplayMoment {
  /** The moment of the picture, ISO 8601. */
  readonly at: string;
  readonly pins: PinId[];
  readonly earlier: PinId[];
}

/** A show as its picture told it: folded once, so that whoever seeks looks one moment up and nothing happens again. */
export interface Replay {
  /** Every pin there was, in the order of their first showing, as the cards said then. */
  readonly pins: Pin[];
  /** In the order of the picture, each different from the one before. */
  readonly moments: ReplayMoment[];
}

/** The kinds of entries that move what stands on the table; prices and stock of a replay are those of today. */
export const REPLAYED = [
  'stream.started',
  'stream.ended',
  'pin.added',
  'pin.removed',
] as const satisfies readonly StreamEventDraft['type'][];

/** When a viewer's picture reaches an event. */
export const pictureTimeOf = (event: Pick<StreamEvent, 'at' | 'mediaTime'>): number =>
  Date.parse(event.mediaTime ?? event.at);

const idsOf = (pins: readonly Pin[]): PinId[] => pins.map((pin) => pin.pinId);
const isSame = (a: readonly PinId[], b: readonly PinId[]): boolean =>
  a.length === b.length && a.every((id, index) => id === b[index]);

/**
 * Folds a whole log, or its `REPLAYED` entries, into moments. The picture never runs backwards: an event that belongs to an
 * earlier moment than the one before it, since the delay was corrected in mid-show, counts with that one.
 */
export function replayOf(streamId: StreamId, log: readonly StreamEvent[]): Replay {
  const pins: Pin[] = [];
  const moments: ReplayMoment[] = [];
  let state: StreamSnapshot = emptyStream({ streamId, epoch: '' });
  let picture = -Infinity;
  log.forEach((event, index) => {
    state = foldStream(state, { ...event, seq: index + 1 });
    picture = Math.max(picture, pictureTimeOf(event));
    if (event.type === 'pin.added' && !pins.some((pin) => pin.pinId === event.pinId)) {
      pins.push({ pinId: event.pinId, listing: event.listing, pinnedAt: event.at, mediaTime: event.mediaTime });
    }
    const now = { at: new Date(picture).toISOString(), pins: idsOf(state.pins), earlier: idsOf(state.earlier) };
    if (moments.at(-1)?.at === now.at) moments.pop();
    const before = moments.at(-1) ?? { pins: [], earlier: [] };
    if (!isSame(before.pins, now.pins) || !isSame(before.earlier, now.earlier)) moments.push(now);
  });
  return { pins, moments };
}

/** What stood on the table at a moment of the picture; null before the first. */
export function momentAt(moments: readonly ReplayMoment[], picture: number): ReplayMoment | null {
  let low = 0;
  let high = moments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (Date.parse(moments[middle]!.at) <= picture) low = middle + 1;
    else high = middle;
  }
  return moments[low - 1] ?? null;
}

/** A part of the recording: what came to the table at its beginning. */
export interface Chapter {
  /** Seconds from the recording's beginning. */
  readonly from: number;
  readonly to: number;
  readonly pinIds: PinId[];
}

/** The recording of a show: its first picture and its last. */
export interface Recording {
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/** Who shows two things within a second shows them together. */
const TOGETHER_SECONDS = 1;

/** The chapters of a recording: one for each time something new came to the table while it ran. */
export function chaptersOf({ moments }: Replay, { startsAt, endsAt }: Recording): Chapter[] {
  const length = (endsAt.getTime() - startsAt.getTime()) / 1_000;
  const begun: { from: number; pinIds: PinId[] }[] = [];
  moments.forEach((moment, index) => {
    const before = new Set(moments[index - 1]?.pins);
    const fresh = moment.pins.filter((id) => !before.has(id));
    // What lay there when the picture began came with its beginning.
    const from = Math.max(0, (Date.parse(moment.at) - startsAt.getTime()) / 1_000);
    const last = begun.at(-1);
    if (fresh.length === 0 || from >= length) return;
    if (last && from - last.from < TOGETHER_SECONDS)
      last.pinIds = [...fresh, ...last.pinIds.filter((id) => moment.pins.includes(id))];
    else begun.push({ from, pinIds: fresh });
  });
  return begun.map(({ from, pinIds }, index) => ({ from, to: begun[index + 1]?.from ?? length, pinIds }));
}
