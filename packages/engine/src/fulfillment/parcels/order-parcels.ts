import type { ParcelWire } from '@sidestall/contracts';
import { needsRemedy } from '@sidestall/fulfillment';
import type { FulfillmentOrderRecord, ShipmentRecord } from '../fulfillment-order.ts';

type Sender = { readonly name: string; readonly shipsFrom: string };

/** How people are told of goods that have not left, by where their fulfillment order stands. */
const WAITING: Readonly<Record<string, ParcelWire['state']>> = {
  requested: 'requested',
  accepted: 'accepted',
  in_progress: 'accepted',
  partially_shipped: 'accepted',
  cancel_requested: 'accepted',
  on_hold: 'accepted',
  rejected: 'rejected',
  expired: 'rejected',
  unreachable: 'rejected',
  canceled_by_partner: 'rejected',
  recalled: 'rejected',
  canceled: 'canceled',
};

const nothingSent = {
  carrier: null,
  trackingNumber: null,
  trackingUrl: null,
  shippedAt: null,
  deliveredAt: null,
  isPresumedDelivered: false,
  remedy: null,
  remedyBy: null,
  replaces: null,
};

/** What people may know of who packs what: one entry for each parcel, sent or still to be sent. */
export function presentParcels(order: FulfillmentOrderRecord, sender: Sender): ParcelWire[] {
  const from = { retailerName: sender.name, shipsFrom: sender.shipsFrom };
  const named = (lineId: string, quantity: number) => {
    const line = order.lines.find((one) => one.lineId === lineId)!;
    return { lineId: line.orderLineId, title: line.title, variantTitle: line.variantTitle, quantity };
  };
  const sent = order.shipments.map((parcel): ParcelWire => ({
    id: parcel.id,
    ...from,
    ...sentParcel(parcel),
    lines: parcel.lines.map((line) => named(line.lineId, line.quantity)),
  }));
  const state = WAITING[order.state];
  const left = order.lines
    .map((line) => ({ ...line, left: (line.acceptedQuantity || line.quantity) - line.shippedQuantity }))
    .filter((line) => line.left > 0 && !(state === 'accepted' && line.acceptedQuantity === 0 && isAnswered(order)));
  if (!state || left.length === 0) return sent;
  return [
    ...sent,
    { id: order.id, ...from, ...nothingSent, state, lines: left.map((line) => named(line.lineId, line.left)) },
  ];
}

/** Held before anybody answered, nothing is accepted and all may still be. */
const isAnswered = (order: FulfillmentOrderRecord): boolean => order.lines.some((line) => line.acceptedQuantity > 0);

function sentParcel(parcel: ShipmentRecord) {
  return {
    state: parcel.state === 'in_transit' ? ('shipped' as const) : parcel.state,
    carrier: parcel.carrier,
    trackingNumber: parcel.trackingNumber,
    trackingUrl: parcel.trackingUrl,
    shippedAt: parcel.shippedAt.toISOString(),
    deliveredAt: parcel.deliveredAt?.toISOString() ?? null,
    isPresumedDelivered: parcel.isPresumedDelivered,
    remedy: parcel.remedy,
    remedyBy: needsRemedy(parcel) ? (parcel.dueAt?.toISOString() ?? null) : null,
    replaces: parcel.replacesId,
  };
}
