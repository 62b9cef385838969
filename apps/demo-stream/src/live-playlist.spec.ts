import fc from 'fast-check';
import { livePlaylist, recordedPlaylist } from './live-playlist.ts';
import type { Loop } from './loop.ts';

interface Listed {
  readonly sequence: number;
  readonly discontinuity: number;
  readonly uri: string;
  readonly startsAt: number;
  readonly durationMs: number;
}

/** Reads a media playlist as RFC 8216 tells a player to. */
function read(playlist: string): Listed[] {
  const lines = playlist.trimEnd().split('\n');
  expect(lines[0]).toBe('#EXTM3U');
  expect(lines).toContain('#EXT-X-INDEPENDENT-SEGMENTS');
  const whole = (tag: string) => Number(lines.find((line) => line.startsWith(`${tag}:`))!.split(':')[1]);
  const target = whole('#EXT-X-TARGETDURATION');
  let sequence = whole('#EXT-X-MEDIA-SEQUENCE');
  let discontinuity = whole('#EXT-X-DISCONTINUITY-SEQUENCE');
  let startsAt = Number.NaN;
  let durationMs = Number.NaN;
  const listed: Listed[] = [];
  for (const line of lines) {
    if (line === '#EXT-X-DISCONTINUITY') discontinuity += 1;
    else if (line.startsWith('#EXT-X-PROGRAM-DATE-TIME:')) startsAt = Date.parse(line.slice(25));
    else if (line.startsWith('#EXTINF:')) durationMs = Math.round(Number.parseFloat(line.slice(8)) * 1_000);
    else if (!line.startsWith('#')) {
      expect(Math.round(durationMs / 1_000)).toBeLessThanOrEqual(target);
      listed.push({ sequence, discontinuity, uri: line, startsAt, durationMs });
      sequence += 1;
    }
  }
  return listed;
}

const loopOf = (durations: readonly number[]): Loop => ({
  segments: durations.map((duration, index) => ({ file: `segment-${String(index).padStart(3, '0')}.ts`, duration })),
  width: 960,
  height: 540,
});

const TABLE = loopOf(Array.from({ length: 12 }, () => 2));
const LOOP_END = Date.parse('2026-11-22T18:00:00.000Z');

const loops = fc
  .array(fc.integer({ min: 400, max: 6_000 }), { minLength: 1, maxLength: 20 })
  .map((durations) => loopOf(durations.map((milliseconds) => milliseconds / 1_000)));
const instants = fc.integer({ min: Date.parse('2024-01-01'), max: Date.parse('2040-01-01') });
const at = (loop: Loop, instant: number) => {
  const playlist = livePlaylist(loop, new Date(instant));
  expect(playlist).not.toContain('ENDLIST');
  return read(playlist);
};

describe('the live playlist', () => {
  it('lists the six latest whole segments', () => {
    const listed = at(TABLE, LOOP_END + 13_999);
    expect(listed.map(({ uri }) => uri)).toEqual(
      ['000', '001', '002', '003', '004', '005'].map((number) => `segment-${number}.ts`),
    );
    expect(listed[0]!.startsAt).toBe(LOOP_END);
  });

  it('marks the loop end between the last segment and the first', () => {
    const playlist = livePlaylist(TABLE, new Date(LOOP_END + 4_000));
    const lines = playlist.split('\n');
    expect(lines.filter((line) => line === '#EXT-X-DISCONTINUITY')).toHaveLength(1);
    const mark = lines.indexOf('#EXT-X-DISCONTINUITY');
    expect(lines[mark - 1]).toBe('segment-011.ts');
    expect(lines[mark + 3]).toBe('segment-000.ts');
  });

  it('needs no mark where the window lies within one run of the loop', () => {
    expect(livePlaylist(TABLE, new Date(LOOP_END + 12_000))).not.toContain('#EXT-X-DISCONTINUITY\n');
  });

  it('is contiguous: every segment starts where the one before ended', () => {
    fc.assert(
      fc.property(loops, instants, (loop, instant) => {
        const listed = at(loop, instant);
        expect(listed).toHaveLength(6);
        for (const [index, { startsAt, durationMs }] of listed.slice(0, -1).entries()) {
          expect(listed[index + 1]!.startsAt).toBe(startsAt + durationMs);
        }
      }),
    );
  });

  it('ends with the newest segment that is whole, never with one still being recorded', () => {
    fc.assert(
      fc.property(loops, instants, (loop, instant) => {
        const last = at(loop, instant).at(-1)!;
        const longest = Math.max(...loop.segments.map(({ duration }) => duration * 1_000));
        const age = instant - (last.startsAt + last.durationMs);
        expect(age).toBeGreaterThanOrEqual(0);
        expect(age).toBeLessThan(longest);
      }),
    );
  });

  it('tells of a segment the same sequence, date, place in the loop and loop end in every playlist that lists it', () => {
    fc.assert(
      fc.property(loops, instants, fc.integer({ min: 0, max: 12_000 }), (loop, instant, later) => {
        const before = at(loop, instant);
        const after = at(loop, instant + later);
        const known = new Map(after.map((segment) => [segment.sequence, segment]));
        const kept = before.filter(({ sequence }) => known.has(sequence));
        expect(kept.map(({ sequence }) => known.get(sequence))).toEqual(kept);
        expect(after[0]!.sequence).toBeGreaterThanOrEqual(before[0]!.sequence);
        expect(after[0]!.discontinuity).toBeGreaterThanOrEqual(before[0]!.discontinuity);
        expect(kept.length).toBe(Math.max(0, 6 - (after[0]!.sequence - before[0]!.sequence)));
      }),
    );
  });

  it('slides by one segment for every segment that ends', () => {
    const first = at(TABLE, LOOP_END);
    for (let step = 1; step <= 30; step += 1) {
      expect(at(TABLE, LOOP_END + step * 2_000 - 1)[0]!.sequence).toBe(first[0]!.sequence + step - 1);
      expect(at(TABLE, LOOP_END + step * 2_000)[0]!.sequence).toBe(first[0]!.sequence + step);
    }
  });

  it('goes on after a restart as if it had never stopped', () => {
    // A loop read anew is another object; nothing but the clock and its contents may count.
    const restarted = JSON.parse(JSON.stringify(TABLE)) as Loop;
    const before = at(TABLE, LOOP_END - 1_000);
    const after = at(restarted, LOOP_END + 3_000);
    expect(after.slice(0, 4)).toEqual(before.slice(2));
    expect(after.at(-1)!.discontinuity).toBe(before.at(-1)!.discontinuity + 1);
  });

  it('has nothing to list before the first segment has ended', () => {
    expect(() => livePlaylist(TABLE, new Date(1_999))).toThrow('Nothing has been on air');
    expect(at(TABLE, 2_000).map(({ sequence }) => sequence)).toEqual([0]);
  });
});

describe('a recording of the channel', () => {
  const recorded = (loop: Loop, from: number, to: number) => {
    const playlist = recordedPlaylist(loop, new Date(from), new Date(to));
    expect(playlist).toContain('#EXT-X-PLAYLIST-TYPE:VOD\n');
    expect(playlist.endsWith('#EXT-X-ENDLIST\n')).toBe(true);
    return read(playlist);
  };

  it('is what was on air between two instants, without a gap and with the dates of then', () => {
    fc.assert(
      fc.property(loops, instants, fc.integer({ min: 1, max: 120_000 }), (loop, from, lasts) => {
        const listed = recorded(loop, from, from + lasts);
        const last = listed.at(-1)!;
        expect(listed[0]!.startsAt).toBeLessThanOrEqual(from);
        expect(listed[0]!.startsAt + listed[0]!.durationMs).toBeGreaterThan(from);
        expect(last.startsAt).toBeLessThan(from + lasts);
        expect(last.startsAt + last.durationMs).toBeGreaterThanOrEqual(from + lasts);
        for (const [index, { startsAt, durationMs }] of listed.slice(0, -1).entries()) {
          expect(listed[index + 1]!.startsAt).toBe(startsAt + durationMs);
        }
      }),
    );
  });

  it('has the segments that the live channel had', () => {
    const live = at(TABLE, LOOP_END + 5_000);
    const listed = recorded(TABLE, live[0]!.startsAt, LOOP_END + 4_000);
    expect(listed).toEqual(live);
  });

  it('is no longer than half a day', () => {
    const listed = recorded(TABLE, LOOP_END, LOOP_END + 1_000 * 3_600_000);
    expect(listed.at(-1)!.startsAt + listed.at(-1)!.durationMs).toBe(LOOP_END + 12 * 3_600_000);
  });
});
