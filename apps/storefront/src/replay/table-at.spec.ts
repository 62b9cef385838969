import type { StreamReplayView } from '@sidestall/contracts';
import { emptyStream, type Pin, type StreamSnapshot } from '@sidestall/streams';
import { chapterAt, dueByPicture, knownReplay } from './table-at.ts';

const START = Date.parse('2026-05-01T18:00:00.000Z');
const instant = (seconds: number) => new Date(START + seconds * 1_000).toISOString();

const pin = (n: number, amount: number): Pin =>
  ({
    pinId: `pin_${n}`,
    listing: { listingId: `lst_${n}`, price: { amount, currency: 'EUR' } },
    pinnedAt: instant(n),
    mediaTime: null,
  }) as unknown as Pin;
const ids = (...numbers: number[]) => numbers.map((n) => `pin_${n}`);

/** Three things were shown; the third is not sold any more, and the others cost more than then. */
const view = {
  pins: [pin(1, 2_500), pin(2, 900)],
  moments: [
    { at: instant(10), pins: ids(1), earlier: [] },
    { at: instant(60), pins: ids(2, 1), earlier: [] },
    { at: instant(90), pins: ids(2), earlier: ids(1) },
  ],
} as unknown as StreamReplayView;

const ended: StreamSnapshot = {
  ...emptyStream({ streamId: 'str_1', epoch: 'e' }),
  status: 'ended',
  pins: [pin(3, 100), pin(2, 500)],
  earlier: [pin(1, 1_900)],
};
const clocks = { streamClock: null, serverNow: START + 9_000_000 };

describe('the table beside a recording', () => {
  let picture: number | null = null;
  const due = dueByPicture(knownReplay(view), () => picture);
  const seen = (seconds: number | null) => {
    picture = seconds === null ? null : START + seconds * 1_000;
    const { pins, earlier, isJump } = due(ended, clocks);
    const told = (some: readonly Pin[]) => some.map(({ pinId, listing }) => `${pinId} ${listing.price.amount}`);
    return { pins: told(pins), earlier: told(earlier), isJump };
  };

  it('is laid as it was at the picture’s moment, at the prices of today', () => {
    expect(seen(9)).toEqual({ pins: [], earlier: [], isJump: true });
    expect(seen(11)).toEqual({ pins: ['pin_1 2500'], earlier: [], isJump: false });
    expect(seen(61)).toEqual({ pins: ['pin_2 900', 'pin_1 2500'], earlier: [], isJump: true });
  });

  it('takes back what a viewer who seeks backwards has not seen yet', () => {
    seen(95);
    expect(seen(20)).toEqual({ pins: ['pin_1 2500'], earlier: [], isJump: true });
  });

  it('is that of the end where no player tells a moment, without what is not sold any more', () => {
    expect(seen(null)).toEqual({ pins: ['pin_2 900'], earlier: ['pin_1 2500'], isJump: true });
  });

  it('keeps the pins themselves, so that nothing is drawn again while nothing changes', () => {
    picture = START + 70_000;
    const [once, twice] = [due(ended, clocks), due(ended, clocks)];
    expect(twice.pins.map((each, index) => each === once.pins[index])).toEqual([true, true]);
  });
});

describe('a chapter', () => {
  const chapters = [0, 60, 61].map((from) => ({ from, to: 0, title: '', pinIds: [] }));

  it.each([
    [-1, -1],
    [0, 0],
    [59, 0],
    [60, 1],
    [3_600, 2],
  ])('at %p seconds is number %p', (seconds, index) => {
    expect(chapterAt(chapters, seconds)).toBe(index);
  });
});
