/** What is known of one variant's units, over all retailers. */
export interface StockCounts {
  readonly onHand: number;
  /** Held, reserved or set apart for a drop. */
  readonly claimed: number;
  /** Kept back from sale, against counts that lag behind the shelf. */
  readonly safety: number;
  /** Wanted by the waitlist, which is served before everybody else. */
  readonly waiting: number;
  /** The brand sells beyond what is on a shelf. */
  readonly mayOversell: boolean;
}

/** Units that everybody may buy now, never fewer than none; null means sold on back order. */
export function availableUnits(counts: StockCounts): number | null {
  if (counts.mayOversell) return null;
  return Math.max(counts.onHand - counts.claimed - counts.safety - counts.waiting, 0);
}

/** Units that may be offered to the waitlist: what is kept for it does not stand in its own way. Null: as many as wanted. */
export function offerableUnits(counts: StockCounts): number | null {
  return availableUnits({ ...counts, waiting: 0 });
}

/** Whether so many units may be claimed out of those that are available. */
export function areThere(available: number | null, quantity: number): boolean {
  return available === null || available >= quantity;
}
