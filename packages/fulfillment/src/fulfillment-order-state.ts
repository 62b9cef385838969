/** The states a fulfillment order can be in. */
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

/** Every move that is allowed; what is not here never happens. A shipment before the answer is an implied acceptance. */
export const FULFILLMENT_ORDER_TRANSITIONS = {
  requested: ['accepted', 'partially_shipped', 'shipped', 'rejected', 'expired', 'unreachable', 'canceled', 'on_hold'],
  accepted: [
    'in_progress',
    'partially_shipped',
    'shipped',
    'canceled',
    'canceled_by_partner',
    'cancel_requested',
    'on_hold',
    'recalled',
  ],
  in_progress: [
    'partially_shipped',
    'shipped',
    'canceled',
    'canceled_by_partner',
    'cancel_requested',
    'on_hold',
    'recalled',
  ],
  // What has partly left ends as shipped, also when the rest of it is given back.
  partially_shipped: ['partially_shipped', 'shipped', 'on_hold'],
  shipped: ['delivered', 'delivery_failed'],
  // What was only presumed to have arrived may turn out not to have.
  delivered: ['shipped', 'delivery_failed'],
  // What was lost may turn up, or be sent again.
  delivery_failed: ['shipped', 'delivered'],
  rejected: [],
  expired: [],
  unreachable: [],
  canceled: [],
  canceled_by_partner: [],
  // The answer is a yes, or a no that leads back; a parcel that leaves first is stronger than the wish.
  cancel_requested: ['canceled', 'accepted', 'in_progress', 'partially_shipped', 'shipped', 'on_hold'],
  // Released, it goes on where it was stopped.
  on_hold: ['requested', 'accepted', 'in_progress', 'partially_shipped', 'cancel_requested', 'canceled'],
  recalled: [],
} as const satisfies Record<FulfillmentOrderState, readonly FulfillmentOrderState[]>;

/** Whether a fulfillment order in `from` may move to `to`. */
export function canMove(from: FulfillmentOrderState, to: FulfillmentOrderState): boolean {
  return (FULFILLMENT_ORDER_TRANSITIONS[from] as readonly FulfillmentOrderState[]).includes(to);
}

/** Nothing of these was kept by their retailer: an operator may still hand one over that was too late, if nobody else has it. */
const MAY_BE_FORCED: readonly FulfillmentOrderState[] = ['rejected', 'expired', 'unreachable', 'canceled'];

/** Whether an operator may accept it in the retailer's name although it is over. */
export const canBeForced = (state: FulfillmentOrderState): boolean => MAY_BE_FORCED.includes(state);

/** All of it has left; what happens now happens to its parcels. */
const HAS_LEFT: readonly FulfillmentOrderState[] = ['shipped', 'delivered', 'delivery_failed'];

/** Whether nobody has to do anything about it any more, other than about its parcels. */
export const isClosed = (state: FulfillmentOrderState): boolean =>
  HAS_LEFT.includes(state) || FULFILLMENT_ORDER_TRANSITIONS[state].length === 0;

/** Whether parcels may (still) be sent for it. */
export const canShip = (state: FulfillmentOrderState): boolean =>
  !HAS_LEFT.includes(state) && canMove(state, 'shipped');
