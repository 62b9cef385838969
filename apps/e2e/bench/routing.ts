import {
  HOUSE_RULES,
  routeOrder,
  type RoutingPlan,
  type RoutingRequest,
  type RoutingRetailer,
} from '@sidestall/fulfillment';
import { planByBruteForce } from '@sidestall/fulfillment/brute-force';
import { Dice } from '../soak/dice.ts';
import { median, percentile, round, say, type Findings } from './figures.ts';

const SEED = 7;
/** What the figure is about: an order of so many lines, and so many retailers who have some of them. */
const LINES = 10;
const RETAILERS = 12;
/** Beyond what can be tried in full. */
const MANY_RETAILERS = 40;
const CASES = 1_500;
/** Where nearly everybody has one piece of all, most sets of retailers are as good as each other. */
const TIED_CASES = 150;
const TIED_RETAILERS = 30;
const SMALL_CASES = 2_000;
const WARM_UP = 200;
const MOST_MEDIAN_MS = 2;
const MOST_WORST_MS = 50;
/** A collection of garbage may fall on any case; a case that is slow by itself is slow each time. */
const TRIES_OF_WORST = 3;
const SUSPECTS = 40;

/** How long it takes to find who sends what, and whether the plan found is the one there is. */
export function benchRouting(findings: Findings): void {
  say(`routing: ${LINES} lines, ${RETAILERS} retailers`);
  const dice = new Dice(SEED);
  const medianMs = compare(findings, 'routing.median_ms', requestsOf(dice, CASES, RETAILERS));
  if (medianMs > MOST_MEDIAN_MS) findings.broken(`routing takes ${round(medianMs)} ms, not ${MOST_MEDIAN_MS}`);
  say(`routing: ${LINES} lines, ${MANY_RETAILERS} retailers`);
  compare(findings, 'routing.many_median_ms', requestsOf(dice, CASES, MANY_RETAILERS));
  say(`routing: ${TIED_RETAILERS} retailers with one piece of everything`);
  compare(findings, 'routing.tied_median_ms', requestsOf(dice, TIED_CASES, TIED_RETAILERS).map(tied));
  say('routing: small orders, everything tried');
  optimality(findings, dice);
}

function requestsOf(dice: Dice, cases: number, retailers: number): RoutingRequest[] {
  return Array.from({ length: cases }, (_, index) => requestOf(dice, index, LINES, retailers));
}

/** The same order where more is wanted than one retailer has, and all but a few have the same. */
function tied(request: RoutingRequest): RoutingRequest {
  const lines = request.lines.map((line) => ({ ...line, quantity: line.quantity + 3 }));
  const retailers = request.retailers.map((retailer) => ({
    ...retailer,
    stock: Object.fromEntries(lines.map(({ variantId }) => [variantId, variantId in retailer.stock ? 2 : 1])),
  }));
  return { ...request, lines, retailers };
}

function compare(findings: Findings, name: string, requests: readonly RoutingRequest[]): number {
  const cases = requests.length;
  for (const request of requests.slice(0, WARM_UP)) routeOrder(request);
  const times: number[] = [];
  const greedyTimes: number[] = [];
  let [parcels, greedyParcels, exact] = [0, 0, 0];
  for (const request of requests) {
    const [ms, plan] = timed(() => routeOrder(request));
    const [greedyMs, greedy] = timed(() => takeTheFullest(request));
    times.push(ms);
    greedyTimes.push(greedyMs);
    parcels += plan.parcels.length;
    greedyParcels += greedy;
    exact += plan.isExact ? 1 : 0;
  }
  const bySlowness = requests.map((request, at) => ({ request, ms: times[at]! })).sort((a, b) => b.ms - a.ms);
  const slowest = bySlowness.slice(0, SUSPECTS).map(({ request }) => {
    return Math.min(...Array.from({ length: TRIES_OF_WORST }, () => timed(() => routeOrder(request))[0]));
  });
  const worst = Math.max(...slowest);
  if (worst > MOST_WORST_MS) findings.broken(`an order takes ${round(worst)} ms to route, not ${MOST_WORST_MS}`);
  findings.figure(name, median(times), 'ms', {
    lines: LINES,
    retailers: requests[0]!.retailers.length,
    cases,
    p99Ms: round(percentile(times, 0.99)),
    worstMs: round(worst),
    exactShare: round(exact / cases),
    parcelsPerOrder: round(parcels / cases),
    greedyParcelsPerOrder: round(greedyParcels / cases),
  });
  findings.figure(`${name.replace('median_ms', 'vs_greedy')}`, median(times) / median(greedyTimes), 'ratio', {
    greedyMedianMs: round(median(greedyTimes)),
  });
  return median(times);
}

/** The plan and the one that trying everything finds, on orders small enough to try everything. */
function optimality(findings: Findings, dice: Dice): void {
  let differences = 0;
  for (let index = 0; index < SMALL_CASES; index++) {
    const request = requestOf(dice, index, dice.whole(1, 5), dice.whole(1, 6));
    const plan = routeOrder(request);
    const brute = planByBruteForce(request, HOUSE_RULES);
    if (unitsOf(plan) !== JSON.stringify([...brute].map(([id, units]) => [id, sorted(units)]))) differences += 1;
  }
  findings.figure('routing.differs_from_brute_force', differences, 'plans', { cases: SMALL_CASES });
  if (differences > 0) findings.broken(`${differences} of ${SMALL_CASES} plans are not the best there is`);
}

function timed<T>(work: () => T): [number, T] {
  const begun = performance.now();
  const result = work();
  return [performance.now() - begun, result];
}

const sorted = (units: Iterable<readonly [string, number]>): [string, number][] =>
  [...units].map(([id, count]): [string, number] => [id, count]).sort(([a], [b]) => (a < b ? -1 : 1));

function unitsOf(plan: RoutingPlan): string {
  return JSON.stringify(
    plan.parcels.map(({ retailerId, lines }) => {
      const units = new Map<string, number>();
      for (const { variantId, quantity } of lines) units.set(variantId, (units.get(variantId) ?? 0) + quantity);
      return [retailerId, sorted(units)];
    }),
  );
}

function requestOf(dice: Dice, index: number, lines: number, retailers: number): RoutingRequest {
  const variants = Array.from({ length: lines }, (_, at) => `variant-${at}`);
  const anyPlace = () => ({ latitude: dice.whole(36, 60), longitude: dice.whole(-8, 24) });
  return {
    orderId: `order-${index}`,
    country: 'DE',
    place: anyPlace(),
    currency: 'EUR',
    round: 1,
    lines: variants.map((variantId, at) => ({ lineId: `line-${at}`, variantId, quantity: dice.whole(1, 3) })),
    retailers: Array.from({ length: retailers }, (_, at): RoutingRetailer => ({
      retailerId: `retailer-${at}`,
      priority: dice.whole(1, 3),
      shipsTo: ['DE'],
      active: true,
      stock: Object.fromEntries(
        variants.filter(() => dice.isIn(0.4)).map((variantId) => [variantId, dice.whole(1, 5)]),
      ),
      feedAgeSeconds: dice.whole(0, 20_000),
      place: anyPlace(),
      promiseDays: dice.whole(1, 5),
      rating: dice.whole(80, 100) / 100,
    })),
    exclusions: [],
  };
}

/** What a simple shop does: whoever has most of what is left sends it, until nobody has more. */
function takeTheFullest(request: RoutingRequest): number {
  const left = new Map(request.lines.map(({ variantId, quantity }) => [variantId, quantity]));
  const has = ({ stock }: RoutingRetailer): number =>
    [...left].reduce((sum, [variantId, wanted]) => sum + Math.min(wanted, stock[variantId] ?? 0), 0);
  let parcels = 0;
  for (;;) {
    const fullest = [...request.retailers].sort((a, b) => has(b) - has(a))[0];
    if (!fullest || has(fullest) === 0) return parcels;
    for (const [variantId, wanted] of left)
      left.set(variantId, wanted - Math.min(wanted, fullest.stock[variantId] ?? 0));
    parcels += 1;
  }
}
