import type { Words } from '../words/words.ts';

const unit = (words: Pick<Words, 'locale'>, value: number, name: 'second' | 'minute'): string =>
  new Intl.NumberFormat(words.locale, { style: 'unit', unit: name, unitDisplay: 'long' }).format(value);

/** A wait in round words, e.g. `40 seconds` or `3 minutes`; null where there is hardly any. */
export function aboutTime(words: Pick<Words, 'locale'>, seconds: number): string | null {
  if (seconds < 1) return null;
  if (seconds < 90) return unit(words, seconds < 10 ? seconds : Math.ceil(seconds / 5) * 5, 'second');
  return unit(words, Math.ceil(seconds / 60), 'minute');
}

/** How long until the line is asked about again: often near the front, seldom far behind. */
export const askAgainMs = (secondsLeft: number): number => Math.min(5_000, Math.max(1_000, secondsLeft * 250));
