import { sumMoney, timesQuantity, type Money } from '@sidestall/kernel';
import type { Criteria, Criterion, CriterionContext, PlanCriterion, PlannedParcel } from './criterion.ts';
import { kilometersBetween } from './distance.ts';
import type { RoutingRequest } from './request.ts';
import type { EndpointCondition, RoutingRetailer } from './retailer.ts';

export const FEWEST_PARCELS: PlanCriterion = {
  name: 'fewest_parcels',
  title: 'Fewest parcels',
  of: 'plan',
  better: 'lower',
  score: (parcels) => parcels.length,
};

const FEWEST_SPLITS: PlanCriterion = {
  name: 'fewest_splits',
  title: 'Fewest split lines',
  of: 'plan',
  better: 'lower',
  score(parcels) {
    const variants = new Set(parcels.flatMap((parcel) => [...parcel.unitsByVariant.keys()]));
    return parcels.reduce((sum, parcel) => sum + parcel.unitsByVariant.size, 0) - variants.size;
  },
};

/** 0 from the same region, 1 from the same country, 2 from the same market, 3 from elsewhere. */
function wayTo(retailer: RoutingRetailer, { request, rules }: CriterionContext): number | null {
  const { country, region } = retailer;
  if (!country) return null;
  if (country === request.country) return region && region === request.region ? 0 : 1;
  return rules.markets.some((market) => market.includes(country) && market.includes(request.country)) ? 2 : 3;
}

/**
 * What the parcels cost to send, and the goods in them where retailers tell their prices. Nothing is said where a cost is
 * missing or in another currency, nor where one retailer tells the price of a variant and another does not: guessing would
 * favor who tells least.
 */
function costOf(parcels: readonly PlannedParcel[], { request }: CriterionContext): number | null {
  const currency = request.currency;
  if (!currency) return null;
  const costs: Money[] = [];
  for (const { retailer, units, unitsByVariant } of parcels) {
    const priced = [...unitsByVariant].filter(([variantId]) => isPriced(variantId, request));
    if (!retailer.parcelCost && !retailer.unitCost && priced.length === 0) return null;
    for (const [variantId, quantity] of priced) {
      const price = retailer.prices?.[variantId];
      if (!price) return null;
      costs.push(timesQuantity(price, quantity));
    }
    if (retailer.parcelCost) costs.push(retailer.parcelCost);
    if (retailer.unitCost) costs.push(timesQuantity(retailer.unitCost, units));
  }
  return costs.every((cost) => cost.currency === currency) ? sumMoney(costs, currency).amount : null;
}

/** Whether any retailer that has some of it says what it charges. */
const isPriced = (variantId: string, { retailers }: RoutingRequest): boolean =>
  retailers.some(({ prices, stock }) => prices?.[variantId] !== undefined && (stock[variantId] ?? 0) > 0);

const HEALTH: Record<EndpointCondition, number> = { healthy: 0, degraded: 1, failing: 2, disabled: 3 };

function healthOf({ endpoint, pullsOrders }: RoutingRetailer): number | null {
  if (pullsOrders === true) return HEALTH.healthy;
  return endpoint ? HEALTH[endpoint] : null;
}

const CRITERIA: readonly Criterion[] = [
  FEWEST_PARCELS,
  FEWEST_SPLITS,
  { name: 'same_market', title: 'Same market', of: 'retailer', better: 'lower', across: 'parcels', score: wayTo },
  {
    name: 'distance',
    title: 'Distance to the buyer, in kilometers',
    of: 'retailer',
    better: 'lower',
    across: 'parcels',
    score: (retailer, { request }) =>
      retailer.place && request.place ? kilometersBetween(retailer.place, request.place) : null,
  },
  { name: 'cost', title: 'Cost of goods and shipping, in minor units', of: 'plan', better: 'lower', score: costOf },
  {
    name: 'promise_days',
    title: 'Days until the last parcel is there',
    of: 'retailer',
    better: 'lower',
    across: 'worst',
    score: (retailer) => retailer.promiseDays ?? null,
  },
  {
    name: 'capacity_left',
    title: 'Orders it can still take today',
    of: 'retailer',
    better: 'higher',
    across: 'worst',
    score: (retailer) => retailer.capacityLeft ?? null,
  },
  {
    name: 'priority',
    title: 'Priority',
    of: 'retailer',
    better: 'lower',
    across: 'units',
    score: (retailer) => retailer.priority,
  },
  {
    name: 'rating',
    title: 'Scorecard',
    of: 'retailer',
    better: 'higher',
    across: 'units',
    score: (retailer) => retailer.rating ?? null,
  },
  {
    name: 'feed_freshness',
    title: 'Age of the stock count, in seconds',
    of: 'retailer',
    better: 'lower',
    across: 'worst',
    score: (retailer) => retailer.feedAgeSeconds ?? null,
  },
  {
    name: 'endpoint_health',
    title: 'Health of the endpoint',
    of: 'retailer',
    better: 'lower',
    across: 'worst',
    score: healthOf,
  },
];

/** The criteria that every rule set may name. */
export const BUILT_IN_CRITERIA: Criteria = new Map(CRITERIA.map((criterion) => [criterion.name, criterion]));

const NAME = /^[a-z][a-z0-9_]*$/;

/**
 * The built-in criteria and a house's own, for `routeOrder` and `readRuleSet`. Throws where a name is taken or is not
 * written like `no_sunday_work`: that is for whoever starts the process to see, not for an order to fail on.
 */
export function criteriaWith(...own: readonly Criterion[]): Criteria {
  const criteria = new Map(BUILT_IN_CRITERIA);
  for (const criterion of own) {
    if (!NAME.test(criterion.name)) {
      throw new Error(`A criterion is named in lower case with underscores, not ${criterion.name}`);
    }
    if (criteria.has(criterion.name)) throw new Error(`There is a criterion named ${criterion.name} already`);
    criteria.set(criterion.name, criterion);
  }
  return criteria;
}
