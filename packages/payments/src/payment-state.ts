/**
 * Where one order's payment stands. `failed` is not final: the buyer may try another card on the same intent.
 * `authorized` means the money is set aside, `captured` that it is ours.
 */
export const PAYMENT_TRANSITIONS = {
  authorizing: ['requires_action', 'authorized', 'failed', 'canceled'],
  requires_action: ['authorized', 'failed', 'canceled'],
  failed: ['authorizing', 'canceled'],
  authorized: ['captured', 'canceled'],
  captured: [],
  canceled: [],
} as const satisfies Record<string, readonly string[]>;

export type PaymentState = keyof typeof PAYMENT_TRANSITIONS;

/** True when the one state can come after the other, perhaps with states in between that nobody told us of. */
export function canFollow(from: PaymentState, to: PaymentState): boolean {
  const seen = new Set<PaymentState>([from]);
  const queue: PaymentState[] = [from];
  for (let state = queue.shift(); state; state = queue.shift()) {
    for (const next of PAYMENT_TRANSITIONS[state] as readonly PaymentState[]) {
      if (next === to) return true;
      if (!seen.has(next)) {
        seen.add(next);
        queue.push(next);
      }
    }
  }
  return false;
}
