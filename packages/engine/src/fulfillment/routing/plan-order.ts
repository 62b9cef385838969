import {
  mayRouteAgain,
  routeOrder,
  type RoutingExclusion,
  type RoutingPlan,
  type RoutingRequest,
  type RuleSet,
} from '@sidestall/fulfillment';
import { newId, type Id, type OrderLineId, type VariantId } from '@sidestall/kernel';
import type { UnroutedLine, UnroutedOrder } from '../../ordering/routable-orders.ts';
import { HOUSE_CRITERIA } from './house-criteria.ts';
import type { Refusal } from './refusal.store.ts';
import { ruleScopeName } from './rule-set.store.ts';
import type { StockLeft } from './stock-left.ts';

/** What is known of an order before it is planned. */
export interface OrderSituation {
  readonly order: UnroutedOrder;
  /** Rounds that were made for it before. */
  readonly roundsBefore: number;
  readonly refusals: readonly Refusal[];
  /** By `ruleScopeName`. */
  readonly rules: ReadonlyMap<string, RuleSet>;
  readonly substitutes: ReadonlyMap<VariantId, readonly VariantId[]>;
}

/** One run of routing: what was asked and what came of it. */
export interface Decision {
  readonly id: Id<'rtd'>;
  readonly request: RoutingRequest;
  readonly plan: RoutingPlan;
}

/** Units of a line that nobody ships now. */
export interface LeftUnits {
  readonly line: UnroutedLine;
  readonly quantity: number;
}

/** What is to be written for an order. */
export interface OrderRouting {
  readonly order: UnroutedOrder;
  /** Those worth keeping: a line that waits and waits on has nothing new to tell. */
  readonly decisions: readonly Decision[];
  readonly round: number;
  /** Another round may find somebody soon. */
  readonly isTriedAgain: boolean;
  /** Goes on back order, for so many days. */
  readonly waits: readonly (LeftUnits & { readonly days: number })[];
  /** The buyer is offered something else; where that cannot be done, it waits for so many days or is given up. */
  readonly offers: readonly (LeftUnits & { readonly substituteId: VariantId; readonly otherwise: number | null })[];
  readonly givenUp: readonly LeftUnits[];
}

/** The region of an address as ISO 3166-2 has it; people write names too, which say nothing here. */
const regionOf = (region: string | undefined): string | null => {
  const code = region?.trim().toUpperCase() ?? '';
  return /^[A-Z0-9]{1,3}$/.test(code) ? code : null;
};

/** Lines by the rules they go by: brands of one order may each have their own. */
function groupsOf({ order, rules }: OrderSituation): { rules: RuleSet; lines: UnroutedLine[] }[] {
  const groups = new Map<RuleSet, UnroutedLine[]>();
  for (const line of order.lines) {
    const own = rules.get(ruleScopeName({ brandId: line.brandId, showId: order.showId }))!;
    groups.set(own, [...(groups.get(own) ?? []), line]);
  }
  return [...groups].map(([own, lines]) => ({ rules: own, lines }));
}

/**
 * Whoever refused is left out. For lines that wait, whoever has counted since is asked again: the goods may have come, or
 * the retailer woken up.
 */
function exclusionsOf(
  refusals: readonly Refusal[],
  lines: readonly UnroutedLine[],
  stock: StockLeft,
): RoutingExclusion[] {
  const variantIds = lines.map((line) => line.variantId);
  const isWaiting = lines.every((line) => line.backorder !== null);
  const isPast = ({ retailerId, variantId, answeredAt, isForGood }: Refusal) => {
    const countedAt = stock.countedAt(retailerId, variantId === null ? variantIds : [variantId]);
    return isWaiting && !isForGood && countedAt !== null && countedAt > answeredAt;
  };
  return refusals.filter((refusal) => !isPast(refusal)).map(({ retailerId, variantId }) => ({ retailerId, variantId }));
}

/** What the rules say of units once no further round is made. */
function lastResort({ backorder }: RuleSet): { readonly days: number } | null {
  const action = backorder.policy === 'substitute' ? backorder.otherwise : backorder.policy;
  return action === 'refund' ? null : { days: backorder.waitDays };
}

/**
 * Plans one order against the stock that orders planned before it left, and takes what it needs. Lines that are not on back
 * order have as many rounds as their rules give them; those that are wait for stock until their time is over.
 */
export function planOrder(situation: OrderSituation, stock: StockLeft): OrderRouting {
  const { order, roundsBefore, refusals } = situation;
  const round = roundsBefore + 1;
  const decisions: Decision[] = [];
  const waits: (LeftUnits & { days: number })[] = [];
  const offers: OrderRouting['offers'][number][] = [];
  const givenUp: LeftUnits[] = [];
  let isTriedAgain = false;

  const leave = (line: UnroutedLine, quantity: number, rules: RuleSet, plan: RoutingPlan | null): void => {
    const wait = lastResort(rules);
    if (line.backorder === 'waiting' && !order.isOutOfTime) return;
    if (line.backorder === 'over' || order.isOutOfTime) givenUp.push({ line, quantity });
    else if (plan && mayRouteAgain(round, rules)) isTriedAgain = true;
    else if (plan && substituteIn(plan, line)) {
      offers.push({ line, quantity, substituteId: substituteIn(plan, line)!, otherwise: wait?.days ?? null });
    } else if (wait) waits.push({ line, quantity, ...wait });
    else givenUp.push({ line, quantity });
  };

  for (const { rules, lines } of groupsOf(situation)) {
    const isTired = order.isOutOfTime || !mayRouteAgain(roundsBefore, rules);
    const going = order.isOutOfTime ? [] : isTired ? lines.filter((line) => line.backorder !== null) : lines;
    const resting = lines.filter((line) => !going.includes(line));
    const lastPlan = resting.length > 0 && !order.isOutOfTime ? planOfNothing(situation, resting, rules, stock) : null;
    for (const line of resting) leave(line, line.quantityUnrouted, rules, lastPlan);
    if (going.length === 0) continue;
    const request = requestOf(situation, going, round, exclusionsOf(refusals, going, stock), stock);
    const plan = routeOrder(request, rules, HOUSE_CRITERIA);
    stock.take(plan.parcels);
    if (plan.parcels.length > 0 || going.some((line) => line.backorder === null)) {
      decisions.push({ id: newId('rtd'), request, plan });
    }
    for (const { lineId, quantity } of plan.unrouted) {
      leave(
        going.find((line) => line.lineId === lineId)!,
        quantity,
        rules,
        plan,
      );
    }
  }
  return { order, decisions, round, isTriedAgain, waits, offers, givenUp };
}

/** What the rules say of lines that nobody is asked for any more: what could be sent instead, if they say so. */
function planOfNothing(
  situation: OrderSituation,
  lines: readonly UnroutedLine[],
  rules: RuleSet,
  stock: StockLeft,
): RoutingPlan | null {
  if (rules.backorder.policy !== 'substitute' || !lines.some((line) => line.mayBeSubstituted)) return null;
  const exclusions = [...stock.records.keys()].flatMap((retailerId) =>
    lines.map(({ variantId }) => ({ retailerId, variantId })),
  );
  return routeOrder(requestOf(situation, lines, situation.roundsBefore + 1, exclusions, stock), rules, HOUSE_CRITERIA);
}

/** What the rules would offer instead of a whole line. */
function substituteIn(plan: RoutingPlan, line: UnroutedLine): VariantId | null {
  const decision = plan.backorders.find((it) => it.lineId === line.lineId)?.decision;
  const isWhole = plan.unrouted.some((it) => it.lineId === line.lineId && it.quantity === line.quantityUnrouted);
  return decision?.action === 'substitute' && isWhole && line.mayBeSubstituted
    ? (decision.variantId as VariantId)
    : null;
}

function requestOf(
  { order, substitutes }: OrderSituation,
  lines: readonly UnroutedLine[],
  round: number,
  exclusions: readonly RoutingExclusion[],
  stock: StockLeft,
): RoutingRequest {
  const variantIds: VariantId[] = lines.map((line) => line.variantId);
  const offered = Object.fromEntries(
    variantIds.flatMap((id) => (substitutes.has(id) ? [[id, substitutes.get(id)!]] : [])),
  );
  return {
    orderId: order.orderId,
    country: order.country,
    region: regionOf(order.address.region),
    currency: order.currency,
    lines: lines.map(({ lineId, variantId, quantityUnrouted }) => ({ lineId, variantId, quantity: quantityUnrouted })),
    retailers: stock.retailersFor([...variantIds, ...Object.values(offered).flat()]),
    substitutes: offered,
    exclusions,
    round,
  };
}

/** Units that the decisions of an order ask retailers for, by line. */
export function requestedUnits(decisions: readonly Decision[]): Map<OrderLineId, number> {
  const units = new Map<OrderLineId, number>();
  for (const line of decisions.flatMap(({ plan }) => plan.parcels.flatMap((parcel) => parcel.lines))) {
    const lineId = line.lineId as OrderLineId;
    units.set(lineId, (units.get(lineId) ?? 0) + line.quantity);
  }
  return units;
}
