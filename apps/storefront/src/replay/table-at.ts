import type { StreamReplayView } from '@sidestall/contracts';
import { duePins, momentAt, type Pin, type StreamSnapshot } from '@sidestall/streams';
import type { DueOf } from '../stall/stall.ts';

/** Beyond this between two looks the viewer has sought another place: what stands there is no news. */
const JUMP_MS = 3_000;

/** A show that is over, with its pins found by their ids. */
export interface KnownReplay {
  readonly view: StreamReplayView;
  readonly pins: ReadonlyMap<string, Pin>;
}

export const knownReplay = (view: StreamReplayView): KnownReplay => ({
  view,
  pins: new Map((view.pins as Pin[]).map((pin) => [pin.pinId, pin])),
});

/**
 * Says what stood on the table at the moment of the picture, as it is sold today. Where no player tells a moment, what
 * stood there last does, without what nobody sells any more.
 */
export function dueByPicture({ view, pins }: KnownReplay, picture: () => number | null): DueOf {
  let before: number | null = null;
  const sold = (ids: readonly string[]): Pin[] => ids.flatMap((id) => pins.get(id) ?? []);
  const idsOf = (some: readonly Pin[]) => some.map(({ pinId }) => pinId);
  return (snapshot: StreamSnapshot, clocks) => {
    const now = picture();
    const isJump = now === null || before === null || Math.abs(now - before) > JUMP_MS;
    before = now;
    if (now === null) {
      const last = duePins(snapshot, { ...clocks, streamClock: null });
      return { pins: sold(idsOf(last.pins)), earlier: sold(idsOf(last.earlier)), isJump };
    }
    const moment = momentAt(view.moments, now);
    return { pins: sold(moment?.pins ?? []), earlier: sold(moment?.earlier ?? []), isJump };
  };
}

/** Where in the list of chapters a place of the recording is, in seconds; -1 before the first. */
export const chapterAt = (chapters: StreamReplayView['chapters'], seconds: number): number =>
  chapters.findLastIndex(({ from }) => from <= seconds);
