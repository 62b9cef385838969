import type { AcceptRequest, FulfillmentOrder, RejectReason } from '@sidestall/partner-sdk';
import type { Limits, Mode } from './rules.ts';

/**
 * Where the work on one fulfillment order stands in this house. What is to be done is written down before it is done, so
 * that a restart goes on where it stopped: `accepting`, `rejecting` and `shipping` are calls that must still be made.
 */
export type Step = 'new' | 'accepting' | 'rejecting' | 'packing' | 'shipping' | 'shipped' | 'rejected' | 'withdrawn';

/** Units of one line of an order. */
export interface LineQuantity {
  lineId: string;
  quantity: number;
}

export interface PackingSlip {
  readonly id: string;
  readonly receivedAt: string;
  /** The newest this house knows of it. */
  order: FulfillmentOrder;
  lastSequence: number;
  step: Step;
  accept?: AcceptRequest;
  reason?: RejectReason;
  /** When the parcel leaves; absent while only people decide. */
  shipAt?: string;
  /** What is being handed over; without lines, all that is still to go. */
  parcel?: { carrier: string; trackingNumber: string; trackingUrl: string; lines?: LineQuantity[] };
  shipmentId?: string;
  /** What went wrong the last time, in words. */
  trouble?: string;
}

export interface MessageReceipt {
  readonly id: string;
  readonly type: string;
  readonly firstAt: string;
  /** How often it came; it was dealt with once. */
  times: number;
}

/** What this house counted of one SKU, and what Sidestall said when it was told. */
export interface Shelf {
  readonly sku: string;
  title: string;
  /** Null until somebody has counted. */
  onHand: number | null;
  /** The moment of the count. */
  asOf?: string;
  told?: { readonly at: string; readonly outcome: 'applied' | 'ignored' | 'unknown' | 'ambiguous' };
}

/** All this house knows. */
export interface HouseRecord {
  mode: Mode;
  /** Secrets it was given since it was set up, the newest first. */
  secrets?: string[];
  limits?: Limits;
  shelves?: Record<string, Shelf>;
  slips: Record<string, PackingSlip>;
  messages: Record<string, MessageReceipt>;
}
