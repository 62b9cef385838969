const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
const calendarDay = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});
const moment = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'short',
});
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

const MINUTE = 60_000;
const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 1_440 * MINUTE],
  ['hour', 60 * MINUTE],
  ['minute', MINUTE],
];

/** An instant by this computer's clock, with the name of its time zone. */
export const momentText = (instant: string): string => moment.format(new Date(instant));

/** The day of an instant by this computer's clock. */
export const dayText = (instant: string): string => day.format(new Date(instant));

/** A calendar day such as `2026-12-04`, which is the same day everywhere. */
export const dateText = (date: string): string => calendarDay.format(new Date(date));

/** How far an instant is from now, e.g. `in 3 days`, `2 hours ago`. */
export function relativeText(instant: string, now: number): string {
  const distance = Date.parse(instant) - now;
  const step = STEPS.find(([, length]) => Math.abs(distance) >= length);
  return step ? relative.format(Math.trunc(distance / step[1]), step[0]) : 'now';
}
