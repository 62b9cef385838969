import { Injectable } from '@nestjs/common';
import { canBeForced } from '@sidestall/fulfillment';
import { ok, type FulfillmentOrderId, type Result } from '@sidestall/kernel';
import { InventoryService } from '../../inventory/inventory.service.ts';
import { OrderingService } from '../../ordering/ordering.service.ts';
import { Database, type Tx } from '../../platform/database.ts';
import type { FulfillmentOrderRecord } from '../fulfillment-order.ts';
import { FulfillmentOrderStore } from '../fulfillment-order.store.ts';
import { orderNotFound, stateConflict, type PartnerFailure } from '../partner-failure.ts';
import { RetailerStore } from '../retailer.store.ts';
import type { Actor } from './actor.ts';
import { HoldFulfillmentOrder } from './hold-fulfillment-order.ts';
import { ReleaseFulfillmentOrder } from './release-fulfillment-order.ts';

type Operated = Promise<Result<FulfillmentOrderRecord, PartnerFailure>>;

/** What who runs the house may do with a fulfillment order: hold it, release it, take an answer that came too late. */
@Injectable()
export class OperateFulfillmentOrder {
  constructor(
    private readonly database: Database,
    private readonly orders: FulfillmentOrderStore,
    private readonly ordering: OrderingService,
    private readonly inventory: InventoryService,
    private readonly retailers: RetailerStore,
    private readonly holding: HoldFulfillmentOrder,
    private readonly releasing: ReleaseFulfillmentOrder,
  ) {}

  /** Held already, it stays held. */
  hold(id: FulfillmentOrderId, by: Actor, reason: string): Operated {
    return this.#with(id, async (tx, order) => {
      const isHeld = (await this.holding.execute(tx, id, by, reason)) || order.state === 'on_hold';
      return isHeld ? ok((await this.orders.lock(tx, id))!) : stateConflict(order, 'held');
    });
  }

  release(id: FulfillmentOrderId, by: Actor): Operated {
    return this.#with(id, async (tx, order) =>
      (await this.releasing.execute(tx, id, by))
        ? ok((await this.orders.lock(tx, id))!)
        : stateConflict(order, 'released'),
    );
  }

  /** Its retailer was too late and has the goods: it gets all of them, if nobody else was asked in the meantime. */
  forceAccept(id: FulfillmentOrderId, by: Actor): Operated {
    return this.#with(id, async (tx, order) => {
      if (!canBeForced(order.state)) return stateConflict(order, 'accepted');
      const left = await this.ordering.routableOrder(tx, order.orderId);
      const isFree = order.lines.every(({ orderLineId, quantity }) =>
        left?.lines.some((line) => line.lineId === orderLineId && line.quantityUnrouted >= quantity),
      );
      if (!isFree) return stateConflict(order, 'accepted: its units went elsewhere');
      if (!(await this.inventory.allocate(tx, order.retailerId, order.lines)))
        return stateConflict(order, 'accepted: its shelf is empty');
      const { name } = (await this.retailers.named(tx, [order.retailerId])).get(order.retailerId)!;
      await this.orders.move(tx, order, 'accepted', { by, note: 'Forced', isForced: true });
      await this.orders.setAccepted(
        tx,
        order.lines.map(({ lineId, quantity }) => ({ lineId, accepted: quantity })),
      );
      await this.ordering.applyLineProgress(
        tx,
        order.orderId,
        order.lines.map(({ orderLineId, quantity }) => ({
          lineId: orderLineId,
          unrouted: -quantity,
          accepted: quantity,
          retailer: { id: order.retailerId, name },
        })),
        { kind: 'accepted', text: `${name} is packing your order` },
      );
      return ok((await this.orders.lock(tx, id))!);
    });
  }

  #with(id: FulfillmentOrderId, work: (tx: Tx, order: FulfillmentOrderRecord) => Operated): Operated {
    return this.database.attempt(async (tx) => {
      const order = await this.orders.lock(tx, id);
      return order ? await work(tx, order) : orderNotFound();
    });
  }
}
