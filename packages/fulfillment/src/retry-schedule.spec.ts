import { seededRandom } from '@sidestall/kernel';
import {
  answerTime,
  nextAttemptIn,
  retryAfterSeconds,
  RETRY_SCHEDULE,
  verdictOf,
  type AttemptOutcome,
} from './index.ts';

const noJitter = { next: () => 0 };
const now = new Date('2026-11-22T12:00:00Z');

describe('the retry schedule', () => {
  it('tries 13 times over three days', () => {
    expect(RETRY_SCHEDULE).toHaveLength(13);
    expect(RETRY_SCHEDULE.reduce((sum, wait) => sum + wait, 0) / 3600).toBeCloseTo(75.7, 1);
    expect(nextAttemptIn(13, noJitter)).toBeNull();
  });

  it('adds up to a fifth and never takes away', () => {
    const random = seededRandom(7);
    for (let n = 0; n < 500; n++) {
      const wait = nextAttemptIn(4, random)!;
      expect(wait).toBeGreaterThanOrEqual(600);
      expect(wait).toBeLessThanOrEqual(720);
    }
  });

  it('waits longer when the receiver asks for it, and not shorter', () => {
    expect(nextAttemptIn(1, noJitter, 90)).toBe(90);
    expect(nextAttemptIn(4, noJitter, 90)).toBe(600);
  });

  it('stops where the answer would come too late', () => {
    expect(nextAttemptIn(4, noJitter, null, 599)).toBeNull();
    expect(nextAttemptIn(4, noJitter, null, 601)).toBe(600);
    expect(nextAttemptIn(1, noJitter, 900, 601)).toBeNull();
  });
});

describe('H2: Retry-After', () => {
  it.each([
    ['120', 120],
    [' 7 ', 7],
    ['Sun, 22 Nov 2026 12:02:00 GMT', 120],
    ['Sun, 22 Nov 2026 11:00:00 GMT', null],
    ['315360000', 12 * 3600],
    ['-5', null],
    ['0', null],
    ['soon', null],
    ['1e3', null],
    ['', null],
  ])('%p means %p seconds', (header, seconds) => {
    expect(retryAfterSeconds(header, now)).toBe(seconds);
  });

  it.each([
    ['Sun, 22 Nov 2026 13:30:00 GMT', '2026-11-22T13:30:00Z'],
    ['Sat, 21 Nov 2026 06:00:00 GMT', '2026-11-21T06:00:00Z'],
    ['Thu, 01 Jan 1970 00:03:00 GMT', '2026-11-22T12:00:00Z'],
    ['Wed, 25 Nov 2026 12:00:00 GMT', '2026-11-22T12:00:00Z'],
    ['yesterday', '2026-11-22T12:00:00Z'],
    [null, '2026-11-22T12:00:00Z'],
  ])('in an answer of the date %p is counted from %p', (date, from) => {
    expect(answerTime(date, now)).toEqual(new Date(from));
  });

  it('may be missing', () => {
    expect(retryAfterSeconds(null, now)).toBeNull();
  });
});

describe('after an attempt', () => {
  const answered = (status: number): AttemptOutcome => ({ kind: 'answered', status, retryAfter: null });

  it.each([
    [answered(200), 'succeeded'],
    [answered(204), 'succeeded'],
    [answered(301), 'retry'],
    [answered(404), 'retry'],
    [answered(410), 'gone'],
    [answered(503), 'retry'],
    [{ kind: 'broken', errorClass: 'CONNECTION_RESET' } as const, 'retry'],
    [{ kind: 'blocked', errorClass: 'ADDRESS_NOT_PUBLIC' } as const, 'blocked'],
  ] as const)('%j is %s', (outcome, verdict) => {
    expect(verdictOf(outcome)).toBe(verdict);
  });
});
