import { Injectable } from '@nestjs/common';
import type { RuleSetTrialWire } from '@sidestall/contracts';
import { routeOrder, type RoutedParcel, type RuleSet, type RuleSetError } from '@sidestall/fulfillment';
import { ok, type Result, type RetailerId } from '@sidestall/kernel';
import { BrandLinesReader, type BrandLines } from '../../ordering/brand-lines.ts';
import { Database } from '../../platform/database.ts';
import { RetailerStore, type RetailerRecord } from '../retailer.store.ts';
import { RoutingDecisionStore, type RoutingDecisionRecord } from '../routing-decision.store.ts';
import { HOUSE_CRITERIA } from './house-criteria.ts';
import { readRuleSetName } from './rule-set-name.ts';
import { SaveRuleSet, type RuleSetDraft } from './save-rule-set.ts';

type Tried = RuleSetTrialWire['orders'][number];
type TriedPlan = Tried['after'];

/**
 * Says how orders of the past would have been routed at first by other rules: with the stock, the retailers and their state
 * as routing saw them then. Changes nothing.
 */
@Injectable()
export class TryRuleSet {
  constructor(
    private readonly database: Database,
    private readonly saving: SaveRuleSet,
    private readonly lines: BrandLinesReader,
    private readonly decisions: RoutingDecisionStore,
    private readonly retailers: RetailerStore,
  ) {}

  async execute(draft: RuleSetDraft, most: number): Promise<Result<RuleSetTrialWire, RuleSetError>> {
    const rules = this.saving.check(draft);
    if (!rules.ok) return rules;
    const orders = await this.lines.latest(this.database, draft.brandId, draft.showId, most);
    const decisions = await this.decisions.first(
      this.database,
      orders.map((order) => order.orderId),
    );
    const ids = decisions.flatMap(({ request }) => request.retailers.map((it) => it.retailerId as RetailerId));
    const names = await this.retailers.named(this.database, [...new Set(ids)]);
    const tried = orders.flatMap((order) => {
      const own = decisions.find((it) => it.orderId === order.orderId && linesOf(it, order).length > 0);
      return own ? [tryOn(order, own, rules.value, names)] : [];
    });
    const sum = (pick: (one: Tried) => number) => tried.reduce((total, one) => total + pick(one), 0);
    return ok({
      orders: tried,
      summary: {
        orders: tried.length,
        changed: sum((one) => (one.isSame ? 0 : 1)),
        parcelsBefore: sum((one) => one.before.parcels.length),
        parcelsAfter: sum((one) => one.after.parcels.length),
        leftUnitsBefore: sum((one) => one.before.leftUnits),
        leftUnitsAfter: sum((one) => one.after.leftUnits),
      },
    });
  }
}

function linesOf({ request }: RoutingDecisionRecord, order: BrandLines) {
  const own = new Set<string>(order.lines.map((line) => line.lineId));
  return request.lines.filter((line) => own.has(line.lineId));
}

function tryOn(
  order: BrandLines,
  decision: RoutingDecisionRecord,
  rules: RuleSet,
  names: ReadonlyMap<RetailerId, RetailerRecord>,
): Tried {
  const lines = linesOf(decision, order);
  const own = new Set(lines.map((line) => line.lineId));
  const plan = routeOrder({ ...decision.request, lines }, rules, HOUSE_CRITERIA);
  const parcelsOf = (parcels: readonly RoutedParcel[]): TriedPlan['parcels'] =>
    parcels
      .map(({ retailerId, lines: some }) => ({
        retailerId,
        retailerName: names.get(retailerId as RetailerId)?.name ?? retailerId,
        units: some.reduce((sum, line) => sum + (own.has(line.lineId) ? line.quantity : 0), 0),
      }))
      .filter((parcel) => parcel.units > 0);
  const wanted = lines.reduce((sum, line) => sum + line.quantity, 0);
  const planOf = (parcels: readonly RoutedParcel[], decidedBy: string | null, name: TriedPlan['rules']): TriedPlan => {
    const shown = parcelsOf(parcels);
    return {
      rules: name,
      parcels: shown,
      leftUnits: wanted - shown.reduce((sum, parcel) => sum + parcel.units, 0),
      decidedBy,
    };
  };
  const before = planOf(decision.plan.parcels, decision.plan.decidedBy, readRuleSetName(decision.rules));
  const after = planOf(plan.parcels, plan.decidedBy, null);
  const key = ({ parcels }: TriedPlan) =>
    JSON.stringify(parcels.map(({ retailerId, units }) => `${retailerId} ${units}`).sort());
  return {
    orderId: order.orderId,
    number: order.number,
    routedAt: decision.decidedAt.toISOString(),
    isSame: key(before) === key(after),
    before,
    after,
  };
}
