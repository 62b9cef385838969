import type { FulfillmentOrderState, ParcelRemedy, ShipmentState } from '@sidestall/fulfillment';
import type { Address, FulfillmentOrderWire, ShipmentWire } from '@sidestall/contracts';
import {
  money,
  type FulfillmentOrderId,
  type Id,
  type OrderId,
  type RetailerId,
  type VariantId,
} from '@sidestall/kernel';

export interface FulfillmentOrderLineRecord {
  readonly lineId: Id<'fln'>;
  readonly orderLineId: Id<'oln'>;
  readonly variantId: VariantId;
  readonly sku: string;
  readonly title: string;
  readonly variantTitle: string | null;
  readonly brandName: string;
  readonly quantity: number;
  readonly acceptedQuantity: number;
  readonly shippedQuantity: number;
  readonly unitPriceMinor: number;
  readonly currency: string;
  readonly grams: number;
}

export interface ShipmentRecord {
  readonly id: Id<'shp'>;
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly trackingKey: string;
  readonly trackingUrl: string | null;
  readonly shippedAt: Date;
  readonly state: ShipmentState;
  readonly deliveredAt: Date | null;
  readonly isPresumedDelivered: boolean;
  readonly failureNote: string | null;
  readonly remedy: ParcelRemedy | null;
  /** When it counts as delivered, or as to be refunded, by itself. */
  readonly dueAt: Date | null;
  /** The lost parcel that this one makes good. */
  readonly replacesId: Id<'shp'> | null;
  readonly lines: readonly { readonly lineId: Id<'fln'>; readonly quantity: number }[];
}

/** What the retailer says of a parcel that leaves. */
export type ParcelLabel = Pick<ShipmentRecord, 'id' | 'carrier' | 'trackingNumber' | 'trackingKey' | 'trackingUrl'>;

/** A fulfillment order with its lines and parcels, as the database has it. */
export interface FulfillmentOrderRecord {
  readonly id: FulfillmentOrderId;
  readonly orderId: OrderId;
  readonly orderNumber: string;
  readonly retailerId: RetailerId;
  readonly state: FulfillmentOrderState;
  readonly version: number;
  readonly shippingAddress: Address;
  readonly email: string;
  readonly requestedAt: Date;
  readonly acceptBy: Date;
  readonly shipBy: Date;
  /** Since when it should have left; null while it need not. */
  readonly lateAt: Date | null;
  readonly autoCancelAt: Date | null;
  readonly answerBy: Date | null;
  readonly addressVersion: number;
  /** Until when the retailer has to say that it knows the new address. */
  readonly acknowledgeBy: Date | null;
  readonly heldAt: Date | null;
  /** Where it goes on after a hold, or when a cancellation that was asked for is refused. */
  readonly resumeState: FulfillmentOrderState | null;
  readonly reason: string | null;
  readonly lines: readonly FulfillmentOrderLineRecord[];
  readonly shipments: readonly ShipmentRecord[];
}

/** A parcel as the wire shows it. */
export function presentShipment(shipment: ShipmentRecord): ShipmentWire {
  return {
    id: shipment.id,
    carrier: shipment.carrier,
    trackingNumber: shipment.trackingNumber,
    trackingUrl: shipment.trackingUrl,
    shippedAt: shipment.shippedAt.toISOString(),
    state: shipment.state,
    deliveredAt: shipment.deliveredAt?.toISOString() ?? null,
    remedy: shipment.remedy,
    replaces: shipment.replacesId,
    lines: shipment.lines.map((line) => ({ lineId: line.lineId, quantity: line.quantity })),
  };
}

/** A fulfillment order as its retailer sees it, in webhooks and answers alike. */
export function presentFulfillmentOrder(order: FulfillmentOrderRecord): FulfillmentOrderWire {
  return {
    id: order.id,
    orderNumber: order.orderNumber,
    state: order.state,
    brands: [...new Set(order.lines.map((line) => line.brandName))],
    requestedAt: order.requestedAt.toISOString(),
    acceptBy: order.acceptBy.toISOString(),
    shipBy: order.shipBy.toISOString(),
    isLate: order.lateAt !== null,
    autoCancelAt: order.autoCancelAt?.toISOString() ?? null,
    answerBy: order.answerBy?.toISOString() ?? null,
    addressVersion: order.addressVersion,
    shippingAddress: order.shippingAddress,
    email: order.email,
    lines: order.lines.map((line) => ({
      id: line.lineId,
      sku: line.sku,
      title: line.title,
      variantTitle: line.variantTitle,
      quantity: line.quantity,
      acceptedQuantity: line.acceptedQuantity,
      shippedQuantity: line.shippedQuantity,
      unitPrice: money(line.unitPriceMinor, line.currency),
      grams: line.grams,
    })),
    shipments: order.shipments.map(presentShipment),
    version: order.version,
  };
}
