import { Injectable } from '@nestjs/common';
import type { FulfillmentOrderQuery, FulfillmentOrderWire, ParcelWire } from '@sidestall/contracts';
import { isId, ok, type FulfillmentOrderId, type OrderId, type Result, type RetailerId } from '@sidestall/kernel';
import { Database } from '../platform/database.ts';
import { presentFulfillmentOrder, type FulfillmentOrderRecord } from './fulfillment-order.ts';
import { FulfillmentOrderStore } from './fulfillment-order.store.ts';
import { presentParcels } from './parcels/order-parcels.ts';
import { orderNotFound, type PartnerFailure } from './partner-failure.ts';
import { RetailerStore } from './retailer.store.ts';
import { RoutingDecisionStore, type RoutingDecisionRecord } from './routing-decision.store.ts';
import { NOTE_ASKING } from './pull-session.ts';

const cursorOf = (id: string): string => Buffer.from(id).toString('base64url');

/** Reads fulfillment orders, for their retailers and for the buyer. */
@Injectable()
export class FulfillmentOrders {
  constructor(
    private readonly database: Database,
    private readonly orders: FulfillmentOrderStore,
    private readonly retailers: RetailerStore,
    private readonly decisions: RoutingDecisionStore,
  ) {}

  async get(id: FulfillmentOrderId, retailerId: RetailerId): Promise<Result<FulfillmentOrderRecord, PartnerFailure>> {
    const order = await this.orders.find(this.database, id, retailerId);
    return order ? ok(order) : orderNotFound();
  }

  /** The newest first, to a retailer that asks for them; a cursor that is not one of ours begins at the start. */
  async list(
    retailerId: RetailerId,
    query: FulfillmentOrderQuery,
  ): Promise<{ fulfillmentOrders: FulfillmentOrderWire[]; nextCursor: string | null }> {
    await this.database.rows(NOTE_ASKING, [retailerId]);
    const before = query.cursor && Buffer.from(query.cursor, 'base64url').toString();
    const found = await this.orders.list(this.database, retailerId, {
      state: query.state,
      before: isId('ful', before) ? before : undefined,
      limit: query.limit + 1,
    });
    const page = found.slice(0, query.limit);
    return {
      fulfillmentOrders: page.map(presentFulfillmentOrder),
      nextCursor: found.length > page.length ? cursorOf(page.at(-1)!.id) : null,
    };
  }

  /** What the buyer may know of who packs what: one entry for each parcel, sent or still to be sent. */
  async parcelsOf(orderId: OrderId): Promise<ParcelWire[]> {
    const orders = await this.orders.ofOrder(this.database, orderId);
    if (orders.length === 0) return [];
    const retailers = await this.retailers.named(this.database, [...new Set(orders.map((order) => order.retailerId))]);
    return orders.flatMap((order) => presentParcels(order, retailers.get(order.retailerId)!));
  }

  /** Why each retailer was or was not asked, round by round. */
  async decisionsOf(orderId: OrderId): Promise<RoutingDecisionRecord[]> {
    return await this.decisions.ofOrder(this.database, orderId);
  }
}
