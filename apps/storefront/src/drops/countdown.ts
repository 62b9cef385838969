import type { Words } from '../words/words.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Marks at which the time left is spoken; in between a screen reader is left in peace. */
const SPOKEN = [10 * SECOND, MINUTE, 5 * MINUTE] as const;

const unit = (locale: string, value: number, name: 'day' | 'hour' | 'minute' | 'second'): string =>
  new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value);

/** The time left as it is shown: days, then hours and minutes, and only in the last hour a running `04:32`. */
export function timeLeft(words: Pick<Words, 'locale'>, leftMs: number): string {
  // What has begun still counts, so that 00:00 and the end are the same moment.
  const step = leftMs > HOUR ? MINUTE : SECOND;
  const left = Math.ceil(Math.max(0, leftMs) / step) * step;
  if (left >= 2 * DAY) return unit(words.locale, Math.floor(left / DAY), 'day');
  if (left >= HOUR) {
    const minutes = (left % HOUR) / MINUTE;
    const hours = unit(words.locale, Math.floor(left / HOUR), 'hour');
    return minutes > 0 ? `${hours} ${unit(words.locale, minutes, 'minute')}` : hours;
  }
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(left / MINUTE))}:${two((left % MINUTE) / SECOND)}`;
}

/** Milliseconds until what is shown changes. */
export function untilNextTick(leftMs: number): number {
  if (leftMs <= 0) return 0;
  const step = leftMs > HOUR ? MINUTE : SECOND;
  return leftMs % step || step;
}

/** The last spoken mark that has been passed, in milliseconds before the end; null before the first. */
export function spokenMark(leftMs: number): number | null {
  if (leftMs <= 0) return null;
  return SPOKEN.find((mark) => leftMs <= mark) ?? null;
}

/** A mark in words, e.g. `5 minutes`. */
export function markWords(words: Pick<Words, 'locale'>, mark: number): string {
  const name = mark >= MINUTE ? 'minute' : 'second';
  const value = mark >= MINUTE ? mark / MINUTE : mark / SECOND;
  return new Intl.NumberFormat(words.locale, { style: 'unit', unit: name, unitDisplay: 'long' }).format(value);
}
