/** One event on its way to one endpoint. */
export interface Delivery {
  id: string;
  event: string;
  eventType: string;
  /** The account whose records hold the event; empty for the platform. */
  scope: string;
  /** Whether the event is a thin one, of the event destinations. */
  isThin?: boolean;
  endpoint: string;
  url: string;
  state: 'pending' | 'delivered' | 'failed' | 'dropped';
  /** Unix milliseconds of the next try, by the sandbox's clock. */
  nextAt: number;
  createdAt: number;
  tries: number;
  /** The latest tries. */
  attempts: Attempt[];
}

export interface Attempt {
  at: number;
  status: number | null;
  milliseconds: number;
  error?: string;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const FIRST_WAITS = [1, 2, 5, 10, 30].map((seconds) => seconds * SECOND);
/** Tries until an hour has gone, one each minute; then one each hour until three days have. */
const MINUTELY = FIRST_WAITS.length + 60;
const HOURLY = MINUTELY + 71;

/** How long to wait after the given number of failed tries, or null when to give up: prompt at first, each minute later, each hour for three days at last. */
export function waitAfter(attempts: number): number | null {
  if (attempts > HOURLY) return null;
  if (attempts > MINUTELY) return HOUR;
  return FIRST_WAITS[attempts - 1] ?? MINUTE;
}
