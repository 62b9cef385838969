import { Injectable } from '@nestjs/common';
import { err, ok, type OrderId, type Result } from '@sidestall/kernel';
import { InventoryService } from '../../inventory/inventory.service.ts';
import { RoutableOrders, type UnroutedOrder } from '../../ordering/routable-orders.ts';
import { Database, type Tx } from '../../platform/database.ts';
import { Faults } from '../../platform/faults.ts';
import { RequestParcels } from '../request-parcels.ts';
import { planOrder } from './plan-order.ts';
import { RoutingView } from './routing-view.ts';

/** Stock moved between looking and promising this often in a row: let whoever asked spread the crowd. */
const LOST_RACES = 3;

/**
 * Finds retailers for the unrouted units of orders and asks them: all in one transaction, in as many statements for a
 * hundred orders as for one. Each is planned after the ones before it, against the stock they left. Safe to run again.
 */
@Injectable()
export class RouteOrders {
  constructor(
    private readonly database: Database,
    private readonly orders: RoutableOrders,
    private readonly inventory: InventoryService,
    private readonly view: RoutingView,
    private readonly requests: RequestParcels,
    private readonly faults: Faults,
  ) {}

  /** Throws when stock keeps moving, or when one of the orders cannot be planned: then none of them is routed. */
  async execute(orderIds: readonly OrderId[]): Promise<void> {
    for (let tries = 1; ; tries++) {
      const routed = await this.database.attempt((tx) => this.#route(tx, orderIds));
      await this.faults.at('routing.committed-before-ack');
      if (routed.ok) return;
      if (tries === LOST_RACES)
        throw new Error(`Stock for ${orderIds.join(', ')} keeps moving; routing tries again later`);
    }
  }

  async #route(tx: Tx, orderIds: readonly OrderId[]): Promise<Result<null, 'stock-moved'>> {
    const orders: readonly UnroutedOrder[] = await this.orders.lock(tx, orderIds);
    if (orders.length === 0) return ok(null);
    const { situations, stock } = await this.view.of(tx, orders);
    const routings = situations.map((situation) => planOrder(situation, stock));
    if (stock.taken.length > 0 && !(await this.inventory.allocateMany(tx, stock.taken))) return err('stock-moved');
    await this.requests.execute(tx, routings, stock);
    await this.faults.at('routing.before-commit');
    return ok(null);
  }
}
