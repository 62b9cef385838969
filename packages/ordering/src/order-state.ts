/**
 * Where an order stands with its buyer's money: placed and not paid, set aside, taken, all shipped; or given up.
 * Where its goods are is said by its lines.
 */
export const ORDER_TRANSITIONS = {
  pending_payment: ['authorized', 'canceled', 'expired'],
  authorized: ['captured', 'canceled', 'expired'],
  captured: ['completed'],
  completed: [],
  canceled: [],
  expired: [],
} as const satisfies Record<string, readonly string[]>;

export type OrderState = keyof typeof ORDER_TRANSITIONS;

/** True when an order in the one state may become the other. */
export function canBecome(from: OrderState, to: OrderState): boolean {
  return (ORDER_TRANSITIONS[from] as readonly OrderState[]).includes(to);
}

/** Nothing more will come of an order that was canceled or expired, whatever its payment says. */
export const isGivenUp = (state: OrderState): boolean => state === 'canceled' || state === 'expired';

/** An order may still be paid until it is paid, given up or expired. */
export const canBePaid = (state: OrderState): boolean => state === 'pending_payment';
