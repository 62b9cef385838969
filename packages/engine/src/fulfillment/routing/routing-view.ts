import { Injectable } from '@nestjs/common';
import { SubstituteStore } from '../../ordering/backorders/substitute.store.ts';
import type { UnroutedOrder } from '../../ordering/routable-orders.ts';
import type { Tx } from '../../platform/database.ts';
import { RoutingDecisionStore } from '../routing-decision.store.ts';
import { RoutingParties } from '../routing-parties.ts';
import type { OrderSituation } from './plan-order.ts';
import { RefusalStore } from './refusal.store.ts';
import { RuleSetStore } from './rule-set.store.ts';
import type { StockLeft } from './stock-left.ts';

/** Reads all that routing decides by, of many orders at once. */
@Injectable()
export class RoutingView {
  constructor(
    private readonly decisions: RoutingDecisionStore,
    private readonly refusals: RefusalStore,
    private readonly ruleSets: RuleSetStore,
    private readonly substitutes: SubstituteStore,
    private readonly parties: RoutingParties,
  ) {}

  async of(
    tx: Tx,
    orders: readonly UnroutedOrder[],
  ): Promise<{ readonly situations: OrderSituation[]; readonly stock: StockLeft }> {
    const orderIds = orders.map((order) => order.orderId);
    const rounds = await this.decisions.rounds(tx, orderIds);
    const refusals = await this.refusals.ofOrders(tx, orderIds);
    const rules = await this.ruleSets.activeFor(
      tx,
      orders.flatMap(({ showId, lines }) => lines.map(({ brandId }) => ({ brandId, showId }))),
    );
    const variantIds = [...new Set(orders.flatMap((order) => order.lines.map((line) => line.variantId)))];
    const substitutes = await this.substitutes.of(tx, variantIds);
    const stock = await this.parties.gather(tx, [...variantIds, ...[...substitutes.values()].flat()]);
    const situations = orders.map((order) => ({
      order,
      rules,
      substitutes,
      roundsBefore: rounds.get(order.orderId) ?? 0,
      refusals: refusals.get(order.orderId) ?? [],
    }));
    return { situations, stock };
  }
}
