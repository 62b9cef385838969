import { Injectable } from '@nestjs/common';
import type { OrderId } from '@sidestall/kernel';
import { Gatherer } from '../platform/gatherer.ts';
import { Handles, type JobHandler } from '../platform/job-handler.ts';
import { routeOrderJob } from './jobs.ts';
import { RouteOrders } from './routing/route-orders.ts';

/** Orders of one trip: enough that a crowd shares its statements, few enough that one commit does not hold all of it up. */
const AT_ONCE = 100;

/** While one transaction waits for the disk, the next is planned. */
const LANES = 2;

/**
 * Finds retailers for the unrouted units of an order and asks them. Orders that come at the same moment are routed together;
 * one that fails then is tried once more alone, so that it holds no other up. Safe to run again.
 */
@Injectable()
export class RouteOrder {
  readonly #together: Gatherer<OrderId, null>;

  constructor(routeOrders: RouteOrders) {
    this.#together = new Gatherer<OrderId, null>(
      async (orderIds) => {
        await routeOrders.execute(orderIds);
        return orderIds.map(() => null);
      },
      { most: AT_ONCE, lanes: LANES },
    );
  }

  async execute(orderId: OrderId): Promise<void> {
    await this.#together.ask(orderId);
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
