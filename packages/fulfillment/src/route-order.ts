import {
  byRank,
  tieBreakOf,
  whyOut,
  whyOutFor,
  type Candidate,
  type CandidateVerdict,
  type RoutingExclusion,
  type RoutingRetailer,
} from './candidate.ts';
import { fewestParcels } from './fewest-parcels.ts';

/** The name of this set of rules, kept with every decision so that it can be replayed by the rules it was made with. */
export const ROUTING_RULES = 'fewest-parcels/1';

/** Units of one order line that still need somebody to ship them. */
export interface RoutingLine {
  readonly lineId: string;
  readonly variantId: string;
  readonly quantity: number;
}

export interface RoutingRequest {
  readonly orderId: string;
  readonly country: string;
  readonly lines: readonly RoutingLine[];
  readonly retailers: readonly RoutingRetailer[];
  readonly exclusions: readonly RoutingExclusion[];
  /** 1 for the first try. */
  readonly round: number;
}

/** What one retailer is to be asked for. */
export interface RoutedParcel {
  readonly retailerId: string;
  readonly lines: readonly RoutingLine[];
}

export interface RoutingPlan {
  readonly rules: string;
  readonly round: number;
  /** Best ranked retailer first; no retailer twice. */
  readonly parcels: readonly RoutedParcel[];
  /** What nobody can ship now. */
  readonly unrouted: readonly RoutingLine[];
  /** Every retailer that was looked at, and why it is in or out. */
  readonly candidates: readonly CandidateVerdict[];
  readonly isExact: boolean;
  readonly setsCompared: number;
}

type Units = Map<string, Map<string, number>>;

function demandOf(lines: readonly RoutingLine[]): Map<string, number> {
  const demand = new Map<string, number>();
  for (const line of lines) {
    if (!Number.isSafeInteger(line.quantity) || line.quantity < 0) {
      throw new Error(`A line to route has a whole quantity, got ${line.quantity}`);
    }
    if (line.quantity > 0) demand.set(line.variantId, (demand.get(line.variantId) ?? 0) + line.quantity);
  }
  return demand;
}

/** Units by retailer and variant: one retailer for the whole of a variant where one can, else the best ranked first. */
function shareOut(demand: ReadonlyMap<string, number>, chosen: readonly Candidate[]): Units {
  const units: Units = new Map(chosen.map((candidate) => [candidate.retailer.retailerId, new Map()]));
  for (const [variantId, quantity] of demand) {
    const whole = chosen.find((candidate) => (candidate.free.get(variantId) ?? 0) >= quantity);
    let left = quantity;
    for (const candidate of whole ? [whole] : chosen) {
      const take = Math.min(left, candidate.free.get(variantId) ?? 0);
      if (take > 0) units.get(candidate.retailer.retailerId)!.set(variantId, take);
      left -= take;
    }
  }
  return units;
}

/** Turns units by variant back into the lines of the order, earlier lines first, and says what is left of each. */
function ontoLines(lines: readonly RoutingLine[], chosen: readonly Candidate[], units: Units) {
  const left = new Map(lines.map((line) => [line, line.quantity]));
  const parcels = chosen.map(({ retailer }): RoutedParcel => {
    const mine = new Map(units.get(retailer.retailerId));
    const parcelLines: RoutingLine[] = [];
    for (const line of lines) {
      const quantity = Math.min(left.get(line)!, mine.get(line.variantId) ?? 0);
      if (quantity === 0) continue;
      parcelLines.push({ lineId: line.lineId, variantId: line.variantId, quantity });
      left.set(line, left.get(line)! - quantity);
      mine.set(line.variantId, mine.get(line.variantId)! - quantity);
    }
    return { retailerId: retailer.retailerId, lines: parcelLines };
  });
  const unrouted = lines
    .map((line) => ({ lineId: line.lineId, variantId: line.variantId, quantity: left.get(line)! }))
    .filter((line) => line.quantity > 0);
  return { parcels, unrouted };
}

/**
 * Chooses who ships what: retailers that are active, reachable, ship to the country, sell the variant, have it and are not
 * excluded; then the fewest parcels; then the best priority; then a tie-break that depends on order and retailer only. One
 * line may be split over retailers; no more is ever allocated than was ordered or is free. What nobody can ship comes back
 * in `unrouted`. The order in which lines and retailers are listed never changes the plan.
 */
export function routeOrder(request: RoutingRequest): RoutingPlan {
  const lines = [...request.lines].sort((a, b) => (a.lineId < b.lineId ? -1 : 1));
  const retailers = [...request.retailers].sort((a, b) => (a.retailerId < b.retailerId ? -1 : 1));
  const demand = new Map([...demandOf(lines)].sort(([a], [b]) => (a < b ? -1 : 1)));

  const ranked: Candidate[] = [];
  for (const retailer of retailers) {
    if (whyOut(retailer, request.country, request.exclusions) !== null) continue;
    const free = new Map<string, number>();
    for (const variantId of demand.keys()) {
      if (whyOutFor(retailer, variantId, request.exclusions) === null) free.set(variantId, retailer.stock[variantId]!);
    }
    if (free.size > 0) ranked.push({ retailer, free, tieBreak: tieBreakOf(request.orderId, retailer.retailerId) });
  }
  ranked.sort(byRank);

  const choice = fewestParcels(demand, ranked);
  const units = shareOut(demand, choice.chosen);
  const { parcels, unrouted } = ontoLines(lines, choice.chosen, units);

  const candidates = retailers.map((retailer): CandidateVerdict => {
    const out = whyOut(retailer, request.country, request.exclusions);
    const variants = [...demand.keys()].map((variantId) => ({
      variantId,
      free: Object.hasOwn(retailer.stock, variantId) ? retailer.stock[variantId]! : null,
      allocated: units.get(retailer.retailerId)?.get(variantId) ?? 0,
      reason: out ?? whyOutFor(retailer, variantId, request.exclusions),
    }));
    const isCandidate = ranked.some((candidate) => candidate.retailer === retailer);
    const isChosen = choice.chosen.some((candidate) => candidate.retailer === retailer);
    return {
      retailerId: retailer.retailerId,
      priority: retailer.priority,
      outcome: isChosen ? 'chosen' : isCandidate ? 'not_needed' : 'out',
      reason: isCandidate ? null : (out ?? variants.find((variant) => variant.reason !== null)?.reason ?? null),
      variants,
    };
  });
  return {
    rules: ROUTING_RULES,
    round: request.round,
    parcels,
    unrouted,
    candidates,
    isExact: choice.isExact,
    setsCompared: choice.setsCompared,
  };
}
