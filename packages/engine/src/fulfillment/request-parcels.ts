import { Injectable } from '@nestjs/common';
import type { RetailerId } from '@sidestall/kernel';
import { Backorders } from '../ordering/backorders/backorders.ts';
import { RoutableOrders } from '../ordering/routable-orders.ts';
import type { Tx } from '../platform/database.ts';
import { Outbox } from '../platform/outbox.ts';
import { remainderCanceled } from './facts.ts';
import { expireFulfillmentOrderJob, routeOrderJob } from './jobs.ts';
import { PartnerMessages } from './partner-messages.ts';
import { RoutingDecisionStore } from './routing-decision.store.ts';
import { NewFulfillmentOrders } from './routing/new-fulfillment-orders.ts';
import { requestedUnits, type OrderRouting } from './routing/plan-order.ts';
import type { StockLeft } from './routing/stock-left.ts';

/** Before the next round, when nobody could be asked: units that other orders let go are back by then, and a buyer can wait so long. */
const PAUSE_SECONDS = 5;

/** Turns what was planned for orders into fulfillment orders, messages and timers: all of them in the statements of one. */
@Injectable()
export class RequestParcels {
  constructor(
    private readonly ordering: RoutableOrders,
    private readonly backorders: Backorders,
    private readonly orders: NewFulfillmentOrders,
    private readonly decisions: RoutingDecisionStore,
    private readonly messages: PartnerMessages,
    private readonly outbox: Outbox,
  ) {}

  async execute(tx: Tx, routings: readonly OrderRouting[], { records }: StockLeft): Promise<void> {
    const decided = routings.flatMap(({ order, decisions }) => decisions.map((decision) => ({ order, ...decision })));
    await this.decisions.insert(tx, decided);
    const asked = decided.flatMap(({ order, id, plan }) =>
      plan.parcels.map(({ retailerId, lines }) => ({
        order,
        lines,
        routingDecisionId: id,
        retailer: records.get(retailerId as RetailerId)!,
      })),
    );
    const created = await this.orders.insert(tx, asked);
    await this.messages.requestMany(tx, created);
    const texts = asked.map(({ order, retailer }) => ({ orderId: order.orderId, name: retailer.name }));
    await this.ordering.setRequested(
      tx,
      routings
        .filter(({ decisions }) => decisions.some(({ plan }) => plan.parcels.length > 0))
        .map(({ order: { orderId }, decisions }) => {
          const names = new Set(texts.filter((it) => it.orderId === orderId).map((it) => it.name));
          const text = `Asked ${[...names].join(' and ')} to pack your order`;
          return { orderId, units: requestedUnits(decisions), text };
        }),
    );
    await this.outbox.add(tx, [
      ...created.map(({ id, acceptBy }) =>
        this.outbox.ofJob(expireFulfillmentOrderJob, { fulfillmentOrderId: id }, { key: id, after: acceptBy }),
      ),
      ...routings
        .filter(({ isTriedAgain }) => isTriedAgain)
        .map(({ order: { orderId }, round }) =>
          this.outbox.ofJob(
            routeOrderJob,
            { orderId },
            { key: `${orderId}/${round + 1}`, after: { seconds: PAUSE_SECONDS } },
          ),
        ),
    ]);
    for (const routing of routings) await this.#leave(tx, routing);
  }

  /** What nobody can ship now. */
  async #leave(tx: Tx, { order: { orderId }, waits, offers, givenUp }: OrderRouting): Promise<void> {
    const notOffered = await this.backorders.offer(tx, orderId, offers);
    const waitsToo = notOffered.flatMap((one) => (one.otherwise === null ? [] : [{ ...one, days: one.otherwise }]));
    await this.backorders.wait(tx, orderId, [...waits, ...waitsToo]);
    const lost = [...givenUp, ...notOffered.filter((one) => one.otherwise === null)];
    if (lost.length === 0) return;
    await this.backorders.giveUp(tx, orderId, lost);
    await this.outbox.publish(tx, remainderCanceled, { orderId });
  }
}
