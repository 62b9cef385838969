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

/** How long a recording may be; a longer one is cut. */
const LONGEST_MS = 12 * 3_600_000;

/**
 * The HLS media playlist of the channel at an instant (RFC 8216): the loop has been on air without a break since the
 * epoch, and the playlist names the latest segments that are wholly recorded by then. It depends on nothing else, so a
 * restarted server, or several behind one address, tell the same story with the same numbers.
 */
export function livePlaylist(loop: Loop, at: Date): string {
  return playlist(loop, airedBy(loop, at.getTime()), []);
}

/** What was on air from one instant to another, with its dates, as a recording that ends. */
export function recordedPlaylist(loop: Loop, from: Date, to: Date): string {
  const until = Math.min(to.getTime(), from.getTime() + LONGEST_MS);
  return `${playlist(loop, airedWithin(loop, from.getTime(), until), ['#EXT-X-PLAYLIST-TYPE:VOD'])}#EXT-X-ENDLIST\n`;
}

function playlist(loop: Loop, aired: readonly Aired[], kind: readonly string[]): string {
  const first = aired[0]!;
  const longest = Math.max(...loop.segments.map(({ duration }) => duration));
  const lines = [
    '#EXTM3U',
    '#EXT-X-VERSION:6',
    ...kind,
    `#EXT-X-TARGETDURATION:${Math.ceil(longest)}`,
    `#EXT-X-MEDIA-SEQUENCE:${first.sequence}`,
    // Counts the loop ends before the first segment listed, so that each segment keeps its number as the window slides.
    `#EXT-X-DISCONTINUITY-SEQUENCE:${first.run}`,
    '#EXT-X-INDEPENDENT-SEGMENTS',
  ];
  let { run } = first;
  for (const segment of aired) {
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
  const found: Aired[] = [];
  for (const segment of backwards(loop, now)) {
    if (segment.startsAt + segment.durationMs <= now) found.unshift(segment);
    if (found.length === WINDOW) break;
  }
  if (found.length === 0) throw new RangeError('Nothing has been on air by then');
  return found;
}

/** The segments with a picture between two instants, oldest first. */
function airedWithin(loop: Loop, from: number, to: number): Aired[] {
  const found: Aired[] = [];
  for (const segment of backwards(loop, to)) {
    if (segment.startsAt < to) found.push(segment);
    if (segment.startsAt <= from) break;
  }
  return found.toReversed();
}

/** The broadcast from the end of the loop's run at an instant back to the epoch. */
function* backwards(loop: Loop, from: number): Generator<Aired> {
  const durations = loop.segments.map(({ duration }) => Math.round(duration * 1_000));
  const loopMs = durations.reduce((sum, duration) => sum + duration, 0);
  for (let run = Math.floor(from / loopMs); run >= 0; run -= 1) {
    let startsAt = (run + 1) * loopMs;
    for (let index = durations.length - 1; index >= 0; index -= 1) {
      const durationMs = durations[index]!;
      startsAt -= durationMs;
      yield { sequence: run * durations.length + index, run, file: loop.segments[index]!.file, durationMs, startsAt };
    }
  }
}
