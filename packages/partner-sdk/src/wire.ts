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
  | 'requested'
  | 'accepted'
  | 'in_progress'
  | 'partially_shipped'
  | 'shipped'
  | 'delivered'
  | 'delivery_failed'
  | 'rejected'
  | 'expired'
  | 'unreachable'
  | 'canceled'
  | 'canceled_by_partner'
  | 'cancel_requested'
  | 'on_hold'
  | 'recalled';

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
  state: 'in_transit' | 'delivered' | 'lost' | 'returned_to_sender';
  deliveredAt: string | null;
  /** What is done about a parcel that did not arrive: you are asked to send again, you did, or it is refunded. */
  remedy: 'reship_asked' | 'reshipped' | 'refunded' | null;
  /** The lost parcel that this one makes good. */
  replaces: string | null;
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
  /** It should have left already. */
  isLate: boolean;
  /** What has not left by then is taken back. */
  autoCancelAt: string | null;
  /** While it is asked to be canceled: until when you may say whether it still can be. */
  answerBy: string | null;
  /** Counts up when the address changes; acknowledge the one you know. */
  addressVersion: number;
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

/** Whether what you accepted can still be canceled. */
export interface CancellationAnswer {
  accept: boolean;
  note?: string;
}

/** Leave `lines` out to ship all that was accepted and has not left. The same tracking number is the same parcel. */
export interface ShipRequest {
  carrier: string;
  trackingNumber: string;
  trackingUrl?: string;
  lines?: LineQuantity[];
}

export type ReturnState =
  | 'requested'
  | 'authorized'
  | 'in_transit'
  | 'received'
  | 'inspected'
  | 'refunded'
  | 'refused'
  | 'withdrawn'
  | 'expired'
  | 'lost';

export type ReturnReason = 'changed_mind' | 'damaged' | 'not_as_described' | 'wrong_item' | 'late' | 'other';

/** Sold again, thrown away, or not as it should be. */
export type ReturnOutcome = 'restock' | 'dispose' | 'dispute';

/** Goods a buyer sends back to you. */
export interface PartnerReturn {
  id: string;
  orderNumber: string;
  /** With which you sent the goods. */
  fulfillmentOrderId: string | null;
  state: ReturnState;
  reason: ReturnReason;
  /** The buyer's words. */
  note: string | null;
  answerNote: string | null;
  /** What the buyer was told of where to send it. */
  instructions: string | null;
  carrier: string | null;
  trackingNumber: string | null;
  /** `lineId` names the line in your answers to this return. */
  lines: { lineId: string; sku: string; title: string; variantTitle: string | null; quantity: number }[];
  /** What arrived; null until something did. */
  received: { lineId: string; quantity: number; outcome: ReturnOutcome | null }[] | null;
  /** ISO 8601. */
  createdAt: string;
  /** When this state ends by itself; null in an end. */
  dueAt: string | null;
}

export interface PartnerReturnPage {
  returns: PartnerReturn[];
  nextCursor: string | null;
}

/** Where the buyer shall send the goods; without it the brand's own words, or your address, say so. */
export interface AuthorizeReturnRequest {
  instructions?: string;
}

export interface RefuseReturnRequest {
  note: string;
}

export interface ReturnLabel {
  carrier: string;
  trackingNumber: string;
}

/** Leave `lines` out when all of it arrived. */
export interface TakeInReturnRequest {
  lines?: LineQuantity[];
}

/** A line may be named once for each outcome; what is not named did not arrive. */
export interface InspectReturnRequest {
  lines: { lineId: string; quantity: number; outcome: ReturnOutcome }[];
  /** For the brand: why it is disputed. */
  note?: string;
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

interface MessageOf<T extends string> {
  type: T;
  /** When it happened, ISO 8601. */
  timestamp: string;
  data: {
    /** Counts up by one per fulfillment order: an older number than one you have seen is old news. */
    sequence: number;
    fulfillmentOrder: FulfillmentOrder;
  };
}

/** Goods that come back, and the fulfillment order you sent them with. */
interface ReturnMessageOf<T extends string> extends MessageOf<T> {
  data: MessageOf<T>['data'] & { return: PartnerReturn };
}

/** The body of a webhook. */
export type PartnerMessage =
  | MessageOf<'fulfillment_order.requested'>
  | MessageOf<'fulfillment_order.canceled'>
  | MessageOf<'fulfillment_order.expired'>
  | MessageOf<'fulfillment_order.cancellation_requested'>
  | MessageOf<'fulfillment_order.address_changed'>
  | MessageOf<'fulfillment_order.held'>
  | MessageOf<'fulfillment_order.released'>
  | MessageOf<'fulfillment_order.recalled'>
  | ReturnMessageOf<'return.requested'>
  | ReturnMessageOf<'return.authorized'>
  | ReturnMessageOf<'return.in_transit'>
  | ReturnMessageOf<'return.refused'>
  | ReturnMessageOf<'return.withdrawn'>
  | ReturnMessageOf<'return.expired'>
  | ReturnMessageOf<'return.lost'>
  | ReturnMessageOf<'return.refunded'>;

export type PartnerMessageType = PartnerMessage['type'];

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
