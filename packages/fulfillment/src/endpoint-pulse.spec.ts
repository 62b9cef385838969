import { afterBeat, HEALTHY, openFor, type Beat, type EndpointPulse } from './endpoint-pulse.ts';

const fine: Beat = { status: 204, errorClass: null };
const broken: Beat = { status: 500, errorClass: null };
const silent: Beat = { status: null, errorClass: 'TIMEOUT' };
const NOW = Date.UTC(2026, 0, 1);

const after = (pulse: EndpointPulse, beats: readonly Beat[], now = NOW): EndpointPulse =>
  beats.reduce((so, beat) => afterBeat(so, beat, now), pulse);

const times = (count: number, beat: Beat): Beat[] => Array.from({ length: count }, () => beat);

describe('an endpoint', () => {
  it('H1: that fails nine times is still sent to; the tenth opens the breaker for half a minute', () => {
    const nine = after(HEALTHY, times(9, broken));
    expect(nine).toMatchObject({ state: 'active', heldUntil: null, failingSince: NOW, lastError: 'HTTP_500' });
    expect(after(nine, [broken])).toMatchObject({ state: 'degraded', heldUntil: NOW + 30_000 });
  });

  it('H1: that fails every other time is never held back', () => {
    const flapping = Array.from({ length: 200 }, (_, index) => (index % 2 ? fine : broken));
    expect(after(HEALTHY, flapping).state).toBe('active');
  });

  it('that says nothing five times in a row is held back at once; one answer in between starts the count anew', () => {
    expect(after(HEALTHY, times(4, silent)).state).toBe('active');
    expect(after(HEALTHY, times(5, silent)).state).toBe('degraded');
    expect(after(HEALTHY, [...times(4, silent), fine, ...times(4, silent)]).state).toBe('active');
  });

  it('is judged by five minutes: older failures are forgotten', () => {
    const before = after(HEALTHY, times(9, broken));
    expect(after(before, [broken], NOW + 6 * 60_000).state).toBe('active');
  });

  it('whose probe fails stays shut for twice as long each time, a quarter of an hour at most', () => {
    let pulse = after(HEALTHY, times(10, broken));
    const waits: number[] = [];
    for (let n = 0; n < 7; n++) {
      pulse = afterBeat({ ...pulse, state: 'probing' }, broken, NOW);
      waits.push((pulse.heldUntil! - NOW) / 1_000);
    }
    expect(waits).toEqual([60, 120, 240, 480, 900, 900, 900]);
    expect(openFor(1)).toBe(30_000);
  });

  it('whose probe succeeds is well, and what it did before counts no more', () => {
    const open = after(HEALTHY, times(10, broken));
    const back = afterBeat({ ...open, state: 'probing' }, fine, NOW + 31_000);
    expect(back).toMatchObject({ state: 'active', trips: 0, heldUntil: null, failingSince: null, minutes: [] });
  });

  it('that was shut is not shut for longer by what was in the air then', () => {
    const open = after(HEALTHY, times(10, broken));
    expect(after(open, times(5, broken), NOW + 1_000).heldUntil).toBe(open.heldUntil);
  });

  it('that asks for less is sent less, down to a tenth, and more again as it answers', () => {
    const busy: Beat = { status: 429, errorClass: null };
    expect(after(HEALTHY, [busy]).pace).toBe(0.5);
    const slow = after(HEALTHY, times(9, busy));
    expect(slow.pace).toBe(0.1);
    expect(after(slow, times(11, fine)).pace).toBe(1);
    expect(after(HEALTHY, [broken]).pace).toBe(1);
  });
});
