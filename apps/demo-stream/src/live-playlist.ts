import type { Loop } from './loop.ts';

/** Enough for a player to start three segments behind and still survive a slow reload. */
const WINDOW = 6;

/** One segment of the endless broadcast. */
interface Aired {
  /** Its place in the broadcast, counted from the epoch. */
  readonly sequence: number;
  /** Which run of the loop it belongs to; where this changes, the timestamps inside start over. */
  readonly run: number;
  readonly file: string;
  readonly durationMs: number;
  /** When its first frame went on air, in milliseconds since the epoch. */
  readonly startsAt: number;
}

/**
 * The HLS media playlist of the channel at an instant (RFC 8216): the loop has been on air without a break since the
 * epoch, and the playlist names the latest segments that are wholly recorded by then. It depends on nothing else, so a
 * restarted server, or several behind one address, tell the same story with the same numbers.
 */
export function livePlaylist(loop: Loop, at: Date): string {
  const window = airedBy(loop, at.getTime());
  const first = window[0]!;
  const longest = Math.max(...loop.segments.map(({ duration }) => duration));
  const lines = [
    '#EXTM3U',
    '#EXT-X-VERSION:6',
    `#EXT-X-TARGETDURATION:${Math.ceil(longest)}`,
    `#EXT-X-MEDIA-SEQUENCE:${first.sequence}`,
    // Counts the loop ends before the first segment listed, so that each segment keeps its number as the window slides.
    `#EXT-X-DISCONTINUITY-SEQUENCE:${first.run}`,
    '#EXT-X-INDEPENDENT-SEGMENTS',
  ];
  let { run } = first;
  for (const segment of window) {
    if (segment.run !== run) lines.push('#EXT-X-DISCONTINUITY');
    ({ run } = segment);
    lines.push(
      `#EXT-X-PROGRAM-DATE-TIME:${new Date(segment.startsAt).toISOString()}`,
      `#EXTINF:${(segment.durationMs / 1_000).toFixed(3)},`,
      segment.file,
    );
  }
  return `${lines.join('\n')}\n`;
}

/** The latest segments that have ended by this instant, oldest first. */
function airedBy(loop: Loop, now: number): Aired[] {
  const durations = loop.segments.map(({ duration }) => Math.round(duration * 1_000));
  const loopMs = durations.reduce((sum, duration) => sum + duration, 0);
  const found: Aired[] = [];
  let run = Math.floor(now / loopMs);
  let index = durations.length - 1;
  let startsAt = (run + 1) * loopMs - durations[index]!;
  while (found.length < WINDOW && run >= 0) {
    const durationMs = durations[index]!;
    if (startsAt + durationMs <= now) {
      const sequence = run * durations.length + index;
      found.unshift({ sequence, run, file: loop.segments[index]!.file, durationMs, startsAt });
    }
    if (index === 0) run -= 1;
    index = index === 0 ? durations.length - 1 : index - 1;
    startsAt -= durations[index]!;
  }
  if (found.length === 0) throw new RangeError('Nothing has been on air by then');
  return found;
}
