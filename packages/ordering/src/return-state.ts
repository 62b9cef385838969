/** Where goods stand that a buyer sends back. */
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

/** What came of looking at goods that arrived: sold again, thrown away, or not as they should be. */
export type ReturnOutcome = 'restock' | 'dispose' | 'dispute';

/**
 * Every move that is allowed; what is not here never happens. Goods may arrive before anybody agreed to it or said that
 * they were sent, and what was given up as lost may still turn up until it is refunded.
 */
export const RETURN_TRANSITIONS = {
  requested: ['authorized', 'received', 'refused', 'withdrawn'],
  authorized: ['in_transit', 'received', 'withdrawn', 'expired'],
  in_transit: ['received', 'lost'],
  received: ['inspected'],
  inspected: ['refunded', 'refused'],
  lost: ['received', 'refunded'],
  refunded: [],
  refused: [],
  withdrawn: [],
  expired: [],
} as const satisfies Record<ReturnState, readonly ReturnState[]>;

/** Whether a return in `from` may move to `to`. */
export const canReturnMove = (from: ReturnState, to: ReturnState): boolean =>
  (RETURN_TRANSITIONS[from] as readonly ReturnState[]).includes(to);

/** Whether nothing can come of it any more. Nothing of the order is paid out to anybody before. */
export const isReturnOver = (state: ReturnState): boolean => RETURN_TRANSITIONS[state].length === 0;

/**
 * Days after which a state ends by itself: nobody answered, so it is agreed to; never sent; not scanned for so long, so it
 * is lost; not looked at, or disputed and not decided, so it is refunded. What is lost is refunded at once.
 */
export const RETURN_DAYS: Readonly<Record<ReturnState, number | null>> = {
  requested: 3,
  authorized: 30,
  in_transit: 21,
  received: 5,
  inspected: 5,
  lost: 0,
  refunded: null,
  refused: null,
  withdrawn: null,
  expired: null,
};

/** What a state becomes when its days are over; null for an end. */
export const RETURN_TIMEOUTS = {
  requested: 'authorized',
  authorized: 'expired',
  in_transit: 'lost',
  received: 'refunded',
  inspected: 'refunded',
  lost: 'refunded',
  refunded: null,
  refused: null,
  withdrawn: null,
  expired: null,
} as const satisfies Record<ReturnState, ReturnState | null>;
