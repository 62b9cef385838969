/** Calendar days, both inclusive. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

export type PeriodName = 'this-month' | 'last-month' | 'this-year' | 'last-year';

export const PERIOD_WORDS: Readonly<Record<PeriodName, string>> = {
  'this-month': 'This month',
  'last-month': 'Last month',
  'this-year': 'This year',
  'last-year': 'Last year',
};

const iso = (year: number, month: number, day: number): string =>
  new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);

/** The days of a named period, up to today where it has not ended; books are kept in UTC. */
export function periodOf(name: PeriodName, now: number): Period {
  const today = new Date(now);
  const [year, month, day] = [today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate()];
  switch (name) {
    case 'this-month':
      return { from: iso(year, month, 1), to: iso(year, month, day) };
    case 'last-month':
      return { from: iso(year, month - 1, 1), to: iso(year, month, 0) };
    case 'this-year':
      return { from: iso(year, 0, 1), to: iso(year, month, day) };
    case 'last-year':
      return { from: iso(year - 1, 0, 1), to: iso(year - 1, 12, 0) };
  }
}
