import { BUILT_IN_CRITERIA, FEWEST_PARCELS } from './routing/built-in-criteria.ts';
import { backordersOf } from './routing/backorder.ts';
import { choosePlan, type Choice } from './routing/choose-plan.ts';
import type { Criteria, CriterionContext } from './routing/criterion.ts';
import { sift, stockOf, type Sifted } from './routing/filters.ts';
import type { RoutedParcel, RoutingPlan } from './routing/plan.ts';
import { lotOf, type Candidate, type Problem } from './routing/problem.ts';
import { rankCandidates, scoreAlone, type Rank } from './routing/ranking.ts';
import type { RoutingLine, RoutingRequest } from './routing/request.ts';
import { HOUSE_RULES, ruleSetName, type RuleSet } from './routing/rule-set.ts';
import { verdictsOf } from './routing/verdicts.ts';

/** What was found for some lines. */
interface Attempt {
  readonly problem: Problem;
  readonly choice: Choice | null;
  readonly parcels: readonly RoutedParcel[];
  readonly unrouted: readonly RoutingLine[];
}

function wantedOf(lines: readonly RoutingLine[]): Map<string, number> {
  const wanted = new Map<string, number>();
  for (const { variantId, quantity } of lines) {
    if (!Number.isSafeInteger(quantity) || quantity < 0) {
      throw new Error(`A line to route has a whole quantity, got ${quantity}`);
    }
    if (quantity > 0) wanted.set(variantId, (wanted.get(variantId) ?? 0) + quantity);
  }
  return new Map([...wanted].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The rules' criteria; the fewest parcels decide before lots do, also where the rules do not say so. */
function ranksOf(rules: RuleSet, criteria: Criteria): Rank[] {
  const ranks = rules.criteria.map(({ use, step }): Rank => ({
    name: use,
    criterion: criteria.get(use) ?? null,
    step: step ?? null,
  }));
  const hasFewest = ranks.some((rank) => rank.criterion === FEWEST_PARCELS);
  return hasFewest ? ranks : [...ranks, { name: FEWEST_PARCELS.name, criterion: FEWEST_PARCELS, step: null }];
}

function problemOf(
  wanted: ReadonlyMap<string, number>,
  sifted: readonly Sifted[],
  ranks: readonly Rank[],
  context: CriterionContext,
): Problem {
  const { request, rules } = context;
  const variants = [...wanted.keys()];
  const candidates: Candidate[] = [];
  for (const { retailer, out, outFor } of sifted) {
    if (out !== null) continue;
    const free = variants.map((variantId) =>
      outFor.get(variantId) === null ? Math.min(stockOf(retailer, variantId)!, wanted.get(variantId)!) : 0,
    );
    if (free.every((units) => units === 0)) continue;
    const units = new Map(variants.map((variantId, at) => [variantId, free[at]!] as const).filter(([, n]) => n > 0));
    const scores = ranks.map((rank) => scoreAlone(rank, retailer, units, context));
    candidates.push({ retailer, free, scores, lot: lotOf(request.orderId, retailer.retailerId) });
  }
  return {
    variants,
    wanted: [...wanted.values()],
    candidates: rankCandidates(candidates, ranks),
    maxSplit: rules.maxSplit ?? Infinity,
    maxParcels: rules.maxParcels ?? Infinity,
    keepLinesTogether: rules.keepLinesTogether,
  };
}

/** Turns units by variant back into the lines of the order, earlier lines first, and says what is left of each. */
function ontoLines(lines: readonly RoutingLine[], problem: Problem, choice: Choice | null) {
  const left = new Map(lines.map((line) => [line, line.quantity]));
  const draft = choice?.drafts[choice.ranking.winner];
  const parcels = (draft?.members ?? []).map((member, place): RoutedParcel => {
    const mine = new Map(problem.variants.map((variantId, at) => [variantId, draft!.shares[at]![place]!]));
    const parcelLines: RoutingLine[] = [];
    for (const line of lines) {
      const quantity = Math.min(left.get(line)!, mine.get(line.variantId) ?? 0);
      if (quantity === 0) continue;
      parcelLines.push({ lineId: line.lineId, variantId: line.variantId, quantity });
      left.set(line, left.get(line)! - quantity);
      mine.set(line.variantId, mine.get(line.variantId)! - quantity);
    }
    return { retailerId: problem.candidates[member]!.retailer.retailerId, lines: parcelLines };
  });
  const unrouted = lines
    .map((line) => ({ lineId: line.lineId, variantId: line.variantId, quantity: left.get(line)! }))
    .filter((line) => line.quantity > 0);
  return { parcels, unrouted };
}

/** Lines that must not go in part: the rules say that such a line waits for the rest of it. */
function linesInPart(lines: readonly RoutingLine[], unrouted: readonly RoutingLine[]): RoutingLine[] {
  return lines.filter((line) => {
    const left = unrouted.find((it) => it.lineId === line.lineId);
    return left !== undefined && left.quantity < line.quantity;
  });
}

/**
 * Chooses who ships what. Filters leave the retailers that are active, heard of, ship there, sell the variant, have it,
 * know it from a fresh count, have room today and are not excluded. Of the plans that ship as much as can be shipped, the
 * criteria of the rules leave one; where they leave more, the fewest parcels and then a lot that depends on order and
 * retailer only. A line may be split as often as the rules allow; no more is ever allocated than was ordered or is free.
 * What nobody can ship comes back in `unrouted`, with what the rules say of it in `backorders`. The order in which lines
 * and retailers are listed never changes the plan.
 *
 * Up to 12 retailers every plan is looked at; beyond that as many as a budget of steps allows, then greedy sets and their
 * neighbors (`isExact` is false). A criterion that the rules name and `criteria` does not know has no opinion. Throws on a
 * quantity that is not whole and on a score that is not finite: both are bugs of the caller.
 */
export function routeOrder(
  request: RoutingRequest,
  rules: RuleSet = HOUSE_RULES,
  criteria: Criteria = BUILT_IN_CRITERIA,
): RoutingPlan {
  const context: CriterionContext = { request, rules };
  const lines = [...request.lines].sort((a, b) => (a.lineId < b.lineId ? -1 : 1));
  const wanted = wantedOf(lines);
  const ranks = ranksOf(rules, criteria);
  const sifted = sift(request, rules, [...wanted.keys()]);

  const attempt = (some: readonly RoutingLine[]): Attempt => {
    const problem = problemOf(wantedOf(some), sifted, ranks, context);
    const choice = choosePlan(problem, ranks, context);
    return { problem, choice, ...ontoLines(some, problem, choice) };
  };
  const first = attempt(lines);
  let last = first;
  let going = lines;
  if (rules.backorder.policy === 'wait') {
    for (let inPart = linesInPart(going, last.unrouted); inPart.length > 0;) {
      // Of several shelves each is short by itself; where parcels are few, one line less may make another whole.
      const waiting = rules.maxParcels === null ? inPart : inPart.slice(-1);
      going = going.filter((line) => !waiting.includes(line));
      last = attempt(going);
      inPart = linesInPart(going, last.unrouted);
    }
  }
  const routed = new Map<string, number>();
  for (const { lineId, quantity } of last.parcels.flatMap((parcel) => parcel.lines)) {
    routed.set(lineId, (routed.get(lineId) ?? 0) + quantity);
  }
  const unrouted = lines
    .map((line) => ({
      lineId: line.lineId,
      variantId: line.variantId,
      quantity: line.quantity - (routed.get(line.lineId) ?? 0),
    }))
    .filter((line) => line.quantity > 0);
  const isRefused = !rules.partialPlans && unrouted.length > 0;
  const parcels = isRefused ? [] : last.parcels;
  const left = isRefused ? lines.filter((line) => line.quantity > 0).map((it) => ({ ...it })) : unrouted;
  return {
    rules: ruleSetName(rules),
    round: request.round,
    parcels,
    unrouted: left,
    backorders: backordersOf(context, sifted, { left, short: unrouted, parcels }),
    candidates: verdictsOf(
      { sifted, ranks, first: first.problem, problem: last.problem, parcels, isRefused },
      last.choice,
    ),
    ranking: isRefused ? [] : (last.choice?.ranking.steps ?? []),
    decidedBy: isRefused ? null : deciderOf(last.choice),
    isExact: last.choice?.isExact ?? true,
    setsCompared: last.choice?.setsCompared ?? 0,
  };
}

/** The last criterion that took plans away. */
function deciderOf(choice: Choice | null): string | null {
  return choice?.ranking.steps.findLast((step) => step.plansAfter < step.plansBefore)?.criterion ?? null;
}
