import type { RetailerSettingsWire } from '@sidestall/contracts';
import { decimalText, parseMoney, type Money } from '@sidestall/kernel';

type Terms = RetailerSettingsWire['terms'];

/** The settings of a retailer as they are typed. */
export interface RetailerDraft {
  readonly name: string;
  readonly contactEmail: string;
  readonly isActive: boolean;
  readonly priority: string;
  readonly shipsFrom: string;
  readonly region: string;
  readonly latitude: string;
  readonly longitude: string;
  /** `DE, AT, NL` */
  readonly shipsTo: string;
  readonly shipsNotTo: string;
  readonly ordersADay: string;
  readonly currency: string;
  readonly parcelCost: string;
  readonly unitCost: string;
  readonly promiseDays: string;
  readonly feedAgeHours: string;
  readonly timeZone: string;
  readonly workingDays: readonly number[];
  readonly holidays: readonly string[];
  readonly cutOff: string;
  /** `working` hours or days by the calendar; `clock` hours, day and night. */
  readonly acceptBy: Counting;
  readonly accept: string;
  readonly shipBy: Counting;
  readonly ship: string;
  readonly autoCancelDays: string;
  readonly cancelAnswerHours: string;
  readonly cancelSilence: Terms['cancelSilence'];
  readonly isWholeOrderOnly: boolean;
  readonly acceptsByShipping: boolean;
}

export type Counting = 'working' | 'clock';
export type Problems = Readonly<Partial<Record<keyof RetailerDraft, string>>>;

const HOUR = 3_600;
const typed = (value: number | null): string => (value === null ? '' : String(value));
const hours = (seconds: number): string => String(Math.round((seconds / HOUR) * 100) / 100);
const amount = (value: Money | null): string => (value === null ? '' : decimalText(value));

export function draftOf({ terms, place, ...settings }: RetailerSettingsWire): RetailerDraft {
  return {
    name: settings.name,
    contactEmail: settings.contactEmail ?? '',
    isActive: settings.isActive,
    priority: String(settings.priority),
    shipsFrom: settings.shipsFrom,
    region: settings.region ?? '',
    latitude: typed(place?.latitude ?? null),
    longitude: typed(place?.longitude ?? null),
    shipsTo: settings.shipsTo.join(', '),
    shipsNotTo: settings.shipsNotTo.join(', '),
    ordersADay: typed(settings.ordersADay),
    currency: settings.parcelCost?.currency ?? settings.unitCost?.currency ?? 'EUR',
    parcelCost: amount(settings.parcelCost),
    unitCost: amount(settings.unitCost),
    promiseDays: typed(settings.promiseDays),
    feedAgeHours: settings.feedAgeLimitSeconds === null ? '' : hours(settings.feedAgeLimitSeconds),
    timeZone: terms.calendar.timeZone,
    workingDays: terms.calendar.workingDays,
    holidays: [...terms.calendar.holidays].sort(),
    cutOff: terms.calendar.cutOff ?? '',
    acceptBy: terms.acceptHours === null ? 'clock' : 'working',
    accept: terms.acceptHours === null ? hours(terms.acceptWithinSeconds) : String(terms.acceptHours),
    shipBy: terms.shipDays === null ? 'clock' : 'working',
    ship: terms.shipDays === null ? hours(terms.shipWithinSeconds) : String(terms.shipDays),
    autoCancelDays: String(terms.autoCancelDays),
    cancelAnswerHours: String(terms.cancelAnswerHours),
    cancelSilence: terms.cancelSilence,
    isWholeOrderOnly: terms.isWholeOrderOnly,
    acceptsByShipping: terms.acceptsByShipping,
  };
}

export type ReadDraft =
  { readonly ok: true; readonly settings: RetailerSettingsWire } | { readonly ok: false; readonly problems: Problems };

/** What the draft says, or all that is wrong with it. `before` keeps what is not typed: the seconds beside working hours. */
export function readDraft(draft: RetailerDraft, before: RetailerSettingsWire): ReadDraft {
  const problems: Partial<Record<keyof RetailerDraft, string>> = {};
  const wrong = (field: keyof RetailerDraft, text: string): void => void (problems[field] ??= text);
  const number = (field: keyof RetailerDraft, least: number, most: number, isWhole = true): number | null => {
    const text = String(draft[field]).trim().replace(',', '.');
    if (text === '') return null;
    const value = Number(text);
    if (!Number.isFinite(value) || (isWhole && !Number.isInteger(value)) || value < least || value > most)
      wrong(field, `A ${isWhole ? 'whole number' : 'number'} from ${least} to ${most}.`);
    return value;
  };
  const needed = (field: keyof RetailerDraft, least: number, most: number, isWhole = true): number => {
    const value = number(field, least, most, isWhole);
    if (value === null) wrong(field, 'This is needed.');
    return value ?? least;
  };
  const words = (field: 'shipsTo' | 'shipsNotTo', form: RegExp, example: string): string[] => {
    const all = draft[field].split(/[\s,;]+/).filter(Boolean);
    const odd = all.find((one) => !form.test(one.toUpperCase()));
    if (odd) wrong(field, `“${odd}” is not a code such as ${example}.`);
    return [...new Set(all.map((one) => one.toUpperCase()))];
  };
  const cost = (field: 'parcelCost' | 'unitCost'): Money | null => {
    if (draft[field].trim() === '') return null;
    const read = parseMoney(draft[field], draft.currency.toUpperCase());
    if (!read.ok) wrong(field, 'An amount such as 4.90.');
    return read.ok ? read.value : null;
  };

  const name = draft.name.trim();
  if (name === '') wrong('name', 'This is needed.');
  const contactEmail = draft.contactEmail.trim() || null;
  if (contactEmail !== null && !/^\S+@\S+\.\S+$/.test(contactEmail)) wrong('contactEmail', 'An email address.');
  const shipsFrom = draft.shipsFrom.trim().toUpperCase();
  if (!/^[A-Z]{2}$/.test(shipsFrom)) wrong('shipsFrom', 'A country such as DE.');
  const region = draft.region.trim().toUpperCase() || null;
  if (region !== null && !/^[A-Z0-9]{1,3}$/.test(region)) wrong('region', 'The part behind the dash, CA of US-CA.');
  const currency = draft.currency.trim().toUpperCase();
  if (!/^[A-Z]{3}$/.test(currency)) wrong('currency', 'A currency such as EUR.');
  const latitude = number('latitude', -90, 90, false);
  const longitude = number('longitude', -180, 180, false);
  if ((latitude === null) !== (longitude === null))
    wrong(latitude === null ? 'latitude' : 'longitude', 'Both or none.');
  const shipsTo = words('shipsTo', /^[A-Z]{2}$/, 'DE');
  if (shipsTo.length === 0) wrong('shipsTo', 'Name at least one country.');
  const feedAgeHours = number('feedAgeHours', 0.1, 2_160, false);
  const isByCalendar = draft.acceptBy === 'working';
  const isShippedByCalendar = draft.shipBy === 'working';
  const accept = isByCalendar ? needed('accept', 1, 240) : needed('accept', 0.1, 2_160, false);
  const ship = isShippedByCalendar ? needed('ship', 0, 60) : needed('ship', 0.1, 2_160, false);
  if (!isZone(draft.timeZone.trim())) wrong('timeZone', 'A time zone such as Europe/Berlin.');
  if (draft.workingDays.length === 0) wrong('workingDays', 'Choose at least one day.');

  const settings: RetailerSettingsWire = {
    name,
    contactEmail,
    isActive: draft.isActive,
    priority: needed('priority', 1, 1_000),
    shipsFrom,
    region,
    place: latitude === null || longitude === null ? null : { latitude, longitude },
    shipsTo,
    shipsNotTo: words('shipsNotTo', /^[A-Z]{2}-[A-Z0-9]{1,3}$/, 'US-HI'),
    ordersADay: number('ordersADay', 1, 1_000_000),
    parcelCost: problems.currency ? null : cost('parcelCost'),
    unitCost: problems.currency ? null : cost('unitCost'),
    promiseDays: number('promiseDays', 0, 90),
    feedAgeLimitSeconds: feedAgeHours === null ? null : Math.round(feedAgeHours * HOUR),
    terms: {
      calendar: {
        timeZone: draft.timeZone.trim(),
        workingDays: [...draft.workingDays].sort(),
        holidays: [...new Set(draft.holidays)].sort(),
        cutOff: draft.cutOff || null,
      },
      acceptHours: isByCalendar ? accept : null,
      acceptWithinSeconds: isByCalendar ? before.terms.acceptWithinSeconds : Math.round(accept * HOUR),
      shipDays: isShippedByCalendar ? ship : null,
      shipWithinSeconds: isShippedByCalendar ? before.terms.shipWithinSeconds : Math.round(ship * HOUR),
      autoCancelDays: needed('autoCancelDays', 0, 60),
      cancelAnswerHours: needed('cancelAnswerHours', 1, 240),
      cancelSilence: draft.cancelSilence,
      isWholeOrderOnly: draft.isWholeOrderOnly,
      acceptsByShipping: draft.acceptsByShipping,
    },
  };
  return Object.keys(problems).length > 0 ? { ok: false, problems } : { ok: true, settings };
}

function isZone(timeZone: string): boolean {
  try {
    return timeZone !== '' && Boolean(new Intl.DateTimeFormat('en', { timeZone }));
  } catch {
    return false;
  }
}

const NAMES = new Intl.DisplayNames('en', { type: 'region' });

/** The names of the countries that were typed, so that a slip is seen: `Germany, Austria`. */
export function countryNames(text: string): string {
  const codes = text
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter((one) => /^[A-Z]{2}$/.test(one));
  return [...new Set(codes)].map((code) => NAMES.of(code) ?? code).join(', ');
}
