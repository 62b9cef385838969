import type { RoutingExclusion } from './retailer.ts';

/** What happens to units that nobody can ship now. */
export const BACKORDER_POLICIES = ['wait', 'split', 'substitute', 'refund'] as const;

/**
 * `wait`: the whole line waits until it can go as one. `split`: what is there goes now, the rest waits. `substitute`: what
 * is there goes now, the rest is offered as another variant. `refund`: what is there goes now, the rest is paid back.
 */
export type BackorderPolicy = (typeof BACKORDER_POLICIES)[number];

/** One criterion of a rule set, by its name. */
export interface RankedCriterion {
  readonly use: string;
  /**
   * Scores within one step count as equal, so that a criterion further down may decide: 50 for a distance makes 10 km and
   * 40 km the same. Left out, the slightest difference decides.
   */
  readonly step?: number;
}

/**
 * How one brand, or one show, wants its orders routed: data that people edit and that is never changed once used, only
 * followed by a new version. Read it from outside with `readRuleSet`.
 */
export interface RuleSet {
  readonly id: string;
  readonly version: number;
  readonly filters: {
    /** A retailer whose count is older is left out; null for no limit. Its own limit goes first. */
    readonly maxFeedAgeSeconds: number | null;
    /** Nobody but these retailers; null for all. */
    readonly only: readonly string[] | null;
    readonly exclude: readonly RoutingExclusion[];
  };
  /** The first decides; the next is asked where it leaves more than one plan. */
  readonly criteria: readonly RankedCriterion[];
  /** Countries that count as one market. */
  readonly markets: readonly (readonly string[])[];
  /** Retailers that one variant of an order may be shared out to; null for no limit. */
  readonly maxSplit: number | null;
  /** Retailers that one round may ask; null for no limit. */
  readonly maxParcels: number | null;
  /** Whether an order may go in part when the rest has nobody to ship it. */
  readonly partialPlans: boolean;
  /** Whether a line goes to one retailer where one of those chosen has all of it; otherwise the best ranked gives first. */
  readonly keepLinesTogether: boolean;
  readonly backorder: {
    readonly policy: BackorderPolicy;
    /** What happens where no substitute is to be had. */
    readonly otherwise: 'wait' | 'refund';
    /** Days until what waits is paid back after all. */
    readonly waitDays: number;
  };
  /** Rounds before what is left over becomes a backorder or a refund: 1 to 3. */
  readonly maxRounds: number;
}

/** The rules of a brand that has set none. */
export const HOUSE_RULES: RuleSet = {
  id: 'house',
  version: 1,
  filters: { maxFeedAgeSeconds: null, only: null, exclude: [] },
  criteria: [
    { use: 'fewest_parcels' },
    { use: 'priority' },
    { use: 'endpoint_health' },
    { use: 'same_market' },
    { use: 'distance', step: 50 },
    { use: 'promise_days' },
    { use: 'rating', step: 0.05 },
    { use: 'feed_freshness', step: 3600 },
  ],
  markets: [],
  maxSplit: null,
  maxParcels: null,
  partialPlans: true,
  keepLinesTogether: true,
  backorder: { policy: 'refund', otherwise: 'refund', waitDays: 14 },
  maxRounds: 3,
};

/** How a decision names the rules it was made by, so that it can be replayed: `house@1`. */
export const ruleSetName = (rules: Pick<RuleSet, 'id' | 'version'>): string => `${rules.id}@${rules.version}`;
