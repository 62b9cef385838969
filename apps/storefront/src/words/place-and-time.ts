import type { Words } from './words.ts';

/** A country's name in the viewer's language. */
export function countryName(words: Words, code: string): string {
  return new Intl.DisplayNames(words.locale, { type: 'region' }).of(code) ?? code;
}

/** Days from one to another, e.g. `24 – 26 November`; both are calendar dates without a time. */
export function daysText(words: Words, earliest: string, latest: string): string {
  const format = new Intl.DateTimeFormat(words.locale, { day: 'numeric', month: 'long', timeZone: 'UTC' });
  return format.formatRange(new Date(earliest), new Date(latest));
}

/** An instant as the viewer's clock shows it. */
export function momentText(words: Words, instant: string): string {
  return new Intl.DateTimeFormat(words.locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(instant));
}

/** A calendar day such as `2026-12-04`, which is the same day everywhere, e.g. `4 December`. */
export function dateText(words: Words, date: string): string {
  const format = new Intl.DateTimeFormat(words.locale, { day: 'numeric', month: 'long', timeZone: 'UTC' });
  return format.format(new Date(date));
}

/** The day of an instant by the viewer's clock. */
export function dayText(words: Words, instant: string): string {
  return new Intl.DateTimeFormat(words.locale, { day: 'numeric', month: 'long' }).format(new Date(instant));
}
