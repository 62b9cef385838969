import type { RoutingRequest } from './request.ts';
import type { RoutingRetailer } from './retailer.ts';
import type { RuleSet } from './rule-set.ts';

/** What a criterion may look at beside the retailer or the plan it judges. */
export interface CriterionContext {
  readonly request: RoutingRequest;
  readonly rules: RuleSet;
}

/** A parcel of a plan that is being judged. */
export interface PlannedParcel {
  readonly retailer: RoutingRetailer;
  /** Of all its variants together; at least one. */
  readonly units: number;
  readonly unitsByVariant: ReadonlyMap<string, number>;
}

interface CriterionBase {
  /** By this name rule sets use it. */
  readonly name: string;
  /** For people: "Distance to the buyer". */
  readonly title: string;
  readonly better: 'lower' | 'higher';
}

/**
 * Judges one retailer; `across` says how the parcels of a plan add up: the mean over its `units`, the sum over its
 * `parcels`, or the `worst` of them. It has no opinion of a plan if it has none of one of its parcels.
 */
export interface RetailerCriterion extends CriterionBase {
  readonly of: 'retailer';
  readonly across: 'units' | 'parcels' | 'worst';
  /** A finite number, or null for no opinion. Pure: the same answer for the same arguments. */
  readonly score: (retailer: RoutingRetailer, context: CriterionContext) => number | null;
}

/** Judges a plan as a whole. */
export interface PlanCriterion extends CriterionBase {
  readonly of: 'plan';
  /** A finite number, or null for no opinion. Pure: the same answer for the same arguments. */
  readonly score: (parcels: readonly PlannedParcel[], context: CriterionContext) => number | null;
}

/** A way to tell plans apart, registered by name. The one that scores better stays; one without a score always stays. */
export type Criterion = RetailerCriterion | PlanCriterion;

/** The criteria that rule sets may name. */
export type Criteria = ReadonlyMap<string, Criterion>;
