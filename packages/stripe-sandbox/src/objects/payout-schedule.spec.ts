import { nextRun } from './payout-schedule.ts';
import type { PayoutSettings } from '../store/store.ts';

const seconds = (text: string): number => Date.parse(text) / 1000;
const settings = (interval: PayoutSettings['interval'], more: Partial<PayoutSettings> = {}): PayoutSettings => ({
  id: 'payouts',
  interval,
  weekly: [],
  monthly: [],
  minimum: {},
  descriptor: null,
  ...more,
});
const next = (now: string, chosen: PayoutSettings): string =>
  new Date(nextRun(seconds(now), chosen) * 1000).toISOString();

describe('the next payout run', () => {
  it('is at the next midnight, or that of the chosen day', () => {
    const now = '2026-11-22T10:00:00Z';
    expect(next(now, settings('daily'))).toBe('2026-11-23T00:00:00.000Z');
    expect(next(now, settings('weekly', { weekly: ['friday'] }))).toBe('2026-11-27T00:00:00.000Z');
    expect(next(now, settings('weekly'))).toBe('2026-11-23T00:00:00.000Z');
    expect(next(now, settings('monthly', { monthly: [5, 20] }))).toBe('2026-12-05T00:00:00.000Z');
    expect(next('2026-02-01T00:00:00Z', settings('monthly', { monthly: [31] }))).toBe('2026-03-31T00:00:00.000Z');
  });

  it('is never at the very instant it is asked for', () => {
    expect(next('2026-11-23T00:00:00Z', settings('daily'))).toBe('2026-11-24T00:00:00.000Z');
  });
});
