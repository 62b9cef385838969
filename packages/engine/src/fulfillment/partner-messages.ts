import { Injectable } from '@nestjs/common';
import type { FulfillmentMessageType, PartnerMessage, PartnerReturn, ReturnMessageType } from '@sidestall/contracts';
import { newId, type FulfillmentOrderId } from '@sidestall/kernel';
import type { Tx } from '../platform/database.ts';
import { OutboxBell } from '../platform/outbox-bell.ts';
import { DeliveryStore, type Listener } from './delivery.store.ts';
import { presentFulfillmentOrder, type FulfillmentOrderRecord } from './fulfillment-order.ts';
import { PartnerFeed } from './partner-feed.ts';
import { DELIVERY_CHANNEL } from './webhooks/delivery-channel.ts';

/** A message about a fulfillment order, or about goods of it that come back, as they are now. */
export type Telling = {
  readonly order: FulfillmentOrderRecord;
  /** After this nobody can act on it any more. */
  readonly deadline?: Date | null;
  /** No endpoint can have heard what this takes back. */
  readonly isForFeedAlone?: boolean;
} & ({ readonly type: FulfillmentMessageType } | { readonly type: ReturnMessageType; readonly return: PartnerReturn });

/** Writes messages to retailers down, in the transaction of what they tell of. */
@Injectable()
export class PartnerMessages {
  constructor(
    private readonly deliveries: DeliveryStore,
    private readonly feed: PartnerFeed,
    private readonly bell: OutboxBell,
  ) {}

  /** Asks a retailer to ship. One that has no endpoint finds it when it polls. */
  async request(tx: Tx, order: FulfillmentOrderRecord): Promise<void> {
    await this.requestMany(tx, [order]);
  }

  /** Asks retailers to ship, in as few statements for many fulfillment orders as for one. */
  async requestMany(tx: Tx, orders: readonly FulfillmentOrderRecord[]): Promise<void> {
    await this.tellMany(
      tx,
      orders.map((order) => ({ order, type: 'fulfillment_order.requested', deadline: order.acceptBy })),
    );
  }

  /** Tells the retailer what happened to a fulfillment order, after all it was told before. */
  async tell(
    tx: Tx,
    order: FulfillmentOrderRecord,
    type: FulfillmentMessageType,
    { deadline = null }: { deadline?: Date | null } = {},
  ): Promise<void> {
    await this.tellMany(tx, [{ order, type, deadline }]);
  }

  /**
   * The request is over: takes back what was not sent yet, and tells the retailer's endpoints only if they may have heard of
   * it before; its feed says both. `order` is as it is now.
   */
  async withdraw(tx: Tx, order: FulfillmentOrderRecord, type: FulfillmentMessageType): Promise<void> {
    await this.supersede(tx, order.id, type);
    const tried = await this.deliveries.tried(tx, [order.id]);
    await this.tellMany(tx, [{ order, type, isForFeedAlone: !tried.has(order.id) }]);
  }

  /**
   * Ends messages that nobody needs any more; one that is in the air is left to land. An answer makes the question
   * needless and nothing else; what ends a fulfillment order makes all it was told needless.
   */
  async supersede(tx: Tx, id: FulfillmentOrderId, reason: string): Promise<void> {
    await this.deliveries.cancel(tx, [id], reason, reason === 'answered' ? ['fulfillment_order.requested'] : null);
  }

  /**
   * Every endpoint of the retailer that wants this type hears of it, one that is switched off hears of it afterwards, and
   * whoever has none finds it in the feed.
   */
  async tellMany(tx: Tx, tellings: readonly Telling[]): Promise<void> {
    if (tellings.length === 0) return;
    const listeners = await this.deliveries.listeners(tx, [...new Set(tellings.map(({ order }) => order.retailerId))]);
    const sequences = await this.deliveries.nextSequences(
      tx,
      tellings.map(({ order }) => order.id),
    );
    const { now } = (await tx.one<{ now: Date }>('SELECT now() AS now'))!;
    const messages = tellings.map((telling) => {
      const sequence = sequences.get(telling.order.id)!;
      return { telling, sequence, messageId: newId('msg'), body: bodyOf(telling, sequence, now, 'full') };
    });
    await this.feed.write(
      tx,
      messages.map(({ telling: { order }, ...message }) => ({
        ...message,
        retailerId: order.retailerId,
        fulfillmentOrderId: order.id,
      })),
    );
    await this.deliveries.insert(
      tx,
      messages.flatMap(({ telling, sequence, messageId, body }) => {
        const to = telling.isForFeedAlone ? [] : listeners.filter((listener) => wants(listener, telling));
        return to.map((listener) => ({
          id: newId('dlv'),
          messageId,
          endpointId: listener.endpointId,
          fulfillmentOrderId: telling.order.id,
          orderingKey: telling.order.id,
          sequence,
          type: telling.type,
          body: listener.format === 'full' ? body : bodyOf(telling, sequence, now, listener.format),
          deadline: telling.deadline ?? null,
          isHeld: !listener.isReachable,
        }));
      }),
    );
    tx.afterCommit(() => this.bell.ring(DELIVERY_CHANNEL));
  }
}

const wants = ({ retailerId, eventTypes }: Listener, { order, type }: Telling): boolean =>
  retailerId === order.retailerId && (eventTypes === null || eventTypes.includes(type));

/** The thin form says what to look up and nothing of the buyer. */
function bodyOf(telling: Telling, sequence: number, now: Date, format: 'full' | 'thin'): string {
  const timestamp = now.toISOString();
  if (format === 'thin') {
    const { id, state, version } = telling.order;
    const about = 'return' in telling ? { return: { id: telling.return.id, state: telling.return.state } } : {};
    const data = { sequence, fulfillmentOrder: { id, state, version }, ...about };
    return JSON.stringify({ type: telling.type, timestamp, data });
  }
  const data = { sequence, fulfillmentOrder: presentFulfillmentOrder(telling.order) };
  const message: PartnerMessage =
    'return' in telling
      ? { type: telling.type, timestamp, data: { ...data, return: telling.return } }
      : { type: telling.type, timestamp, data };
  return JSON.stringify(message);
}
