import { duePins, emptyStream, foldStream, isDropDue, MAX_WAIT_MS, shouldShow, type StreamEvent } from './index.ts';

const mediaTime = '2026-05-01T18:00:00.000Z';
const at = '2026-05-01T18:00:01.000Z';
const moment = Date.parse(mediaTime);
const pin = { type: 'pin.added', at, mediaTime } as const;

describe('a pin', () => {
  it('waits until the viewer sees the moment it belongs to', () => {
    expect(shouldShow(pin, { streamClock: moment - 1, serverNow: moment + 8_000 })).toBe(false);
    expect(shouldShow(pin, { streamClock: moment, serverNow: moment + 8_000 })).toBe(true);
  });

  it('shows on arrival when the player has no clock or the host gave no moment', () => {
    expect(shouldShow(pin, { streamClock: null, serverNow: moment })).toBe(true);
    expect(shouldShow({ ...pin, mediaTime: null }, { streamClock: 0, serverNow: moment })).toBe(true);
  });

  it('is never held back longer than 45 seconds', () => {
    const late = Date.parse(at) + MAX_WAIT_MS;
    expect(shouldShow(pin, { streamClock: 0, serverNow: late - 1 })).toBe(false);
    expect(shouldShow(pin, { streamClock: 0, serverNow: late })).toBe(true);
  });

  it('is kept back in the view while the state already holds it', () => {
    const event = { ...pin, seq: 1, pinId: 'pin_1', listing: { listingId: 'lst_1' } } as unknown as StreamEvent;
    const state = foldStream(emptyStream({ streamId: 'str_1', epoch: 'e' }), event);
    expect(duePins(state, { streamClock: moment - 1, serverNow: moment }).pins).toEqual([]);
    expect(duePins(state, { streamClock: moment, serverNow: moment }).pins).toHaveLength(1);
  });
});

it('a drop is told of with the picture, and at its start at the latest', () => {
  const startsAt = new Date(moment + 10_000).toISOString();
  const drop = { id: 'drp_1', title: 'Kiln', streamId: null, startsAt, endsAt: startsAt, listings: [] } as const;
  const told = { drop: { ...drop, listings: [] }, announcedAt: at, mediaTime };
  expect(isDropDue(told, { streamClock: moment - 1, serverNow: moment + 9_999 })).toBe(false);
  expect(isDropDue(told, { streamClock: moment, serverNow: moment + 9_999 })).toBe(true);
  expect(isDropDue(told, { streamClock: moment - 1, serverNow: moment + 10_000 })).toBe(true);
});

it.each(['pin.removed', 'stock.changed', 'price.changed', 'stream.started', 'stream.ended', 'drop.ended'] as const)(
  '%s never waits for the picture',
  (type) => {
    expect(shouldShow({ type, at, mediaTime }, { streamClock: 0, serverNow: moment })).toBe(true);
  },
);
