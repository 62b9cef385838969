import type { RoutingExclusion, RoutingRetailer } from './retailer.ts';
import type { RoutingRequest } from './request.ts';
import type { RuleSet } from './rule-set.ts';

/** Why a retailer, or one variant at a retailer, is out of the choice. */
export type OutReason =
  | 'inactive'
  | 'unreachable'
  | 'does_not_ship_there'
  | 'stale_feed'
  | 'at_capacity'
  | 'excluded'
  | 'excluded_by_rules'
  | 'does_not_sell'
  | 'no_stock';

/** Whether a request would be heard of: a retailer that pulls its orders needs no endpoint. */
function isReachable({ isReachable, endpoint, pullsOrders }: RoutingRetailer): boolean {
  if (isReachable === false) return false;
  return pullsOrders === true || (endpoint !== 'failing' && endpoint !== 'disabled');
}

/** An address without a region is taken at its country's word: only who serves the whole country is known to reach it. */
function shipsThere(retailer: RoutingRetailer, { country, region }: RoutingRequest): boolean {
  const part = region ? `${country}-${region}` : null;
  if (part !== null && retailer.shipsNotTo?.includes(part)) return false;
  return retailer.shipsTo.includes(country) || (part !== null && retailer.shipsTo.includes(part));
}

function isStale(retailer: RoutingRetailer, rules: RuleSet): boolean {
  const limit = retailer.feedAgeLimitSeconds ?? rules.filters.maxFeedAgeSeconds;
  return limit !== null && (retailer.feedAgeSeconds ?? 0) > limit;
}

const names = (list: readonly RoutingExclusion[], retailerId: string, variantId: string | null): boolean =>
  list.some((it) => it.retailerId === retailerId && it.variantId === variantId);

/** Why this retailer is out for the whole order, whatever its stock; null when it is in. */
export function whyOut(retailer: RoutingRetailer, request: RoutingRequest, rules: RuleSet): OutReason | null {
  const { retailerId } = retailer;
  if (!retailer.active) return 'inactive';
  if (!isReachable(retailer)) return 'unreachable';
  if (!shipsThere(retailer, request)) return 'does_not_ship_there';
  if (names(request.exclusions, retailerId, null)) return 'excluded';
  if (rules.filters.only !== null && !rules.filters.only.includes(retailerId)) return 'excluded_by_rules';
  if (names(rules.filters.exclude, retailerId, null)) return 'excluded_by_rules';
  if (isStale(retailer, rules)) return 'stale_feed';
  if (retailer.capacityLeft != null && retailer.capacityLeft <= 0) return 'at_capacity';
  return null;
}

/** Why this retailer is out for one variant; null when it can give at least one unit. */
export function whyOutFor(
  retailer: RoutingRetailer,
  variantId: string,
  request: RoutingRequest,
  rules: RuleSet,
): OutReason | null {
  if (names(request.exclusions, retailer.retailerId, variantId)) return 'excluded';
  if (names(rules.filters.exclude, retailer.retailerId, variantId)) return 'excluded_by_rules';
  const free = stockOf(retailer, variantId);
  if (free === null) return 'does_not_sell';
  return free > 0 ? null : 'no_stock';
}

/** Free units of a variant it sells; null for one it does not sell. */
export function stockOf(retailer: RoutingRetailer, variantId: string): number | null {
  // A variant may be called `constructor`, which every object has.
  return Object.hasOwn(retailer.stock, variantId) ? retailer.stock[variantId]! : null;
}

/** A retailer after the filters: why it is out for everything, and for each variant (null where it can serve). */
export interface Sifted {
  readonly retailer: RoutingRetailer;
  readonly out: OutReason | null;
  readonly outFor: ReadonlyMap<string, OutReason | null>;
}

/** Every retailer with what the filters say, by id, so that the order of a list never matters. */
export function sift(request: RoutingRequest, rules: RuleSet, variants: readonly string[]): Sifted[] {
  return [...request.retailers]
    .sort((a, b) => (a.retailerId < b.retailerId ? -1 : 1))
    .map((retailer) => {
      const out = whyOut(retailer, request, rules);
      const outFor = variants.map((id) => [id, out ?? whyOutFor(retailer, id, request, rules)] as const);
      return { retailer, out, outFor: new Map(outFor) };
    });
}
