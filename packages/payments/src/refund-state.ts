/**
 * Where money on its way back to a buyer stands. `requested`: booked here, not known at Stripe yet. `succeeded` is not
 * final: a bank may send the money back days later. What failed stays so: a person may ask anew.
 */
export const REFUND_TRANSITIONS = {
  requested: ['pending', 'succeeded', 'failed', 'canceled'],
  pending: ['succeeded', 'failed', 'canceled'],
  succeeded: ['failed', 'canceled'],
  failed: [],
  canceled: [],
} as const satisfies Record<string, readonly string[]>;

export type RefundState = keyof typeof REFUND_TRANSITIONS;

/** True when a refund in the one state may become the other. */
export const canRefundBecome = (from: RefundState, to: RefundState): boolean =>
  (REFUND_TRANSITIONS[from] as readonly RefundState[]).includes(to);

/** True while the buyer is promised the money or has it. */
export const isRefundAlive = (state: RefundState): boolean => state !== 'failed' && state !== 'canceled';

/**
 * The state after hearing what is told of a refund. Words may come late, twice and out of order: a refund never goes
 * back to an earlier state, and no word wakes one that failed.
 */
export const hearRefund = (current: RefundState, told: RefundState): RefundState =>
  canRefundBecome(current, told) ? told : current;
