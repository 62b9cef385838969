import type { CriterionContext } from './criterion.ts';
import { stockOf, whyOutFor, type Sifted } from './filters.ts';
import type { Backorder, BackorderDecision, RoutedParcel, ShortReason } from './plan.ts';
import { sumOfLargest } from './problem.ts';
import type { RoutingLine } from './request.ts';

/** What one plan leaves. */
export interface LeftOver {
  readonly left: readonly RoutingLine[];
  /** Those of them that were short by themselves; others were left because the order may not go in part. */
  readonly short: readonly RoutingLine[];
  readonly parcels: readonly RoutedParcel[];
}

function reasonOf(variantId: string, { request, rules }: CriterionContext, sifted: readonly Sifted[]): ShortReason {
  const wanted = request.lines.reduce((sum, line) => sum + (line.variantId === variantId ? line.quantity : 0), 0);
  const free = sifted.filter((it) => it.outFor.get(variantId) === null).map((it) => stockOf(it.retailer, variantId)!);
  if (sumOfLargest(free, free.length) >= wanted) {
    return sumOfLargest(free, rules.maxSplit ?? free.length) < wanted ? 'too_many_splits' : 'too_many_parcels';
  }
  const mayServe = free.length > 0 || sifted.some((it) => it.outFor.get(variantId) === 'no_stock');
  return mayServe ? 'no_stock' : 'no_retailer';
}

/** What lies at the retailers beside what the plan takes; what is offered as a substitute is offered once. */
class Shelves {
  readonly #taken = new Map<string, number>();
  readonly #context: CriterionContext;
  readonly #sifted: readonly Sifted[];

  constructor(context: CriterionContext, sifted: readonly Sifted[], parcels: readonly RoutedParcel[]) {
    this.#context = context;
    this.#sifted = sifted;
    for (const { retailerId, lines } of parcels) {
      for (const { variantId, quantity } of lines) this.#take(retailerId, variantId, quantity);
    }
  }

  /** Sets so many units aside if they can be routed; false, and nothing changes, if they cannot. */
  canSetAside(variantId: string, quantity: number): boolean {
    const { request, rules } = this.#context;
    const places = this.#sifted
      .filter(({ retailer, out }) => out === null && whyOutFor(retailer, variantId, request, rules) === null)
      .map(({ retailer }) => ({
        id: retailer.retailerId,
        free: this.#freeAt(retailer.retailerId, variantId, retailer),
      }))
      .sort((a, b) => b.free - a.free);
    const slots = Math.min(rules.maxSplit ?? places.length, rules.maxParcels ?? places.length);
    const freeOfEach = places.map((place) => place.free);
    if (sumOfLargest(freeOfEach, slots) < quantity) return false;
    let left = quantity;
    for (const place of places) {
      const take = Math.min(left, place.free);
      this.#take(place.id, variantId, take);
      left -= take;
    }
    return true;
  }

  #freeAt(retailerId: string, variantId: string, retailer: Sifted['retailer']): number {
    return Math.max(0, stockOf(retailer, variantId)! - (this.#taken.get(`${retailerId}\n${variantId}`) ?? 0));
  }

  #take(retailerId: string, variantId: string, quantity: number): void {
    const key = `${retailerId}\n${variantId}`;
    this.#taken.set(key, (this.#taken.get(key) ?? 0) + quantity);
  }
}

function decisionFor(line: RoutingLine, { request, rules }: CriterionContext, shelves: Shelves): BackorderDecision {
  const { policy, otherwise, waitDays } = rules.backorder;
  if (policy === 'substitute') {
    const offered = request.substitutes ?? {};
    const substitutes = Object.hasOwn(offered, line.variantId) ? offered[line.variantId]! : [];
    const variantId = substitutes.find((it) => it !== line.variantId && shelves.canSetAside(it, line.quantity));
    if (variantId !== undefined) return { action: 'substitute', variantId };
  }
  const action = policy === 'substitute' ? otherwise : policy;
  return action === 'refund' ? { action } : { action: 'wait', days: waitDays };
}

/** Why each line is left over, and what the rules say becomes of it. */
export function backordersOf(context: CriterionContext, sifted: readonly Sifted[], leftOver: LeftOver): Backorder[] {
  const shelves = new Shelves(context, sifted, leftOver.parcels);
  return leftOver.left.map((line) => ({
    ...line,
    reason: leftOver.short.some((it) => it.lineId === line.lineId)
      ? reasonOf(line.variantId, context, sifted)
      : 'order_incomplete',
    decision: decisionFor(line, context, shelves),
  }));
}
