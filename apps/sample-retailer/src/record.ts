import type { AcceptRequest, FulfillmentOrder, RejectReason } from '@sidestall/partner-sdk';
import type { Mode } from './rules.ts';

/**
 * Where the work on one fulfillment order stands in this house. What is to be done is written down before it is done, so
 * that a restart goes on where it stopped: `accepting`, `rejecting` and `shipping` are calls that must still be made.
 */
export type Step = 'new' | 'accepting' | 'rejecting' | 'packing' | 'shipping' | 'shipped' | 'rejected' | 'withdrawn';

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
  parcel?: { carrier: string; trackingNumber: string; trackingUrl: string };
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

/** All this house knows. */
export interface HouseRecord {
  mode: Mode;
  slips: Record<string, PackingSlip>;
  messages: Record<string, MessageReceipt>;
}
