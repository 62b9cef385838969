/** One event on its way to one endpoint. */
export interface Delivery {
  id: string;
  event: string;
  eventType: string;
  /** The account whose records hold the event; empty for the platform. */
  scope: string;
  endpoint: string;
  url: string;
  state: 'pending' | 'delivered' | 'failed' | 'dropped';
  /** Unix milliseconds of the next try, in real time. */
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
const FIRST_WAITS = [1, 2, 5, 10, 30, 60].map((seconds) => seconds * SECOND);
const MOST_ATTEMPTS = 60;

/** How long to wait after the given number of failed tries, or null when to give up: prompt at first, each minute later. */
export function waitAfter(attempts: number): number | null {
  if (attempts >= MOST_ATTEMPTS) return null;
  return FIRST_WAITS[Math.min(attempts, FIRST_WAITS.length) - 1] ?? FIRST_WAITS[0] ?? SECOND;
}
