import {
  canBecome,
  canChangePins,
  parseEventPlace,
  eventPlaceText,
  STREAM_TRANSITIONS,
  type StreamStatus,
} from './index.ts';

describe('the life of a stream', () => {
  it('reaches every status from the first and is a dead end nowhere', () => {
    const reached = new Set<StreamStatus>(['scheduled']);
    for (const status of reached) for (const next of STREAM_TRANSITIONS[status]) reached.add(next);
    expect([...reached].sort()).toEqual(Object.keys(STREAM_TRANSITIONS).sort());
    for (const next of Object.values(STREAM_TRANSITIONS)) expect(next.length).toBeGreaterThan(0);
  });

  it('cannot be started twice, and ends only after it began', () => {
    expect(canBecome('live', 'live')).toBe(false);
    expect(canBecome('scheduled', 'ended')).toBe(false);
    expect(canBecome('scheduled', 'live')).toBe(true);
  });

  it('lets the host set the table before the show, but not after its end', () => {
    expect(canChangePins('scheduled')).toBe(true);
    expect(canChangePins('ended')).toBe(false);
  });
});

describe('a place in the log', () => {
  it('reads back what it writes', () => {
    expect(parseEventPlace(eventPlaceText({ epoch: 'a1b2', seq: 42 }))).toEqual({ epoch: 'a1b2', seq: 42 });
  });

  it.each(['', 'a', 'a.', '.1', 'a.-1', 'a.1e9', 'a b.1', `${'x'.repeat(41)}.1`, 'a.1\n'])('refuses %j', (text) => {
    expect(parseEventPlace(text)).toBeNull();
  });
});
