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

/**
 * Reads a `Retry-After` header (seconds or an HTTP date) as seconds from `now`; null when it is not one, lies in the past
 * or is negative. Capped at twelve hours.
 */
export function retryAfterSeconds(header: string | null, now: Date): number | null {
  const text = header?.trim() ?? '';
  let seconds: number;
  if (/^\d{1,12}$/.test(text)) seconds = Number(text);
  else if (/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text)) {
    seconds = Math.ceil((Date.parse(text) - now.getTime()) / 1000);
  } else return null;
  if (!Number.isFinite(seconds) || seconds <= 0) return null;
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
