import type { AcceptRequest, FulfillmentOrder, RejectReason } from '@sidestall/partner-sdk';

/** What this retailer does with new work: take all, take a part, refuse, or leave it to the people at the desk. */
export const MODES = ['accept', 'part', 'reject', 'silent'] as const;
export type Mode = (typeof MODES)[number];

/** What this house takes at most, whatever its mode. */
export interface Limits {
  /** SKUs it does not send any more. */
  readonly refusedSkus: readonly string[];
  /** Units of one line; null for no limit. */
  readonly mostUnits: number | null;
  /** Worth of the goods of one order, in whole euros, pounds or yen as the order has it; null for no limit. */
  readonly mostValue: number | null;
  /** Takes no more of a thing than lies on its shelf, where it has counted. */
  readonly byStock: boolean;
}

export const NO_LIMITS: Limits = { refusedSkus: [], mostUnits: null, mostValue: null, byStock: false };

/** What lies on a shelf and is promised to nobody; null where nobody has counted. */
export type FreeUnits = (sku: string) => number | null;

export type Decision =
  | { readonly kind: 'accept'; readonly request: AcceptRequest }
  | { readonly kind: 'reject'; readonly reason: RejectReason }
  | { readonly kind: 'wait' };

type Line = FulfillmentOrder['lines'][number];

/** What the limits leave of each line, and why it is less. */
function takeOf({ sku, quantity }: Line, limits: Limits, free: FreeUnits): [number, RejectReason | null] {
  if (limits.refusedSkus.includes(sku)) return [0, 'ineligible_product'];
  const stock = limits.byStock ? free(sku) : null;
  if (stock !== null && stock < quantity && stock <= (limits.mostUnits ?? stock))
    return [Math.max(stock, 0), 'out_of_stock'];
  if (limits.mostUnits !== null && limits.mostUnits < quantity) return [limits.mostUnits, 'capacity'];
  return [quantity, null];
}

/** Whether the goods of an order are worth more than this house dares to send. A part of it would be no answer to that. */
function isTooDear({ lines }: FulfillmentOrder, mostValue: number | null): boolean {
  const [first] = lines;
  if (mostValue === null || !first) return false;
  const { currency } = first.unitPrice;
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
  const worth = lines.reduce((sum, { unitPrice, quantity }) => sum + BigInt(unitPrice.amount) * BigInt(quantity), 0n);
  return worth > BigInt(mostValue) * 10n ** BigInt(maximumFractionDigits);
}

/** By the limits first: an order that is too dear is refused, what they cut is taken in part, or refused for the reason of the first line they cut. */
export function decide(
  order: FulfillmentOrder,
  mode: Mode,
  limits: Limits = NO_LIMITS,
  free: FreeUnits = () => null,
): Decision {
  if (mode === 'silent' || mode === 'reject') return byMode(order, mode);
  if (isTooDear(order, limits.mostValue)) return { kind: 'reject', reason: 'capacity' };
  const takes = order.lines.map((line) => takeOf(line, limits, free));
  const [cut] = takes.flatMap(([, reason]) => reason ?? []);
  if (!cut) return byMode(order, mode);
  if (takes.every(([quantity]) => quantity === 0)) return { kind: 'reject', reason: cut };
  const lines = order.lines.map((line, index) => ({ lineId: line.id, quantity: takes[index]![0] }));
  return { kind: 'accept', request: { lines } };
}

/**
 * A part is all but one unit of the last line. Of a single unit no part can be taken, so it is refused: for want of hands,
 * since a shelf said to be empty would end the sale of the thing everywhere.
 */
function byMode(order: FulfillmentOrder, mode: Mode): Decision {
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
