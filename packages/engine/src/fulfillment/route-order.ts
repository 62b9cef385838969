import { Injectable } from '@nestjs/common';
import {
  mayRouteAgain,
  MAX_ROUTING_ROUNDS,
  routeOrder,
  type RoutingPlan,
  type RoutingRequest,
  type RoutingRetailer,
} from '@sidestall/fulfillment';
import { err, newId, ok, type Id, type OrderId, type Result, type RetailerId, type VariantId } from '@sidestall/kernel';
import { InventoryService } from '../inventory/inventory.service.ts';
import { OrderingService, type RoutableOrder } from '../ordering/ordering.service.ts';
import { Database, type Tx } from '../platform/database.ts';
import { Faults } from '../platform/faults.ts';
import { Handles, type JobHandler } from '../platform/job-handler.ts';
import { Outbox } from '../platform/outbox.ts';
import { remainderCanceled } from './facts.ts';
import { FulfillmentOrderStore } from './fulfillment-order.store.ts';
import { expireFulfillmentOrderJob, routeOrderJob } from './jobs.ts';
import { PartnerMessages } from './partner-messages.ts';
import { RetailerStore, type RetailerRecord } from './retailer.store.ts';
import { RoutingDecisionStore } from './routing-decision.store.ts';

/** Stock moved between looking and promising this often in a row: let the job's backoff spread the crowd. */
const LOST_RACES = 3;

/** Before the next round, when nobody could be asked: stock comes back by itself when other orders are let go. */
const PAUSE_SECONDS = 45;

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
    if (round > MAX_ROUTING_ROUNDS) {
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

/** What routing chooses from. */
@Injectable()
export class RoutingParties {
  constructor(
    private readonly retailers: RetailerStore,
    private readonly inventory: InventoryService,
    private readonly decisions: RoutingDecisionStore,
  ) {}

  nextRound(tx: Tx, orderId: OrderId): Promise<number> {
    return this.decisions.nextRound(tx, orderId);
  }

  /** Every retailer with what it has free of these variants. */
  async gather(
    tx: Tx,
    variantIds: readonly VariantId[],
  ): Promise<{ retailers: RoutingRetailer[]; records: ReadonlyMap<string, RetailerRecord> }> {
    const records = await this.retailers.all(tx);
    const stock = await this.inventory.stockOf(tx, [...new Set(variantIds)]);
    const retailers = records.map((record) => ({
      retailerId: record.id,
      priority: record.priority,
      shipsTo: record.shipsTo,
      active: record.isActive,
      // One that polls has no endpoint to be switched off.
      isReachable: record.endpointState !== 'disabled',
      stock: Object.fromEntries(
        stock.filter((it) => it.retailerId === record.id).map((it) => [it.variantId, Math.max(it.free, 0)]),
      ),
    }));
    return { retailers, records: new Map(records.map((record) => [record.id, record])) };
  }
}

/** Turns a plan into fulfillment orders, messages and timers. */
@Injectable()
export class RequestParcels {
  constructor(
    private readonly ordering: OrderingService,
    private readonly orders: FulfillmentOrderStore,
    private readonly decisions: RoutingDecisionStore,
    private readonly messages: PartnerMessages,
    private readonly outbox: Outbox,
  ) {}

  async execute(
    tx: Tx,
    order: RoutableOrder,
    request: RoutingRequest,
    plan: RoutingPlan,
    retailers: ReadonlyMap<string, RetailerRecord>,
  ): Promise<void> {
    const routingDecisionId = newId('rtd');
    await this.decisions.insert(tx, routingDecisionId, request, plan);
    for (const parcel of plan.parcels) {
      await this.#ask(tx, order, parcel, retailers.get(parcel.retailerId)!, routingDecisionId);
    }
    await this.#tellOrdering(tx, order, plan, retailers);
    if (plan.unrouted.length === 0) return;
    if (mayRouteAgain(plan.round)) {
      await this.outbox.schedule(
        tx,
        routeOrderJob,
        { orderId: order.orderId },
        { key: `${order.orderId}/${plan.round + 1}`, after: { seconds: PAUSE_SECONDS } },
      );
    } else {
      await this.#cancelUnits(tx, order, plan.unrouted);
    }
  }

  /** The rounds are used up: what is still unrouted will not come. */
  async giveUp(tx: Tx, order: RoutableOrder): Promise<void> {
    const left = order.lines.map((line) => ({ lineId: line.lineId, quantity: line.quantityUnrouted }));
    await this.#cancelUnits(
      tx,
      order,
      left.filter((line) => line.quantity > 0),
    );
  }

  async #ask(
    tx: Tx,
    order: RoutableOrder,
    parcel: RoutingPlan['parcels'][number],
    retailer: RetailerRecord,
    routingDecisionId: Id<'rtd'>,
  ): Promise<void> {
    const id = newId('ful');
    await this.orders.insert(tx, {
      id,
      orderId: order.orderId,
      orderNumber: order.number,
      retailerId: retailer.id,
      routingDecisionId,
      shippingAddress: order.address,
      email: order.email,
      acceptWithinSeconds: retailer.acceptWithinSeconds,
      shipWithinSeconds: retailer.shipWithinSeconds,
      lines: parcel.lines.map(({ lineId, quantity }) => {
        const line = order.lines.find((it) => it.lineId === lineId)!;
        return {
          lineId: newId('fln'),
          orderLineId: line.lineId,
          variantId: line.variantId,
          sku: line.sku,
          title: line.title,
          variantTitle: line.variantTitle,
          brandName: line.brandName,
          quantity,
          unitPriceMinor: line.unitPrice.amount,
          currency: line.unitPrice.currency,
          grams: line.grams,
        };
      }),
    });
    const created = (await this.orders.lock(tx, id))!;
    await this.messages.request(tx, created);
    await this.outbox.schedule(
      tx,
      expireFulfillmentOrderJob,
      { fulfillmentOrderId: id },
      { key: id, after: created.acceptBy },
    );
  }

  async #tellOrdering(
    tx: Tx,
    order: RoutableOrder,
    plan: RoutingPlan,
    retailers: ReadonlyMap<string, RetailerRecord>,
  ): Promise<void> {
    if (plan.parcels.length === 0) return;
    // A line that is split is one move: the units of all its parcels together.
    const units = new Map<string, number>();
    for (const { lineId, quantity } of plan.parcels.flatMap((parcel) => parcel.lines)) {
      units.set(lineId, (units.get(lineId) ?? 0) + quantity);
    }
    const names = plan.parcels.map((parcel) => retailers.get(parcel.retailerId)!.name).join(' and ');
    await this.ordering.applyLineProgress(
      tx,
      order.orderId,
      [...units].map(([lineId, quantity]) => ({
        lineId: lineId as Id<'oln'>,
        unrouted: -quantity,
        requested: quantity,
      })),
      { kind: 'requested', text: `Asked ${names} to pack your order` },
    );
  }

  async #cancelUnits(
    tx: Tx,
    order: RoutableOrder,
    lines: readonly { lineId: string; quantity: number }[],
  ): Promise<void> {
    if (lines.length === 0) return;
    await this.ordering.applyLineProgress(
      tx,
      order.orderId,
      lines.map((line) => ({ lineId: line.lineId as Id<'oln'>, unrouted: -line.quantity, canceled: line.quantity })),
      { kind: 'canceled', text: 'Part of your order can no longer be sent; you are not charged for it' },
    );
    await this.outbox.publish(tx, remainderCanceled, { orderId: order.orderId });
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
