/** What was counted of one retailer over the time a scorecard looks back. */
export interface ScoreCounts {
  /** Units the retailer was asked for and answered, or let run out of time. */
  readonly unitsAsked: number;
  readonly unitsAccepted: number;
  /** Fulfillment orders it accepted, and those of them it canceled or that were taken back for being far too late. */
  readonly ordersAccepted: number;
  readonly ordersCanceled: number;
  /** Fulfillment orders that left or should have left, and those of them that were late by the carrier's first scan. */
  readonly ordersDue: number;
  readonly ordersLate: number;
  readonly unitsShipped: number;
  /** Units sent back for a reason the retailer answers for: damaged, wrong, not as described, late. */
  readonly unitsReturned: number;
  readonly parcelsSent: number;
  /** Parcels that were lost or came back to the sender. */
  readonly parcelsFailed: number;
}

/** A part of a whole; `value` (0 to 1) is null while the sample is too small to say anything. */
export interface ScoreRate {
  readonly value: number | null;
  readonly sample: number;
}

/** How well a retailer keeps its word. */
export interface Scorecard {
  readonly acceptance: ScoreRate;
  readonly lateness: ScoreRate;
  readonly cancellation: ScoreRate;
  readonly returns: ScoreRate;
  readonly failedParcels: ScoreRate;
  /** 0 to 1, 1 is best: the mean of the rates that say something; null while none does, so that ranking abstains. */
  readonly score: number | null;
}

/** How far back a scorecard looks. */
export const SCORECARD_DAYS = 90;

/** Fewer than these say nothing about a retailer: one bad day of a newcomer is no habit. */
export const SCORECARD_MIN_SAMPLE = 20;

export const NO_COUNTS: ScoreCounts = {
  unitsAsked: 0,
  unitsAccepted: 0,
  ordersAccepted: 0,
  ordersCanceled: 0,
  ordersDue: 0,
  ordersLate: 0,
  unitsShipped: 0,
  unitsReturned: 0,
  parcelsSent: 0,
  parcelsFailed: 0,
};

function rateOf(part: number, sample: number): ScoreRate {
  // More can come back in a time than left in it: what was sent before counts as well.
  return { value: sample < SCORECARD_MIN_SAMPLE ? null : Math.min(1, part / sample), sample };
}

/** The rates of what was counted. */
export function scorecardOf(counts: ScoreCounts): Scorecard {
  const acceptance = rateOf(counts.unitsAccepted, counts.unitsAsked);
  const faults = {
    lateness: rateOf(counts.ordersLate, counts.ordersDue),
    cancellation: rateOf(counts.ordersCanceled, counts.ordersAccepted),
    returns: rateOf(counts.unitsReturned, counts.unitsShipped),
    failedParcels: rateOf(counts.parcelsFailed, counts.parcelsSent),
  };
  const goods = [acceptance.value, ...Object.values(faults).map(({ value }) => (value === null ? null : 1 - value))];
  const known = goods.filter((value) => value !== null);
  const score = known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
  return { acceptance, ...faults, score };
}
