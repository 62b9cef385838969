/**
 * Where money on its way back to a buyer stands. `requested`: booked here, not known at Stripe yet. `succeeded` is not
 * final: a bank may send the money back days later. `failed` comes alive again only when a person asks anew.
 */
export const REFUND_TRANSITIONS = {
  requested: ['pending', 'succeeded', 'failed', 'canceled'],
  pending: ['succeeded', 'failed', 'canceled'],
  succeeded: ['failed', 'canceled'],
  failed: ['requested'],
  canceled: [],
} as const satisfies Record<string, readonly string[]>;

export type RefundState = keyof typeof REFUND_TRANSITIONS;

/** True when a refund in the one state may become the other. */
export const canRefundBecome = (from: RefundState, to: RefundState): boolean =>
  (REFUND_TRANSITIONS[from] as readonly RefundState[]).includes(to);

/** True while the buyer is promised the money or has it. */
export const isRefundAlive = (state: RefundState): boolean => state !== 'failed' && state !== 'canceled';

/**
 * The state after hearing Stripe's word for a refund. Words may come late, twice and out of order: a refund never goes
 * back to an earlier state, and Stripe's word never wakes one that failed.
 */
export function hearRefund(current: RefundState, status: string | null): RefundState {
  const told = stateOfRefund(status);
  return told !== 'requested' && canRefundBecome(current, told) ? told : current;
}

function stateOfRefund(status: string | null): RefundState {
  switch (status) {
    case 'succeeded':
    case 'failed':
    case 'canceled':
      return status;
    default:
      return 'pending';
  }
}
