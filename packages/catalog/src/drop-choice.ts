/** One drop that sells a listing at this moment, as far as choosing among several goes. */
export interface OpenDrop {
  readonly dropId: string;
  /** Whether it belongs to the show one looks from; else it counts wherever the brand sells. */
  readonly isOfShow: boolean;
  readonly priceMinor: number;
  readonly left: number;
}

/**
 * The drop whose price a listing is sold at: one with units left before one without, the show's own before the brand's,
 * then the cheapest; the earlier made on a tie. Null without drops.
 */
export function chooseDrop<T extends OpenDrop>(drops: readonly T[]): T | null {
  const [first, ...rest] = drops;
  if (!first) return null;
  return rest.reduce((best, next) => (compare(next, best) < 0 ? next : best), first);
}

function compare(a: OpenDrop, b: OpenDrop): number {
  const byUnits = Number(b.left > 0) - Number(a.left > 0);
  const byShow = Number(b.isOfShow) - Number(a.isOfShow);
  return byUnits || byShow || a.priceMinor - b.priceMinor || (a.dropId < b.dropId ? -1 : 1);
}
