/**
 * Where a party's part of an order stands: earned, released, on its way at Stripe, paid out. `transferring` falls back
 * when Stripe refused; being frozen is a flag beside the state.
 */
export const PAYABLE_TRANSITIONS = {
  pending: ['available'],
  available: ['transferring'],
  transferring: ['transferred', 'available'],
  // Given back after it was paid out: it is sent again.
  transferred: ['available'],
} as const satisfies Record<string, readonly string[]>;

export type PayableState = keyof typeof PAYABLE_TRANSITIONS;

/** True when a payable in the one state may become the other. */
export const canPayableBecome = (from: PayableState, to: PayableState): boolean =>
  (PAYABLE_TRANSITIONS[from] as readonly PayableState[]).includes(to);
