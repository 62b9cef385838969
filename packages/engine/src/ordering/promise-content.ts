import { canonicalJson, money, type BrandId, type Money } from '@sidestall/kernel';
import type { PricedLine } from '@sidestall/ordering';
import type { StreamThen } from '../streams/stream-moments.ts';
import type { OrderLineRow, OrderRow } from './order.store.ts';
import type { QuotedScreen } from './quote.store.ts';

/** The form of the content, and the terms it was sold under; a change of either is a new word here. */
export const PROMISE_FORM = 'sidestall.promise/1';
export const PROMISE_TERMS = '2026-11';

/** Everything known of what was on the buyer's screen. */
export interface Shown {
  readonly sealedAt: Date;
  readonly order: OrderRow;
  readonly lines: readonly OrderLineRow[];
  readonly screen: QuotedScreen;
  /** The lines as they were quoted, in their order. */
  readonly quoted: readonly PricedLine[];
  readonly returnWindowDays: ReadonlyMap<BrandId, number>;
  readonly stream: StreamThen | null;
}

/**
 * What a promise receipt says, as canonical JSON. Nothing of it names the buyer: brand and buyer hold the same bytes, and
 * whoever they show them to learns what was promised and not to whom.
 */
export function promiseContent(shown: Shown): string {
  const { order, lines, stream } = shown;
  const inOrder = (minor: number): Money => money(minor, order.currency);
  return canonicalJson({
    form: PROMISE_FORM,
    terms: PROMISE_TERMS,
    sealedAt: shown.sealedAt.toISOString(),
    order: { id: order.id, number: order.number, placedAt: order.placedAt.toISOString(), shipsTo: order.country },
    lines: lines.map((line, index) => ({ ...lineShown(line, index, shown), price: inOrder(line.unitPriceMinor) })),
    totals: {
      goods: inOrder(order.subtotalMinor),
      discount: inOrder(order.discountMinor),
      shipping: inOrder(order.shippingMinor),
      tax: inOrder(order.taxMinor),
      isTaxIncluded: order.isTaxIncluded,
      total: inOrder(order.totalMinor),
    },
    sellers: shown.screen.sellers.map((seller) => ({
      ...seller,
      returns: { windowDays: shown.returnWindowDays.get(seller.id) ?? null, countedFrom: 'shipment' },
    })),
    stream: stream && {
      id: stream.id,
      slug: stream.slug,
      title: stream.title,
      host: stream.hostName,
      status: stream.status,
      seq: stream.seq,
    },
  });
}

/** A pinned card's own words come first: they are what the stream's log says was on the screen. */
function lineShown(
  line: OrderLineRow,
  index: number,
  { screen, stream, quoted: priced, order }: Shown,
): Record<string, unknown> {
  const quoted = screen.lines[index] ?? null;
  const pin = stream?.pins.find((candidate) => candidate.listingId === line.listingId) ?? null;
  return {
    listingId: line.listingId,
    variantId: line.variantId,
    sku: line.sku,
    sellerId: line.brandId,
    title: line.title,
    variant: line.variantTitle,
    quantity: line.quantity,
    discount: money(line.discountMinor, order.currency),
    priorPrice: pin ? pin.compareAtPrice : (quoted?.priorPrice ?? null),
    stock: {
      available: pin ? pin.available : (quoted?.available ?? null),
      from: pin ? 'stream' : 'inventory',
    },
    // A drop's price was there until this moment, and no longer.
    timer: priced[index]?.drop ? { drop: priced[index].drop.id, endsAt: priced[index].drop.endsAt } : null,
    pin: pin && {
      id: pin.pinId,
      seq: pin.seq,
      pinnedAt: pin.pinnedAt,
      mediaTime: pin.mediaTime,
      isOn: pin.isOn,
    },
  };
}
