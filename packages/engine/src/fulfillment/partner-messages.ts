import { Injectable } from '@nestjs/common';
import type { PartnerMessage } from '@sidestall/contracts';
import { newId, type FulfillmentOrderId } from '@sidestall/kernel';
import type { Tx } from '../platform/database.ts';
import { Outbox } from '../platform/outbox.ts';
import { DeliveryStore } from './delivery.store.ts';
import { presentFulfillmentOrder, type FulfillmentOrderRecord } from './fulfillment-order.ts';
import { deliverMessageJob } from './jobs.ts';
import { RetailerStore } from './retailer.store.ts';

/** Writes messages to retailers down, in the transaction of what they tell of. */
@Injectable()
export class PartnerMessages {
  constructor(
    private readonly deliveries: DeliveryStore,
    private readonly retailers: RetailerStore,
    private readonly outbox: Outbox,
  ) {}

  /** Asks a retailer to ship. One that has no endpoint finds it when it polls. */
  async request(tx: Tx, order: FulfillmentOrderRecord): Promise<void> {
    await this.#add(tx, order, 'fulfillment_order.requested', order.acceptBy);
  }

  /**
   * The request is over: takes back what was not sent yet, and tells the retailer only if it may have heard of it before.
   * `order` is as it is now.
   */
  async withdraw(
    tx: Tx,
    order: FulfillmentOrderRecord,
    type: 'fulfillment_order.expired' | 'fulfillment_order.canceled',
  ): Promise<void> {
    await this.supersede(tx, order.id, type);
    if (await this.deliveries.hasBeenTried(tx, order.id)) await this.#add(tx, order, type, null);
  }

  /** Ends messages that nobody needs any more; one that is in the air is left to land. */
  async supersede(tx: Tx, id: FulfillmentOrderId, reason: string): Promise<void> {
    for (const delivery of await this.deliveries.openOf(tx, id)) {
      if (delivery.state === 'pending') {
        await this.deliveries.finish(tx, delivery.id, delivery.generation, 'canceled', reason);
      }
    }
  }

  async #add(
    tx: Tx,
    order: FulfillmentOrderRecord,
    type: PartnerMessage['type'],
    deadline: Date | null,
  ): Promise<void> {
    const retailer = (await this.retailers.named(tx, [order.retailerId])).get(order.retailerId);
    if (!retailer?.endpointId || retailer.endpointState !== 'active') return;
    const sequence = await this.deliveries.nextSequence(tx, order.id);
    const now = await tx.one<{ now: Date }>('SELECT now() AS now');
    const message: PartnerMessage = {
      type,
      timestamp: now!.now.toISOString(),
      data: { sequence, fulfillmentOrder: presentFulfillmentOrder(order) },
    };
    const id = newId('dlv');
    await this.deliveries.insert(
      tx,
      {
        id,
        messageId: newId('msg'),
        endpointId: retailer.endpointId,
        fulfillmentOrderId: order.id,
        sequence,
        type,
        body: JSON.stringify(message),
      },
      deadline,
    );
    await this.outbox.schedule(tx, deliverMessageJob, { deliveryId: id }, { key: id });
  }
}
