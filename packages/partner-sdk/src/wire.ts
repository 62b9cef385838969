// What travels between Sidestall and a retailer, written out here so that the published types need nothing else. A test
// holds them against the schemas the server validates with.

/** An amount in the currency's minor unit (cents, yen); `currency` is ISO 4217. */
export interface Money {
  amount: number;
  currency: string;
}

export interface Address {
  name: string;
  line1: string;
  line2?: string;
  city: string;
  region?: string;
  postalCode: string;
  /** Two letters, ISO 3166. */
  country: string;
  phone?: string;
}

export type FulfillmentOrderState =
  'requested' | 'accepted' | 'partially_shipped' | 'shipped' | 'rejected' | 'expired' | 'unreachable' | 'canceled';

export type RejectReason =
  | 'out_of_stock'
  | 'undeliverable_destination'
  | 'incorrect_address'
  | 'ineligible_product'
  | 'invalid_sku'
  | 'capacity'
  | 'price'
  | 'other';

export interface FulfillmentOrderLine {
  id: string;
  sku: string;
  title: string;
  variantTitle: string | null;
  /** Units asked of you. */
  quantity: number;
  acceptedQuantity: number;
  shippedQuantity: number;
  unitPrice: Money;
  /** Weight of one unit. */
  grams: number;
}

export interface Shipment {
  id: string;
  carrier: string;
  trackingNumber: string;
  trackingUrl: string | null;
  /** ISO 8601. */
  shippedAt: string;
  lines: { lineId: string; quantity: number }[];
}

/** The part of a buyer's order that you are asked to ship. */
export interface FulfillmentOrder {
  id: string;
  /** The short code the buyer knows the order by. */
  orderNumber: string;
  state: FulfillmentOrderState;
  /** The sellers whose goods these are. */
  brands: string[];
  requestedAt: string;
  /** Answer until then, or it goes to somebody else. */
  acceptBy: string;
  shipBy: string;
  shippingAddress: Address;
  email: string;
  lines: FulfillmentOrderLine[];
  shipments: Shipment[];
  version: number;
}

export interface FulfillmentOrderPage {
  fulfillmentOrders: FulfillmentOrder[];
  nextCursor: string | null;
}

export interface LineQuantity {
  lineId: string;
  quantity: number;
}

/** Leave `lines` out to accept everything; units left out or lowered are routed elsewhere. */
export interface AcceptRequest {
  lines?: LineQuantity[];
}

export interface RejectRequest {
  reason: RejectReason;
  note?: string;
}

/** Leave `lines` out to ship all that was accepted and has not left. The same tracking number is the same parcel. */
export interface ShipRequest {
  carrier: string;
  trackingNumber: string;
  trackingUrl?: string;
  lines?: LineQuantity[];
}

/** What you counted of a SKU. */
export interface StockCount {
  sku: string;
  /** Units on the shelf, those promised to fulfillment orders included; a parcel counts until you have told of it. */
  onHand: number;
  /** The moment the count was true, ISO 8601. */
  asOf: string;
}

export interface StockAnswer {
  /** One for each count, in the order they were sent. */
  counts: {
    sku: string;
    /** `ignored`: a newer count is known. `unknown`: you do not stock this SKU. `ambiguous`: several products have it. */
    outcome: 'applied' | 'ignored' | 'unknown' | 'ambiguous';
    /** What is known now; null where the SKU is not. */
    onHand: number | null;
    asOf: string | null;
  }[];
}

export type PartnerMessageType =
  'fulfillment_order.requested' | 'fulfillment_order.canceled' | 'fulfillment_order.expired';

interface MessageOf<T extends PartnerMessageType> {
  type: T;
  /** When it happened, ISO 8601. */
  timestamp: string;
  data: {
    /** Counts up by one per fulfillment order: an older number than one you have seen is old news. */
    sequence: number;
    fulfillmentOrder: FulfillmentOrder;
  };
}

/** The body of a webhook. */
export type PartnerMessage =
  | MessageOf<'fulfillment_order.requested'>
  | MessageOf<'fulfillment_order.canceled'>
  | MessageOf<'fulfillment_order.expired'>;

/** The answer to a request that failed: `application/problem+json` after RFC 9457. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  code: string;
  requestId?: string;
  fields?: { path: string; message: string }[];
  [more: string]: unknown;
}
