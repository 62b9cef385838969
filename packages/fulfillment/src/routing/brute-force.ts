import { BUILT_IN_CRITERIA, FEWEST_PARCELS } from './built-in-criteria.ts';
import type { Criteria, Criterion, PlannedParcel } from './criterion.ts';
import { stockOf, whyOut, whyOutFor } from './filters.ts';
import { lotOf } from './problem.ts';
import type { RoutingRequest } from './request.ts';
import type { RoutingRetailer } from './retailer.ts';
import type { RuleSet } from './rule-set.ts';

/** Units by retailer, best ranked first, then by variant. */
export type BrutePlan = ReadonlyMap<string, ReadonlyMap<string, number>>;

type Rankable = readonly { readonly parcels: readonly PlannedParcel[] }[];

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, number) => total + number, 0);

/** Every selection from a list, the empty one included. */
function selectionsOf<T>(list: readonly T[]): T[][] {
  return list.reduceRight<T[][]>((all, item) => [...all.map((some) => [item, ...some]), ...all], [[]]);
}

const byNumbers = (a: readonly number[], b: readonly number[]): number => {
  const at = a.findIndex((number, index) => number !== b[index]);
  return at === -1 ? a.length - b.length : a[at]! - (b[at] ?? -Infinity);
};

/**
 * What `routeOrder` must choose, found by trying every selection of retailers and, in it, every way to share a variant out.
 * It shares the filters and the criteria with it, and nothing of the search: slow and obvious, to measure the other by. For
 * rules that neither refuse partial plans nor let lines wait.
 */
export function planByBruteForce(
  request: RoutingRequest,
  rules: RuleSet,
  criteria: Criteria = BUILT_IN_CRITERIA,
): BrutePlan {
  const context = { request, rules };
  const wanted = new Map<string, number>();
  for (const line of request.lines) wanted.set(line.variantId, (wanted.get(line.variantId) ?? 0) + line.quantity);
  const freeOf = (retailer: RoutingRetailer, variantId: string): number =>
    whyOut(retailer, request, rules) === null && whyOutFor(retailer, variantId, request, rules) === null
      ? Math.min(stockOf(retailer, variantId)!, wanted.get(variantId)!)
      : 0;
  const alone = (retailer: RoutingRetailer): PlannedParcel => {
    const units = [...wanted.keys()].map((variantId) => [variantId, freeOf(retailer, variantId)] as const);
    const unitsByVariant = new Map(units.filter(([, quantity]) => quantity > 0));
    return { retailer, unitsByVariant, units: sum(unitsByVariant.values()) };
  };

  const named = rules.criteria.map(({ use, step }) => ({ criterion: criteria.get(use), step }));
  const ranks = named.some(({ criterion }) => criterion === FEWEST_PARCELS)
    ? named
    : [...named, { criterion: FEWEST_PARCELS, step: undefined }];
  const scoreOf = (criterion: Criterion, parcels: readonly PlannedParcel[]): number | null => {
    if (criterion.of === 'plan') return criterion.score(parcels, context);
    const scores = parcels.map((parcel) => criterion.score(parcel.retailer, context)).filter((score) => score !== null);
    if (scores.length < parcels.length) return null;
    if (criterion.across === 'worst') return criterion.better === 'lower' ? Math.max(...scores) : Math.min(...scores);
    if (criterion.across === 'parcels') return sum(scores);
    return sum(parcels.map((parcel, at) => parcel.units * scores[at]!)) / sum(parcels.map((parcel) => parcel.units));
  };
  const lotsOf = (parcels: readonly PlannedParcel[]): number[] =>
    parcels.map((parcel) => lotOf(request.orderId, parcel.retailer.retailerId)).sort((a, b) => a - b);
  const bestOf = <T extends Rankable[number]>(plans: readonly T[]): T => {
    let left = plans;
    for (const { criterion, step } of ranks) {
      if (!criterion) continue;
      const scores = new Map(
        left.map((plan) => {
          const score = scoreOf(criterion, plan.parcels);
          if (score === null) return [plan, null];
          const steps = step === undefined ? Math.round(score * 1e9) / 1e9 : Math.floor(score / step + 5e-10);
          return [plan, criterion.better === 'lower' ? steps : -steps];
        }),
      );
      const best = Math.min(...[...scores.values()].filter((score) => score !== null));
      left = left.filter((plan) => scores.get(plan) === null || scores.get(plan) === best);
    }
    return [...left].sort((a, b) => byNumbers(lotsOf(a.parcels), lotsOf(b.parcels)))[0]!;
  };

  let rest = request.retailers
    .map((retailer) => ({ parcels: [alone(retailer)] }))
    .filter((it) => it.parcels[0]!.units > 0);
  const ranked: RoutingRetailer[] = [];
  while (rest.length > 0) {
    const best = bestOf(rest);
    ranked.push(best.parcels[0]!.retailer);
    rest = rest.filter((it) => it !== best);
  }

  /** Shares in the order of `members`: most units, then fewest retailers if lines stay together, then the best ranked most. */
  const share = (members: readonly RoutingRetailer[], variantId: string): number[] => {
    const ways = selectionsOf(members)
      .filter((some) => some.length <= (rules.maxSplit ?? Infinity))
      .map((some) => {
        let left = wanted.get(variantId)!;
        return members.map((member) => {
          const take = some.includes(member) ? Math.min(left, freeOf(member, variantId)) : 0;
          left -= take;
          return take;
        });
      });
    const pieces = (way: readonly number[]): number =>
      rules.keepLinesTogether ? way.filter((it) => it > 0).length : 0;
    return ways.sort((a, b) => sum(b) - sum(a) || pieces(a) - pieces(b) || byNumbers(b, a))[0]!;
  };
  const plans = selectionsOf(ranked)
    .filter((members) => members.length > 0 && members.length <= (rules.maxParcels ?? Infinity))
    .map((members) => {
      const shares = [...wanted.keys()].map((variantId) => [variantId, share(members, variantId)] as const);
      const parcels = members.map((retailer, at): PlannedParcel => {
        const units = shares.map(([variantId, way]) => [variantId, way[at]!] as const);
        const unitsByVariant = new Map(units.filter(([, quantity]) => quantity > 0));
        return { retailer, unitsByVariant, units: sum(unitsByVariant.values()) };
      });
      return { parcels, units: sum(parcels.map((parcel) => parcel.units)) };
    })
    .filter((plan) => plan.parcels.every((parcel) => parcel.units > 0));
  const most = Math.max(0, ...plans.map((plan) => plan.units));
  const winner = most > 0 ? bestOf(plans.filter((plan) => plan.units === most)) : { parcels: [] };
  return new Map(winner.parcels.map((parcel) => [parcel.retailer.retailerId, parcel.unitsByVariant]));
}
