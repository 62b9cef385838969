/** Where a parcel is after it left. */
export type ShipmentState = 'in_transit' | 'delivered' | 'lost' | 'returned_to_sender';

/** What is done about a parcel that did not arrive. */
export type ParcelRemedy = 'reship_asked' | 'reshipped' | 'refunded';

/** What a carrier, or whoever watches it, says of a parcel. */
export type ParcelNewsKind = 'scanned' | 'delivered' | 'lost' | 'returned_to_sender';

/**
 * Every move that is allowed. What was given up as lost may turn up, and what was only presumed to have arrived may turn
 * out not to have.
 */
export const SHIPMENT_TRANSITIONS = {
  in_transit: ['delivered', 'lost', 'returned_to_sender'],
  delivered: ['lost', 'returned_to_sender'],
  lost: ['delivered', 'returned_to_sender'],
  returned_to_sender: [],
} as const satisfies Record<ShipmentState, readonly ShipmentState[]>;

/** No scan for so long, and a parcel counts as delivered: carriers do not scan every door. */
export const PRESUMED_DELIVERED_DAYS = 14;

/** So long a brand has to choose between sending again and refunding; after that it is refunded. */
export const REMEDY_DAYS = 5;

/** A parcel as its news needs to see it. */
export interface ParcelStanding {
  readonly state: ShipmentState;
  readonly isPresumedDelivered: boolean;
  readonly remedy: ParcelRemedy | null;
}

/**
 * Where news takes a parcel: a state to move to, `same` when it says nothing new, `no` when it comes too late: a carrier's
 * own delivery stands, and a parcel that was made good already stays what it was.
 */
export function readParcelNews(parcel: ParcelStanding, news: ParcelNewsKind): ShipmentState | 'same' | 'no' {
  if (news === 'scanned' || news === parcel.state) return 'same';
  if (parcel.remedy === 'reshipped' || parcel.remedy === 'refunded') return 'no';
  if (parcel.state === 'delivered' && !parcel.isPresumedDelivered) return 'no';
  return (SHIPMENT_TRANSITIONS[parcel.state] as readonly ShipmentState[]).includes(news) ? news : 'no';
}

/** Whether a parcel did not arrive. */
export const hasFailed = ({ state }: Pick<ParcelStanding, 'state'>): boolean =>
  state === 'lost' || state === 'returned_to_sender';

/** Whether somebody may still send again or refund. */
export const needsRemedy = (parcel: ParcelStanding): boolean =>
  hasFailed(parcel) && (parcel.remedy === null || parcel.remedy === 'reship_asked');

/**
 * Where its parcels leave a fulfillment order of which everything has left: delivered when all arrived, failed as long as
 * one did not and was not sent again.
 */
export function stateByParcels(parcels: readonly ParcelStanding[]): 'shipped' | 'delivered' | 'delivery_failed' {
  const standing = parcels.filter((parcel) => parcel.remedy !== 'reshipped');
  if (standing.some(hasFailed)) return 'delivery_failed';
  return standing.every((parcel) => parcel.state === 'delivered') ? 'delivered' : 'shipped';
}
