/** What a listing cost from when (included) to when (excluded); null: until now and on. */
export interface PriceSpan {
  readonly priceMinor: number;
  readonly from: Date;
  readonly to: Date | null;
}

const DAY = 24 * 60 * 60 * 1_000;
const DAYS_BEFORE = 30;

/** The beginning of the days whose prices a reduction is measured against. */
export const priorPricesSince = (startsAt: Date): Date => new Date(startsAt.getTime() - DAYS_BEFORE * DAY);

/**
 * The lowest price that was applied in the 30 days before the start, which a reduction must be measured against in the
 * EU (Directive 98/6/EC, Article 6a); prices of earlier drops are prices that were applied. Null where there was none, or
 * where the drop is no lower: then nothing may be shown as a reduction. Minor units of one currency.
 */
export function priorPrice(spans: readonly PriceSpan[], startsAt: Date, dropPriceMinor: number): number | null {
  const since = priorPricesSince(startsAt);
  const applied = spans.filter(({ from, to }) => from < startsAt && (to === null || (to > since && to > from)));
  if (applied.length === 0) return null;
  const lowest = Math.min(...applied.map((span) => span.priceMinor));
  return dropPriceMinor < lowest ? lowest : null;
}
