import type { ListingId, PinId } from '@sidestall/kernel';
import fc from 'fast-check';
import {
  chaptersOf,
  chapterTrack,
  emptyStream,
  foldStream,
  momentAt,
  pictureTimeOf,
  productTrack,
  replayOf,
  type PinnedListing,
  type StreamEvent,
  type StreamEventDraft,
} from './index.ts';

const START = Date.parse('2026-05-01T18:00:00.000Z');
const instant = (seconds: number): string => new Date(START + seconds * 1_000).toISOString();
const recording = { startsAt: new Date(START), endsAt: new Date(START + 600_000) };

const aListing = (n: number, title = `Bowl ${n}`): PinnedListing => ({
  listingId: `lst_${n}` as ListingId,
  productId: 'prd_1',
  variantId: 'var_1',
  title,
  variantTitle: null,
  imageUrl: null,
  imageAlt: '',
  brand: { id: 'brd_1', slug: 'clay', name: 'Clay', legalName: 'Clay Ltd', accent: '#b4532a', logoUrl: null },
  price: { amount: 1_900, currency: 'EUR' },
  compareAtPrice: null,
  available: 3,
});

const pin = (n: number, title?: string): StreamEventDraft => ({
  type: 'pin.added',
  pinId: `pin_${n}`,
  listing: aListing(n, title),
});
const unpin = (n: number): StreamEventDraft => ({ type: 'pin.removed', pinId: `pin_${n}` });

/** A log whose entries come with the seconds at which the host acted, and the delay of the picture behind them. */
const logOf = (entries: readonly (readonly [number, StreamEventDraft])[], delay: number | null = 0): StreamEvent[] =>
  entries.map(
    ([seconds, draft], index) =>
      ({
        ...draft,
        seq: index + 1,
        at: instant(seconds),
        mediaTime: delay === null ? null : instant(seconds - delay),
      }) as StreamEvent,
  );

const pinIds = (...numbers: number[]): PinId[] => numbers.map((n): PinId => `pin_${n}`);

const anyLog = fc
  .array(
    fc.tuple(
      fc.nat(60),
      fc.oneof(
        fc.nat(8).map((n) => pin(n)),
        fc.nat(8).map(unpin),
      ),
      fc.option(fc.nat(40)),
    ),
    { maxLength: 60 },
  )
  .map((steps) => {
    let at = 0;
    return steps.map(([gap, draft, delay], index) => {
      at += gap;
      const mediaTime = delay === null ? null : instant(at - delay);
      return { ...draft, seq: index + 1, at: instant(at), mediaTime } as StreamEvent;
    });
  });

describe('a replay', () => {
  it('shows at each moment of the picture what the log tells up to it', () => {
    fc.assert(
      fc.property(anyLog, fc.integer({ min: -60, max: 4_000 }), (log, seconds) => {
        const picture = START + seconds * 1_000;
        let reached = -Infinity;
        const until = log.findIndex((event) => (reached = Math.max(reached, pictureTimeOf(event))) > picture);
        const state = (until === -1 ? log : log.slice(0, until)).reduce(
          foldStream,
          emptyStream({ streamId: 'str_1', epoch: 'e' }),
        );
        const moment = momentAt(replayOf('str_1', log).moments, picture);
        expect(moment?.pins ?? []).toEqual(state.pins.map(({ pinId }) => pinId));
        expect(moment?.earlier ?? []).toEqual(state.earlier.map(({ pinId }) => pinId));
      }),
    );
  });

  it('has moments that only go forward, each different from the one before', () => {
    fc.assert(
      fc.property(anyLog, (log) => {
        const { moments } = replayOf('str_1', log);
        moments.slice(1).forEach((moment, index) => {
          expect(moment.at > moments[index]!.at).toBe(true);
          expect({ ...moment, at: '' }).not.toEqual({ ...moments[index]!, at: '' });
        });
      }),
    );
  });

  it('goes by the picture, not by the moment of the click', () => {
    const { moments } = replayOf('str_1', logOf([[30, pin(1)]], 8));
    expect(moments).toEqual([{ at: instant(22), pins: pinIds(1), earlier: [] }]);
    expect(momentAt(moments, START + 21_999)).toBeNull();
    expect(momentAt(moments, START + 22_000)?.pins).toEqual(pinIds(1));
  });

  it('is the same when prices and stock are left out of the log', () => {
    const noise: StreamEventDraft = { type: 'stock.changed', variantId: 'var_1', available: 1 };
    const entries = [
      [10, pin(1)],
      [11, noise],
      [20, pin(2)],
      [21, noise],
      [30, unpin(1)],
    ] as const;
    const without = entries.filter(([, draft]) => draft !== noise);
    expect(replayOf('str_1', logOf(entries))).toEqual(replayOf('str_1', logOf(without)));
  });
});

describe('the chapters of a recording', () => {
  it('begin whenever something new comes to the table, and end where the next begins', () => {
    const replay = replayOf(
      'str_1',
      logOf([
        [-60, pin(1)],
        [90, pin(2)],
        [120, unpin(1)],
        [300, pin(3)],
      ]),
    );
    expect(chaptersOf(replay, recording)).toEqual([
      { from: 0, to: 90, pinIds: pinIds(1) },
      { from: 90, to: 300, pinIds: pinIds(2) },
      { from: 300, to: 600, pinIds: pinIds(3) },
    ]);
  });

  it('put together what came within a second, and leave out what came after the picture', () => {
    const replay = replayOf(
      'str_1',
      logOf([
        [10, pin(1)],
        [10.5, pin(2)],
        [700, pin(3)],
      ]),
    );
    expect(chaptersOf(replay, recording)).toEqual([{ from: 10, to: 600, pinIds: pinIds(2, 1) }]);
  });

  it('are a WebVTT track in which a title stays a title', () => {
    const replay = replayOf(
      'str_1',
      logOf([
        [5, pin(1, 'Salt & <b>pepper</b>\n--> bowls')],
        [3_725.25, pin(2, 'Mug')],
      ]),
    );
    expect(chapterTrack(replay, { ...recording, endsAt: new Date(START + 7_200_000) })).toBe(
      [
        'WEBVTT',
        '',
        '00:00:05.000 --> 01:02:05.250',
        'Salt &amp; &lt;b&gt;pepper&lt;/b&gt; --&gt; bowls',
        '',
        '01:02:05.250 --> 02:00:00.000',
        'Mug',
        '',
      ].join('\n'),
    );
  });
});

describe('the product cues of a recording', () => {
  it('say as JSON what stands on the table, from its first picture on', () => {
    const replay = replayOf(
      'str_1',
      logOf([
        [-60, pin(1, '--> & <i>')],
        [90, unpin(1)],
        [200, pin(2)],
      ]),
    );
    const text = productTrack(replay, recording);
    const cues = text
      .trim()
      .split('\n\n')
      .slice(1)
      .map((cue) => cue.split('\n'));
    expect(cues.map(([times]) => times)).toEqual(['00:00:00.000 --> 00:01:30.000', '00:03:20.000 --> 00:10:00.000']);
    expect(cues.map(([, json]) => (JSON.parse(json!) as { pins: { title: string }[] }).pins)).toEqual([
      [expect.objectContaining({ listingId: 'lst_1', title: '--> & <i>' })],
      [expect.objectContaining({ listingId: 'lst_2' })],
    ]);
    expect(cues[0]![1]).not.toMatch(/-->|[<&]/);
  });
});
