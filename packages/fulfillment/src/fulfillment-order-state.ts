/** The states a fulfillment order can be in. */
export type FulfillmentOrderState =
  'requested' | 'accepted' | 'partially_shipped' | 'shipped' | 'rejected' | 'expired' | 'unreachable' | 'canceled';

/** Every move that is allowed; what is not here never happens. A shipment before the answer is an implied acceptance. */
export const FULFILLMENT_ORDER_TRANSITIONS = {
  requested: ['accepted', 'partially_shipped', 'shipped', 'rejected', 'expired', 'unreachable', 'canceled'],
  accepted: ['partially_shipped', 'shipped', 'canceled'],
  partially_shipped: ['partially_shipped', 'shipped'],
  shipped: [],
  rejected: [],
  expired: [],
  unreachable: [],
  canceled: [],
} as const satisfies Record<FulfillmentOrderState, readonly FulfillmentOrderState[]>;

/** Whether a fulfillment order in `from` may move to `to`. */
export function canMove(from: FulfillmentOrderState, to: FulfillmentOrderState): boolean {
  return (FULFILLMENT_ORDER_TRANSITIONS[from] as readonly FulfillmentOrderState[]).includes(to);
}

/** Whether nothing can happen to it any more. */
export const isClosed = (state: FulfillmentOrderState): boolean => FULFILLMENT_ORDER_TRANSITIONS[state].length === 0;

/** Whether parcels may (still) be sent for it. */
export const canShip = (state: FulfillmentOrderState): boolean => canMove(state, 'shipped');
