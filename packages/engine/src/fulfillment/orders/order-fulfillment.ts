import { Injectable } from '@nestjs/common';
import type {
  BrandFulfillmentOrderWire,
  Failure,
  FulfillmentOrderEventQuery,
  FulfillmentOrderEventsWire,
  OrderFulfillmentWire,
} from '@sidestall/contracts';
import { canChangeAddress, houseSteps, onCancelWish } from '@sidestall/fulfillment';
import { err, ok, type BrandId, type FulfillmentOrderId, type OrderId, type Result } from '@sidestall/kernel';
import { BrandOrderReader } from '../../ordering/brand-order-reader.ts';
import { Database } from '../../platform/database.ts';
import type { FulfillmentOrderRecord } from '../fulfillment-order.ts';
import { FulfillmentOrderStore } from '../fulfillment-order.store.ts';
import { presentParcels } from '../parcels/order-parcels.ts';
import { RetailerStore, type RetailerRecord } from '../retailer.store.ts';
import { FulfillmentOrderEvents } from './order-events.ts';

/** Who reads: a member of a brand, or without a brand who runs the house and may read of all. */
export interface FulfillmentReader {
  readonly brandId: BrandId | null;
  readonly memberId: string;
  readonly isOperator: boolean;
}

/** Tells brands and the house where the parts of orders stand, and what happened to each. */
@Injectable()
export class OrderFulfillment {
  constructor(
    private readonly database: Database,
    private readonly brandOrders: BrandOrderReader,
    private readonly orders: FulfillmentOrderStore,
    private readonly retailers: RetailerStore,
    private readonly events: FulfillmentOrderEvents,
  ) {}

  /** Of a brand's reader as far as it is about lines of the brand. */
  async ofOrder(
    { brandId, isOperator }: FulfillmentReader,
    orderId: OrderId,
  ): Promise<Result<OrderFulfillmentWire, Failure<'ORDERING.ORDER_NOT_FOUND'>>> {
    const found = await this.brandOrders.find(brandId, orderId);
    if (!found) return err({ code: 'ORDERING.ORDER_NOT_FOUND' });
    const { order, lines } = found;
    const parts = await this.orders.ofOrder(this.database, orderId);
    const retailers = await this.retailers.named(this.database, [...new Set(parts.map((part) => part.retailerId))]);
    const reasons = await this.events.lastReasons(
      this.database,
      parts.map((part) => part.id),
    );
    const own = new Set<string>(lines.map((line) => line.id));
    const isOpen = order.state === 'authorized' || order.state === 'captured';
    const fulfillmentOrders = parts
      .filter((part) => part.lines.some((line) => own.has(line.orderLineId)))
      .map((part) =>
        presentPart(part, retailers.get(part.retailerId)!, own, {
          isOpen,
          isOperator,
          reason: reasons.get(part.id) ?? null,
        }),
      );
    const unrouted = lines.reduce((sum, line) => sum + line.unrouted, 0);
    return ok({
      orderId,
      number: order.number,
      address: order.shippingAddress,
      unrouted,
      canCancel: isOpen && (unrouted > 0 || fulfillmentOrders.some((part) => part.onCancel !== null)),
      canChangeAddress: isOperator && isOpen && canChangeAddress(parts.map(({ state }) => state)),
      fulfillmentOrders,
    });
  }

  /** What happened to one of them, the newest first. */
  async story(
    { brandId, memberId }: FulfillmentReader,
    id: FulfillmentOrderId,
    query: FulfillmentOrderEventQuery,
  ): Promise<Result<FulfillmentOrderEventsWire, Failure<'FULFILLMENT.ORDER_NOT_FOUND'>>> {
    const part = await this.orders.find(this.database, id);
    const lines = part && (await this.brandOrders.find(brandId, part.orderId))?.lines.map((line) => line.id);
    const own = part?.lines.filter((line) => lines?.includes(line.orderLineId)) ?? [];
    if (!part || own.length === 0) return err({ code: 'FULFILLMENT.ORDER_NOT_FOUND' });
    const { name } = (await this.retailers.named(this.database, [part.retailerId])).get(part.retailerId)!;
    const isAllOwn = own.length === part.lines.length;
    const found = await this.events.page(this.database, id, query.cursor ?? null, query.limit + 1);
    const page = found.slice(0, query.limit);
    return ok({
      events: page.map((event) => ({
        id: event.id,
        at: event.at.toISOString(),
        kind: event.kind,
        from: event.from,
        to: event.to,
        by: {
          kind: event.actorKind,
          name: event.actorKind === 'retailer' ? name : null,
          isYou: event.actorId === memberId,
        },
        reason: event.reason,
        // What a retailer says names all lines of the parcel, also those that are not this brand's.
        said: isAllOwn ? event.input : null,
        version: event.version,
      })),
      nextCursor: found.length > page.length ? page.at(-1)!.id : null,
    });
  }
}

interface Standing {
  readonly isOpen: boolean;
  readonly isOperator: boolean;
  readonly reason: string | null;
}

function presentPart(
  part: FulfillmentOrderRecord,
  retailer: RetailerRecord,
  own: ReadonlySet<string>,
  { isOpen, isOperator, reason }: Standing,
): BrandFulfillmentOrderWire {
  const lines = part.lines.filter((line) => own.has(line.orderLineId));
  const isShared = lines.length < part.lines.length;
  return {
    id: part.id,
    retailerId: part.retailerId,
    retailerName: retailer.name,
    state: part.state,
    resumesAs: part.state === 'on_hold' ? part.resumeState : null,
    reason,
    requestedAt: part.requestedAt.toISOString(),
    acceptBy: part.acceptBy.toISOString(),
    shipBy: part.shipBy.toISOString(),
    isLate: part.lateAt !== null,
    autoCancelAt: part.autoCancelAt?.toISOString() ?? null,
    answerBy: part.answerBy?.toISOString() ?? null,
    acknowledgeBy: part.acknowledgeBy?.toISOString() ?? null,
    heldAt: part.heldAt?.toISOString() ?? null,
    addressVersion: part.addressVersion,
    version: part.version,
    isShared,
    lines: lines.map(({ orderLineId, title, variantTitle, quantity, acceptedQuantity, shippedQuantity }) => ({
      lineId: orderLineId,
      title,
      variantTitle,
      quantity,
      acceptedQuantity,
      shippedQuantity,
    })),
    parcels: presentParcels(part, retailer)
      .filter(({ shippedAt }) => shippedAt !== null)
      .map((parcel) => ({ ...parcel, lines: parcel.lines.filter(({ lineId }) => own.has(lineId)) }))
      .filter((parcel) => parcel.lines.length > 0),
    steps: isOpen && isOperator ? houseSteps(part.state) : [],
    onCancel: isOpen && !isShared ? onCancelWish(part.state, part.resumeState) : null,
  };
}
