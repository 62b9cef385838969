import { Injectable } from '@nestjs/common';
import { MAX_ROUTING_ROUNDS, routeOrder, type RoutingRequest } from '@sidestall/fulfillment';
import { err, ok, type OrderId, type Result, type RetailerId, type VariantId } from '@sidestall/kernel';
import { InventoryService } from '../inventory/inventory.service.ts';
import { OrderingService } from '../ordering/ordering.service.ts';
import { Database, type Tx } from '../platform/database.ts';
import { Faults } from '../platform/faults.ts';
import { Handles, type JobHandler } from '../platform/job-handler.ts';
import { FulfillmentOrderStore } from './fulfillment-order.store.ts';
import { routeOrderJob } from './jobs.ts';
import { RequestParcels } from './request-parcels.ts';
import { RoutingParties } from './routing-parties.ts';

/** Stock moved between looking and promising this often in a row: let the job's backoff spread the crowd. */
const LOST_RACES = 3;

/** Finds retailers for the unrouted units of an order and asks them, all in one transaction. Safe to run again. */
@Injectable()
export class RouteOrder {
  constructor(
    private readonly database: Database,
    private readonly ordering: OrderingService,
    private readonly inventory: InventoryService,
    private readonly orders: FulfillmentOrderStore,
    private readonly parties: RoutingParties,
    private readonly requests: RequestParcels,
    private readonly faults: Faults,
  ) {}

  async execute(orderId: OrderId): Promise<void> {
    for (let tries = 1; ; tries++) {
      const routed = await this.database.attempt((tx) => this.#route(tx, orderId));
      if (routed.ok) return;
      if (tries === LOST_RACES) throw new Error(`Stock for ${orderId} keeps moving; routing tries again later`);
    }
  }

  async #route(tx: Tx, orderId: OrderId): Promise<Result<null, 'stock-moved'>> {
    const order = await this.ordering.routableOrder(tx, orderId);
    const lines = order?.lines.filter((line) => line.quantityUnrouted > 0) ?? [];
    if (!order || lines.length === 0) return ok(null);
    const round = await this.parties.nextRound(tx, orderId);
    if (round > MAX_ROUTING_ROUNDS || order.isOutOfTime) {
      await this.requests.giveUp(tx, order);
      return ok(null);
    }
    const { retailers, records } = await this.parties.gather(
      tx,
      lines.map((line) => line.variantId),
    );
    const request: RoutingRequest = {
      orderId,
      country: order.country,
      lines: lines.map((line) => ({ lineId: line.lineId, variantId: line.variantId, quantity: line.quantityUnrouted })),
      retailers,
      exclusions: await this.orders.exclusions(tx, orderId),
      round,
    };
    const plan = routeOrder(request);
    // In one order for everybody, so that two orders that need the same two shelves cannot wait for each other.
    for (const parcel of [...plan.parcels].sort((a, b) => (a.retailerId < b.retailerId ? -1 : 1))) {
      const units = parcel.lines.map((line) => ({ variantId: line.variantId as VariantId, quantity: line.quantity }));
      if (!(await this.inventory.allocate(tx, parcel.retailerId as RetailerId, units))) return err('stock-moved');
    }
    await this.requests.execute(tx, order, request, plan, records);
    await this.faults.at('routing.before-commit');
    return ok(null);
  }
}

@Injectable()
@Handles(routeOrderJob)
export class RouteOrderHandler implements JobHandler<typeof routeOrderJob> {
  constructor(private readonly routeOrder: RouteOrder) {}

  async handle({ orderId }: { orderId: OrderId }): Promise<void> {
    await this.routeOrder.execute(orderId);
  }
}
