/** When a retailer works, where it is. */
export interface BusinessCalendar {
  /** An IANA time zone: `Europe/Berlin`. */
  readonly timeZone: string;
  /** 1 is Monday, 7 is Sunday. */
  readonly workingDays: readonly number[];
  /** Local days on which nobody works: `2027-12-25`. */
  readonly holidays: readonly string[];
  /** What comes in at this local time of a working day or later, `14:00`, counts from the next one; null for midnight. */
  readonly cutOff: string | null;
}

export type CalendarFault = 'time_zone' | 'working_days' | 'holidays' | 'cut_off';

const DAY = 86_400_000;
const HOUR = 3_600_000;

/** Nobody stays closed for so long; a calendar that says so is a mistake that must not hang whoever counts. */
const LONGEST_CLOSURE_DAYS = 370;

/** What makes a calendar unusable; null when nothing does. */
export function calendarFault(calendar: BusinessCalendar): CalendarFault | null {
  try {
    clockOf(calendar.timeZone);
  } catch {
    return 'time_zone';
  }
  const { workingDays, holidays, cutOff } = calendar;
  if (workingDays.length === 0 || workingDays.some((day) => !Number.isInteger(day) || day < 1 || day > 7))
    return 'working_days';
  if (holidays.some((day) => !isDay(day)) || isClosedTooLong(calendar)) return 'holidays';
  return cutOff !== null && !/^([01]\d|2[0-3]):[0-5]\d$/.test(cutOff) ? 'cut_off' : null;
}

/**
 * The instant after so many hours of working days; the hours of other days do not count. A day has as many hours as the
 * clocks there give it: 23 or 25 when summer time begins or ends.
 */
export function addWorkingHours(calendar: BusinessCalendar, from: Date, hours: number): Date {
  let left = hours * HOUR;
  let at = from.getTime();
  let day = dayAt(calendar.timeZone, at).day;
  for (let closed = 0; closed < LONGEST_CLOSURE_DAYS; day++) {
    const end = startOfDay(calendar.timeZone, day + 1);
    if (isWorkingDay(calendar, day)) {
      if (left <= end - at) return new Date(at + left);
      left -= end - at;
      closed = 0;
    } else closed++;
    at = end;
  }
  throw new Error(`Nobody works in ${LONGEST_CLOSURE_DAYS} days of this calendar`);
}

/**
 * The end of the working day so many working days after the first one. The first is today, if today is worked and the
 * cut-off is not reached; else the next one.
 */
export function addWorkingDays(calendar: BusinessCalendar, from: Date, days: number): Date {
  const { day, minutes } = dayAt(calendar.timeZone, from.getTime());
  const isToday = isWorkingDay(calendar, day) && minutes < cutOffMinutes(calendar);
  let last = nextWorkingDay(calendar, isToday ? day : day + 1);
  for (let nth = 0; nth < days; nth++) last = nextWorkingDay(calendar, last + 1);
  return new Date(startOfDay(calendar.timeZone, last + 1));
}

/** The instant itself where it ends within a working day; else the end of the next one. */
export function onWorkingDay(calendar: BusinessCalendar, at: Date): Date {
  // Midnight belongs to the day that it ends.
  const before = new Date(at.getTime() - 1);
  return isWorkingDay(calendar, dayAt(calendar.timeZone, before.getTime()).day)
    ? at
    : addWorkingDays({ ...calendar, cutOff: null }, before, 0);
}

/** Days are counted from 1970-01-01, a Thursday, so that no clock has a say in which follows which. */
const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;
const nameOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

const isDay = (name: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(name) &&
  !Number.isNaN(Date.parse(`${name}T00:00:00Z`)) &&
  nameOf(Math.floor(Date.parse(`${name}T00:00:00Z`) / DAY)) === name;

const isWorkingDay = ({ workingDays, holidays }: BusinessCalendar, day: number): boolean =>
  workingDays.includes(weekdayOf(day)) && !holidays.includes(nameOf(day));

function nextWorkingDay(calendar: BusinessCalendar, from: number): number {
  for (let day = from; day < from + LONGEST_CLOSURE_DAYS; day++) if (isWorkingDay(calendar, day)) return day;
  throw new Error(`Nobody works in ${LONGEST_CLOSURE_DAYS} days of this calendar`);
}

/** Whether so many holidays follow one another that counting would give up on the way; days without work before them count in. */
function isClosedTooLong(calendar: BusinessCalendar): boolean {
  return calendar.holidays.some((name) => {
    const first = Math.floor(Date.parse(`${name}T00:00:00Z`) / DAY);
    for (let day = first; day < first + LONGEST_CLOSURE_DAYS - 7; day++) if (isWorkingDay(calendar, day)) return false;
    return true;
  });
}

function cutOffMinutes({ cutOff }: BusinessCalendar): number {
  if (cutOff === null) return 24 * 60;
  const [hours, minutes] = cutOff.split(':').map(Number);
  return hours! * 60 + minutes!;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Making one is slow, and there are as many as time zones. */
function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  clocks.set(timeZone, clock);
  return clock;
}

/** What the clocks there show, as if they were those of Greenwich. */
function wallTime(timeZone: string, at: number): number {
  const shown: Record<string, number> = {};
  for (const { type, value } of clockOf(timeZone).formatToParts(at)) shown[type] = Number(value);
  return Date.UTC(shown['year']!, shown['month']! - 1, shown['day'], shown['hour'], shown['minute'], shown['second']);
}

function dayAt(timeZone: string, at: number): { day: number; minutes: number } {
  const wall = wallTime(timeZone, at);
  const day = Math.floor(wall / DAY);
  return { day, minutes: (wall - day * DAY) / 60_000 };
}

/**
 * The first instant of a local day. Clocks may be put forward over midnight, so that the day begins later than 0:00, or back
 * over it, so that there are two midnights: the first one counts.
 */
function startOfDay(timeZone: string, day: number): number {
  const midnight = day * DAY;
  const before = wallTime(timeZone, midnight - DAY) - (midnight - DAY);
  const after = wallTime(timeZone, midnight + DAY) - (midnight + DAY);
  const found = [midnight - before, midnight - after].filter((at) => wallTime(timeZone, at) === midnight);
  return found.length > 0 ? Math.min(...found) : midnight - before;
}
