import { ServerClock } from './server-clock.ts';

describe('the clock of the server', () => {
  it('goes on from what the shop said, whatever the time on the device is', () => {
    let ticks = 5_000;
    const clock = new ServerClock(() => ticks);
    clock.heard('2026-05-01T20:00:00.000Z', 200);
    expect(clock.now()).toBe(Date.parse('2026-05-01T20:00:00.100Z'));
    ticks += 60_000;
    expect(clock.now()).toBe(Date.parse('2026-05-01T20:01:00.100Z'));
  });

  it('does not go back a little for an answer that was kept on its way, and does so for one that says much else', () => {
    const clock = new ServerClock(() => 0);
    clock.heard('2026-05-01T20:00:10.000Z', 0);
    clock.heard('2026-05-01T20:00:09.000Z', 0);
    expect(clock.now()).toBe(Date.parse('2026-05-01T20:00:10.000Z'));
    clock.heard('2026-05-01T20:00:10.400Z', 0);
    expect(clock.now()).toBe(Date.parse('2026-05-01T20:00:10.400Z'));
    clock.heard('2026-05-01T20:00:03.000Z', 0);
    expect(clock.now()).toBe(Date.parse('2026-05-01T20:00:03.000Z'));
  });

  it('takes the way to the shop and back into account, and learns nothing from an answer that failed', async () => {
    let ticks = 0;
    const clock = new ServerClock(() => ticks);
    await clock.timed(async () => ({ ok: false }));
    expect([clock.isSet, clock.now()]).toEqual([false, Number.NaN]);
    await clock.timed(async () => {
      ticks += 80;
      return { ok: true, value: { serverTime: '2026-05-01T20:00:00.000Z' } };
    });
    expect(clock.now()).toBe(Date.parse('2026-05-01T20:00:00.040Z'));
  });
});
