import { duePins, emptyStream, foldStream, type StreamEvent } from '@sidestall/streams';
import { streamClockOf } from './player-clock.ts';

const at = (time: string) => `2026-05-01T20:00:${time}.000Z`;

describe('the clock of a player', () => {
  it('is that of hls.js where the player has one', () => {
    expect(streamClockOf({ hls: { playingDate: new Date(at('10')) } })).toBe(Date.parse(at('10')));
  });

  it('is the start date plus the place in the picture where the browser plays HLS itself', () => {
    expect(streamClockOf({ getStartDate: () => new Date(at('00')), currentTime: 12.5 })).toBe(
      Date.parse(at('12')) + 500,
    );
  });

  it.each([null, undefined, 'video', {}, { hls: {} }, { hls: { playingDate: null } }])(
    'is unknown where the player cannot tell: %j',
    (player) => {
      expect(streamClockOf(player)).toBeNull();
    },
  );

  it('is unknown where a native player has no dates', () => {
    expect(streamClockOf({ getStartDate: () => new Date(NaN), currentTime: 3 })).toBeNull();
  });

  it('holds a pin until its picture, and an unpin never', () => {
    const base = { at: at('20'), mediaTime: at('20') };
    const pinId = 'pin_01' as never;
    const added: StreamEvent = { ...base, seq: 1, type: 'pin.added', pinId, listing: { listingId: 'l' } as never };
    const state = foldStream(emptyStream({ streamId: 'str_1' as never, epoch: 'e' }), added);
    const clocks = (second: string) => ({
      streamClock: streamClockOf({ hls: { playingDate: new Date(at(second)) } }),
      serverNow: Date.parse(at('21')),
    });
    expect(duePins(state, clocks('14')).pins).toHaveLength(0);
    expect(duePins(state, clocks('20')).pins).toHaveLength(1);
    expect(duePins(state, { ...clocks('14'), streamClock: streamClockOf(null) }).pins).toHaveLength(1);
    const removed = foldStream(state, { ...base, seq: 2, type: 'pin.removed', pinId });
    expect(duePins(removed, clocks('20')).pins).toHaveLength(0);
  });
});
