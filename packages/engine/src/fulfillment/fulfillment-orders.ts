import { Injectable } from '@nestjs/common';
import type { FulfillmentOrderQuery, FulfillmentOrderWire, OrderView } from '@sidestall/contracts';
import { isId, ok, type FulfillmentOrderId, type OrderId, type Result, type RetailerId } from '@sidestall/kernel';
import { Database } from '../platform/database.ts';
import { presentFulfillmentOrder, type FulfillmentOrderRecord } from './fulfillment-order.ts';
import { FulfillmentOrderStore } from './fulfillment-order.store.ts';
import { orderNotFound, type PartnerFailure } from './partner-failure.ts';
import { RetailerStore } from './retailer.store.ts';
import { RoutingDecisionStore, type RoutingDecisionRecord } from './routing-decision.store.ts';

export type BuyerParcel = OrderView['parcels'][number];

const BUYER_STATES = {
  requested: 'requested',
  accepted: 'accepted',
  partially_shipped: 'shipped',
  shipped: 'shipped',
  rejected: 'rejected',
  expired: 'rejected',
  unreachable: 'rejected',
  canceled: 'canceled',
} as const satisfies Record<FulfillmentOrderWire['state'], BuyerParcel['state']>;

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

  /** The newest first; a cursor that is not one of ours begins at the start. */
  async list(
    retailerId: RetailerId,
    query: FulfillmentOrderQuery,
  ): Promise<{ fulfillmentOrders: FulfillmentOrderWire[]; nextCursor: string | null }> {
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
  async parcelsOf(orderId: OrderId): Promise<BuyerParcel[]> {
    const orders = await this.orders.ofOrder(this.database, orderId);
    if (orders.length === 0) return [];
    const retailers = await this.retailers.named(this.database, [...new Set(orders.map((order) => order.retailerId))]);
    return orders.flatMap((order) => {
      const { name, shipsFrom } = retailers.get(order.retailerId)!;
      const lineOf = (lineId: string) => order.lines.find((line) => line.lineId === lineId)!;
      const named = (lineId: string, quantity: number) => {
        const { title, variantTitle } = lineOf(lineId);
        return { title, variantTitle, quantity };
      };
      const sent = order.shipments.map((shipment): BuyerParcel => ({
        id: shipment.id,
        retailerName: name,
        shipsFrom,
        state: 'shipped',
        carrier: shipment.carrier,
        trackingNumber: shipment.trackingNumber,
        trackingUrl: shipment.trackingUrl,
        shippedAt: shipment.shippedAt.toISOString(),
        lines: shipment.lines.map((line) => named(line.lineId, line.quantity)),
      }));
      const isAnswered = order.state === 'accepted' || order.state === 'partially_shipped';
      const waiting = order.lines
        .map((line) => ({ ...line, left: (isAnswered ? line.acceptedQuantity : line.quantity) - line.shippedQuantity }))
        .filter((line) => line.left > 0);
      if (order.state === 'shipped' || waiting.length === 0) return sent;
      const open: BuyerParcel = {
        id: order.id,
        retailerName: name,
        shipsFrom,
        state: order.state === 'partially_shipped' ? 'accepted' : BUYER_STATES[order.state],
        carrier: null,
        trackingNumber: null,
        trackingUrl: null,
        shippedAt: null,
        lines: waiting.map((line) => named(line.lineId, line.left)),
      };
      return [...sent, open];
    });
  }

  /** Why each retailer was or was not asked, round by round. */
  async decisionsOf(orderId: OrderId): Promise<RoutingDecisionRecord[]> {
    return await this.decisions.ofOrder(this.database, orderId);
  }
}
