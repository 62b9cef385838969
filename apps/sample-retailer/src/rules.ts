import type { AcceptRequest, FulfillmentOrder, RejectReason } from '@sidestall/partner-sdk';

/** What this retailer does with new work: take all, take a part, refuse, or leave it to the people at the desk. */
export const MODES = ['accept', 'part', 'reject', 'silent'] as const;
export type Mode = (typeof MODES)[number];

export type Decision =
  | { readonly kind: 'accept'; readonly request: AcceptRequest }
  | { readonly kind: 'reject'; readonly reason: RejectReason }
  | { readonly kind: 'wait' };

/**
 * A part is all but one unit of the last line. Of a single unit no part can be taken, so it is refused: for want of hands,
 * since a shelf said to be empty would end the sale of the thing everywhere.
 */
export function decide(order: FulfillmentOrder, mode: Mode): Decision {
  switch (mode) {
    case 'accept':
      return { kind: 'accept', request: {} };
    case 'reject':
      return { kind: 'reject', reason: 'capacity' };
    case 'silent':
      return { kind: 'wait' };
    case 'part': {
      const last = order.lines.length - 1;
      const lines = order.lines.map((line, index) => ({
        lineId: line.id,
        quantity: index === last ? line.quantity - 1 : line.quantity,
      }));
      const isNothing = lines.every((line) => line.quantity === 0);
      return isNothing ? { kind: 'reject', reason: 'capacity' } : { kind: 'accept', request: { lines } };
    }
  }
}

/** A tracking number of this house's own carrier; the same for the same parcel, whenever it is asked. */
export function trackingNumberOf(slug: string, fulfillmentOrderId: string, parcel: number): string {
  let hash = 0x811c9dc5;
  let second = 5381;
  for (const char of fulfillmentOrderId) {
    hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193) >>> 0;
    second = (Math.imul(second, 33) ^ char.charCodeAt(0)) >>> 0;
  }
  const digits = `${String(hash).padStart(10, '0')}${String(second).padStart(10, '0')}`.slice(0, 12);
  return `${slug.slice(0, 2).toUpperCase()}${digits}${String(parcel).padStart(2, '0')}`;
}
