import { duePins, emptyStream, foldStream, type StreamEvent } from '@sidestall/streams';
import { jumpBy, playerClock, streamClockOf } from './player-clock.ts';

const at = (time: string) => `2026-05-01T20:00:${time}.000Z`;
const ms = (time: string) => Date.parse(at(time));
const now = ms('30');

describe('the clock of a player', () => {
  it.each([
    ['hls.js kept on its element', { hls: { playingDate: new Date(at('10')) } }],
    ['hls.js itself', { playingDate: new Date(at('10')), currentTime: 3 }],
    ['a video that plays HLS itself', { getStartDate: () => new Date(at('00')), currentTime: 10 }],
    ['Shaka', { getPlayheadTimeAsDate: () => new Date(at('10')) }],
    ['YouTube', { getMediaReferenceTime: () => ms('10') / 1_000, getDuration: () => 3_600 }],
    ['Twitch', { getPlaybackStats: () => ({ hlsLatencyBroadcaster: 20 }) }],
  ])('is told by %s', (_kind, player) => {
    expect(streamClockOf(player, now)).toBeCloseTo(ms('10'), 0);
  });

  it.each([
    ['nothing', null],
    ['what is not there', undefined],
    ['a word', 'video'],
    ['a WebRTC video, which is as late as the word of it', { srcObject: {}, currentTime: 12 }],
    ['hls.js without dates', { hls: {} }],
    ['hls.js before its first picture', { hls: { playingDate: null } }],
    ['a native player without dates', { getStartDate: () => new Date(NaN), currentTime: 3 }],
    ['Shaka before it loaded', { getPlayheadTimeAsDate: () => null }],
    ['YouTube on a recording, which tells its place', { getMediaReferenceTime: () => 83.2 }],
    ['Twitch before it measured', { getPlaybackStats: () => ({}) }],
    ['Twitch with a latency nobody has', { getPlaybackStats: () => ({ hlsLatencyBroadcaster: 99_999 }) }],
    ['Twitch with one from the future', { getPlaybackStats: () => ({ hlsLatencyBroadcaster: -4 }) }],
  ])('is unknown of %s', (_kind, player) => {
    expect(streamClockOf(player, now)).toBeNull();
  });

  it('asks on where one way throws, since a player that is not ready may', () => {
    const player = {
      getPlayheadTimeAsDate() {
        throw new Error('not loaded');
      },
      getStartDate: () => new Date(at('00')),
      currentTime: 10,
    };
    expect(streamClockOf(player, now)).toBe(ms('10'));
  });

  it('follows a player as it goes on', () => {
    const player = { hls: { playingDate: new Date(at('10')) } };
    const clock = playerClock(player);
    expect(clock(now)).toBe(ms('10'));
    player.hls.playingDate = new Date(at('11'));
    expect(clock(now)).toBe(ms('11'));
  });

  it('stands still while a player that told says nothing for a moment, and is unknown when it stays silent or goes', () => {
    let since = 0;
    const player: { hls: { playingDate: Date | null } } = { hls: { playingDate: new Date(at('10')) } };
    const clock = playerClock(player, () => since);
    expect(clock(now)).toBe(ms('10'));
    player.hls.playingDate = null;
    since = 9_000;
    expect(clock(now)).toBe(ms('10'));
    since = 11_000;
    expect(clock(now)).toBeNull();
    player.hls.playingDate = new Date(at('40'));
    expect(clock(now)).toBe(ms('40'));
  });

  it('holds a pin until its picture, and an unpin never', () => {
    const base = { at: at('20'), mediaTime: at('20') };
    const pinId = 'pin_01' as never;
    const added: StreamEvent = { ...base, seq: 1, type: 'pin.added', pinId, listing: { listingId: 'l' } as never };
    const state = foldStream(emptyStream({ streamId: 'str_1' as never, epoch: 'e' }), added);
    const clocks = (second: string) => ({
      streamClock: streamClockOf({ hls: { playingDate: new Date(at(second)) } }, ms('21')),
      serverNow: ms('21'),
    });
    expect(duePins(state, clocks('14')).pins).toHaveLength(0);
    expect(duePins(state, clocks('20')).pins).toHaveLength(1);
    expect(duePins(state, { ...clocks('14'), streamClock: streamClockOf(null, ms('21')) }).pins).toHaveLength(1);
    const removed = foldStream(state, { ...base, seq: 2, type: 'pin.removed', pinId });
    expect(duePins(removed, clocks('20')).pins).toHaveLength(0);
  });
});

describe('the clock of a player with a recording', () => {
  const start = ms('00');

  it.each<[string, object]>([
    ['a video element', { currentTime: 10 }],
    ['hls.js without dates', { media: { currentTime: 10 } }],
    ['Shaka without dates', { getPlayheadTimeAsDate: () => null, getMediaElement: () => ({ currentTime: 10 }) }],
    ['YouTube', { getMediaReferenceTime: () => 10, getCurrentTime: () => 10 }],
    [
      'Twitch, whatever it says of a delay',
      { getPlaybackStats: () => ({ hlsLatencyBroadcaster: 3 }), getCurrentTime: () => 10 },
    ],
  ])('is told by the place of %s and the moment of the first picture', (_kind, player) => {
    expect(streamClockOf(player, now, start)).toBe(ms('10'));
  });

  it('goes by the dates of its pictures where it has them', () => {
    expect(streamClockOf({ hls: { playingDate: new Date(at('20')) }, currentTime: 3 }, now, start)).toBe(ms('20'));
  });

  it.each([
    ['nothing of it', {}],
    ['no place yet', { currentTime: NaN }],
    [
      'only an error',
      {
        getCurrentTime: (): number => {
          throw new Error('not ready');
        },
      },
    ],
  ])('is unknown of a player that tells %s', (_kind, player) => {
    expect(streamClockOf(player, now, start)).toBeNull();
  });
});

describe('a jump', () => {
  it('moves a video element, or the one that hls.js or Shaka fills', () => {
    const video = { currentTime: 10 };
    expect(jumpBy(video, 2_500)).toBe(true);
    expect(jumpBy({ media: video }, 1_000)).toBe(true);
    expect(jumpBy({ getMediaElement: () => video }, -20_000)).toBe(true);
    expect(video.currentTime).toBe(0);
  });

  it('asks YouTube and Twitch in their own words', () => {
    const told: unknown[] = [];
    jumpBy({ getCurrentTime: () => 60, seekTo: (...to: unknown[]) => told.push(to) }, 5_000);
    jumpBy({ getCurrentTime: () => 60, seek: (...to: unknown[]) => told.push(to) }, -5_000);
    expect(told).toEqual([[65, true], [55]]);
  });

  it.each([null, 'video', {}, { currentTime: NaN }])('is refused by %p', (player) => {
    expect(jumpBy(player, 1_000)).toBe(false);
  });
});
