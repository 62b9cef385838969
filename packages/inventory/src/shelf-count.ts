import type { VariantId } from '@sidestall/kernel';

/** What a retailer counted of a variant, and the moment the count was true. */
export interface ShelfCount {
  readonly variantId: VariantId;
  readonly onHand: number;
  readonly asOf: Date;
}

/** A count replaces what is known unless what is known is newer; of two counts of one moment the later told is right. */
export function isNews(count: Pick<ShelfCount, 'asOf'>, knownAsOf: Date): boolean {
  return count.asOf.getTime() >= knownAsOf.getTime();
}

/**
 * What lies there now by a count of a moment that has passed: parcels told of since then are no longer in it, and goods
 * that came back since then are not yet. `since` is the sum of both, below zero when more left than came.
 */
export function countNow(onHand: number, since: number): number {
  return Math.max(onHand + since, 0);
}

/** Of several counts of one variant the one that is right, as if they were told one by one; in the order of variants. */
export function newestCounts(counts: readonly ShelfCount[]): ShelfCount[] {
  const newest = new Map<VariantId, ShelfCount>();
  for (const count of counts) {
    const known = newest.get(count.variantId);
    if (!known || isNews(count, known.asOf)) newest.set(count.variantId, count);
  }
  return [...newest.values()].sort((a, b) => (a.variantId < b.variantId ? -1 : 1));
}
