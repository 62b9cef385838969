import type { OutReason } from './filters.ts';
import type { RoutingLine } from './request.ts';

/** What one criterion of the rules says of one retailer or plan; null is no opinion. */
export interface CriterionScore {
  readonly criterion: string;
  readonly score: number | null;
}

/** What became of one variant at one retailer. */
export interface VariantVerdict {
  readonly variantId: string;
  readonly free: number | null;
  readonly allocated: number;
  readonly reason: OutReason | null;
}

/**
 * What became of one retailer: `chosen`; `not_needed` (it could have served, but another plan had fewer parcels or a
 * better rank); or `out`, with the first reason that ruled it out for everything.
 */
export interface CandidateVerdict {
  readonly retailerId: string;
  readonly priority: number;
  readonly outcome: 'chosen' | 'not_needed' | 'out';
  readonly reason: OutReason | null;
  readonly variants: readonly VariantVerdict[];
  /** What each criterion says of this retailer if it shipped all it can, in the order of the rules; empty for who is out. */
  readonly scores: readonly CriterionScore[];
  /**
   * Of one that is not needed, the criterion by which the last plan with it fell: a name from the rules, `most_units` when
   * every plan with it ships less, or `tie_break`. Null for the others.
   */
  readonly decidedBy: string | null;
}

/** One step of the ranking: how many plans came to this criterion, how many it left, and what it says of the winner. */
export interface RankingStep {
  readonly criterion: string;
  readonly plansBefore: number;
  readonly plansAfter: number;
  readonly score: number | null;
}

/** What one retailer is to be asked for. */
export interface RoutedParcel {
  readonly retailerId: string;
  readonly lines: readonly RoutingLine[];
}

/** Why units have nobody to ship them. */
export type ShortReason =
  /** Nobody who may ship it has so many. */
  | 'no_stock'
  /** No retailer that sells it may be asked: every one is out for another reason than its stock. */
  | 'no_retailer'
  /** Enough is there, but at more retailers than the rules let one order or one line go to. */
  | 'too_many_parcels'
  | 'too_many_splits'
  /** Enough is there for this line, but not for the whole order, and the rules refuse partial plans. */
  | 'order_incomplete';

/** What the rules say of units that nobody ships now. `wait` holds for `split` too: the rest of that line waits. */
export type BackorderDecision =
  | { readonly action: 'wait'; readonly days: number }
  | { readonly action: 'refund' }
  /** `quantity` units of this variant can be routed instead, once the buyer agrees. */
  | { readonly action: 'substitute'; readonly variantId: string };

/** A line that is left over, whole or in part. */
export interface Backorder extends RoutingLine {
  readonly reason: ShortReason;
  readonly decision: BackorderDecision;
}

/** Who ships what, and why: complete enough to be read years later. */
export interface RoutingPlan {
  /** The rules by which it was made: `house@1`. */
  readonly rules: string;
  readonly round: number;
  /** Best ranked retailer first; no retailer twice. */
  readonly parcels: readonly RoutedParcel[];
  /** What nobody can ship now. */
  readonly unrouted: readonly RoutingLine[];
  /** The same lines with the reason, and with what the rules say becomes of them when no further round helps. */
  readonly backorders: readonly Backorder[];
  /** Every retailer that was looked at, and why it is in or out. */
  readonly candidates: readonly CandidateVerdict[];
  /** How the plan was chosen among those that ship as much. */
  readonly ranking: readonly RankingStep[];
  /** The criterion that left one plan only; null if there never was another. */
  readonly decidedBy: string | null;
  /** Whether every plan that could matter was looked at. */
  readonly isExact: boolean;
  readonly setsCompared: number;
}
