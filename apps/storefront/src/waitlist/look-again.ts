import type { WaitlistEntry } from '@sidestall/contracts';

const NEAR_MS = 4_000;
const FAR_MS = 30_000;
const EACH_PLACE_MS = 200;
const SETTLED_MS = 30_000;

/**
 * How long until a place is asked about again. Who is next, or has an offer, hears of it at once; a thousand who stand
 * far behind would only keep the shop from those in front, and are written to anyway.
 */
export function lookAgainMs(entry: Pick<WaitlistEntry, 'state' | 'place'>): number {
  if (entry.state === 'offered') return NEAR_MS;
  if (entry.state !== 'waiting') return SETTLED_MS;
  return Math.min(FAR_MS, NEAR_MS + ((entry.place ?? 1) - 1) * EACH_PLACE_MS);
}
