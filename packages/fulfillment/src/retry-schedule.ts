import type { Random } from '@sidestall/kernel';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Seconds to wait before each attempt: 13 attempts over 75.7 hours. */
export const RETRY_SCHEDULE = [
  0,
  5,
  30,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
  8 * HOUR,
  12 * HOUR,
  24 * HOUR,
  24 * HOUR,
] as const;

/** No receiver can ask to be left alone for longer than this. */
export const RETRY_AFTER_LIMIT_SECONDS = 12 * HOUR;

const JITTER = 0.2;

/** A clock that is further off than any time zone, either way, is not set at all: nothing is counted from it. */
const CLOCK_MOST_OFF_MS = 48 * HOUR * 1_000;

/** Reads an HTTP date; null when it is not one. */
function httpDate(header: string | null): Date | null {
  const text = header?.trim() ?? '';
  const isDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text);
  return isDate && Number.isFinite(Date.parse(text)) ? new Date(text) : null;
}

/** When an answer came by the clock of who gave it, told in its `Date`; by ours (`now`) where that says nothing credible. */
export function answerTime(date: string | null, now: Date): Date {
  const said = httpDate(date);
  return said && Math.abs(said.getTime() - now.getTime()) <= CLOCK_MOST_OFF_MS ? said : now;
}

/**
 * Reads a `Retry-After` header (seconds or an HTTP date) as seconds from `now`; null when it is not one, lies in the past
 * or is negative. Capped at twelve hours.
 */
export function retryAfterSeconds(header: string | null, now: Date): number | null {
  const text = header?.trim() ?? '';
  let seconds: number;
  if (/^\d{1,12}$/.test(text)) seconds = Number(text);
  else {
    const date = httpDate(text);
    if (!date) return null;
    seconds = Math.ceil((date.getTime() - now.getTime()) / 1000);
  }
  if (seconds <= 0) return null;
  return Math.min(seconds, RETRY_AFTER_LIMIT_SECONDS);
}

/**
 * Seconds until the next attempt after `attemptsMade` failed ones: the schedule plus 0 to 20 % so that retries spread, or
 * what the receiver asked for if that is longer. Null when the attempts are used up, or when the next one would come
 * after `secondsToDeadline`: a message nobody can act on any more is not sent.
 */
export function nextAttemptIn(
  attemptsMade: number,
  random: Random,
  retryAfter: number | null = null,
  secondsToDeadline: number | null = null,
): number | null {
  const base = RETRY_SCHEDULE[attemptsMade];
  if (base === undefined) return null;
  const wait = Math.max(base * (1 + JITTER * random.next()), retryAfter ?? 0);
  return secondsToDeadline !== null && wait >= secondsToDeadline ? null : wait;
}
