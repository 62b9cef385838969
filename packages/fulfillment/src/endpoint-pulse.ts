/** What is remembered of an endpoint's last attempts, to judge whether it can be sent to. Instants are epoch milliseconds. */
export interface EndpointPulse {
  /** `degraded`: the breaker is open and everything waits; `probing`: one message finds out whether it is well again. */
  readonly state: 'active' | 'degraded' | 'probing';
  /** Attempts of the last minutes, each bucket a minute long, the oldest first. */
  readonly minutes: readonly { readonly at: number; readonly total: number; readonly failed: number }[];
  readonly timeoutsInARow: number;
  /** How often it opened in a row: each time it stays open for twice as long. */
  readonly trips: number;
  readonly heldUntil: number | null;
  /** From 1 down to 0.1: the share of its rate it is sent while it asks for less. */
  readonly pace: number;
  readonly failingSince: number | null;
  readonly lastError: string | null;
}

export const HEALTHY: EndpointPulse = {
  state: 'active',
  minutes: [],
  timeoutsInARow: 0,
  trips: 0,
  heldUntil: null,
  pace: 1,
  failingSince: null,
  lastError: null,
};

/** How one attempt went, as far as the endpoint's health goes. */
export interface Beat {
  readonly status: number | null;
  readonly errorClass: string | null;
  /** So many in a row, all of them successes; one when left out. */
  readonly times?: number;
}

const MINUTE_MS = 60_000;
const WINDOW_MINUTES = 5;
const LEAST_ATTEMPTS = 10;
const FAILED_SHARE = 0.7;
const TIMEOUTS_IN_A_ROW = 5;
const OPEN_MS = 30_000;
const OPEN_AT_MOST_MS = 15 * MINUTE_MS;
const LEAST_PACE = 0.1;
/** It has more than it can take. */
const TOO_MUCH = new Set([429, 502, 503, 504]);

const isTimeout = (errorClass: string | null): boolean => errorClass?.includes('TIMEOUT') ?? false;

/** Milliseconds the breaker stays open at its nth opening in a row: 30 s, doubled up to 15 minutes. */
export const openFor = (trips: number): number => Math.min(OPEN_MS * 2 ** Math.max(trips - 1, 0), OPEN_AT_MOST_MS);

/**
 * The pulse after one more attempt at `now`. The breaker opens when 70 % of ten or more attempts within five minutes
 * failed, or after five timeouts in a row, or when its probe fails; a success closes it and forgives everything.
 */
export function afterBeat(pulse: EndpointPulse, beat: Beat, now: number): EndpointPulse {
  const hasSucceeded = beat.status !== null && beat.status >= 200 && beat.status < 300;
  const minutes = count(pulse.minutes, now, beat.times ?? 1, hasSucceeded ? 0 : 1);
  if (hasSucceeded) {
    const isBack = pulse.state !== 'active';
    return {
      state: 'active',
      minutes: isBack ? [] : minutes,
      timeoutsInARow: 0,
      trips: 0,
      heldUntil: null,
      pace: Math.min(1, pulse.pace * 1.25),
      failingSince: null,
      lastError: null,
    };
  }
  const failing: EndpointPulse = {
    ...pulse,
    minutes,
    timeoutsInARow: isTimeout(beat.errorClass) ? pulse.timeoutsInARow + 1 : 0,
    pace: beat.status !== null && TOO_MUCH.has(beat.status) ? Math.max(LEAST_PACE, pulse.pace / 2) : pulse.pace,
    failingSince: pulse.failingSince ?? now,
    lastError: beat.errorClass ?? `HTTP_${beat.status}`,
  };
  // What was in the air when it opened tells nothing new.
  if (pulse.state === 'degraded') return failing;
  return pulse.state === 'probing' || isTooBad(failing) ? open(failing, now) : failing;
}

function open(pulse: EndpointPulse, now: number): EndpointPulse {
  const trips = pulse.trips + 1;
  return { ...pulse, state: 'degraded', trips, minutes: [], timeoutsInARow: 0, heldUntil: now + openFor(trips) };
}

function isTooBad({ minutes, timeoutsInARow }: EndpointPulse): boolean {
  if (timeoutsInARow >= TIMEOUTS_IN_A_ROW) return true;
  const total = minutes.reduce((sum, minute) => sum + minute.total, 0);
  const failed = minutes.reduce((sum, minute) => sum + minute.failed, 0);
  return total >= LEAST_ATTEMPTS && failed >= total * FAILED_SHARE;
}

function count(
  minutes: EndpointPulse['minutes'],
  now: number,
  total: number,
  failed: number,
): EndpointPulse['minutes'] {
  const at = Math.floor(now / MINUTE_MS) * MINUTE_MS;
  const recent = minutes.filter((minute) => minute.at > at - WINDOW_MINUTES * MINUTE_MS);
  const last = recent.at(-1);
  if (last?.at !== at) return [...recent, { at, total, failed }];
  return [...recent.slice(0, -1), { at, total: last.total + total, failed: last.failed + failed }];
}
