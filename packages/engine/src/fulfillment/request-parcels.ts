import { Injectable } from '@nestjs/common';
import { mayRouteAgain, type RoutingPlan, type RoutingRequest } from '@sidestall/fulfillment';
import { newId, type Id } from '@sidestall/kernel';
import { OrderingService, type RoutableOrder } from '../ordering/ordering.service.ts';
import type { Tx } from '../platform/database.ts';
import { Outbox } from '../platform/outbox.ts';
import { remainderCanceled } from './facts.ts';
import { FulfillmentOrderStore } from './fulfillment-order.store.ts';
import { expireFulfillmentOrderJob, routeOrderJob } from './jobs.ts';
import { PartnerMessages } from './partner-messages.ts';
import type { RetailerRecord } from './retailer.store.ts';
import { RoutingDecisionStore } from './routing-decision.store.ts';

/** Before the next round, when nobody could be asked: units that other orders let go are back by then, and a buyer can wait so long. */
const PAUSE_SECONDS = 5;

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
