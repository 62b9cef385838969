import type { PaymentState } from './payment-state.ts';
import { canFollow } from './payment-state.ts';

/** What we read of a PaymentIntent. Amounts are minor units. */
export interface IntentWord {
  readonly status:
    | 'requires_payment_method'
    | 'requires_confirmation'
    | 'requires_action'
    | 'processing'
    | 'requires_capture'
    | 'succeeded'
    | 'canceled';
  readonly amountReceived: number;
  readonly hasError: boolean;
}

/** The state a PaymentIntent's own word stands for. */
export function stateOfIntent(intent: IntentWord): PaymentState {
  switch (intent.status) {
    case 'requires_payment_method':
      return intent.hasError ? 'failed' : 'authorizing';
    case 'requires_confirmation':
    case 'processing':
      return 'authorizing';
    case 'requires_action':
      return 'requires_action';
    case 'requires_capture':
      return 'authorized';
    case 'succeeded':
      return 'captured';
    case 'canceled':
      return 'canceled';
  }
}

/**
 * The state after hearing Stripe's word: words may come late, twice and out of order, so the state only ever moves to
 * where it can get from here. `isOwnCall` says that the word answers our own attempt; only that (or a later look-up) may
 * declare a running attempt failed, since a late word may still speak of the attempt before.
 */
export function hear(current: PaymentState, intent: IntentWord, isOwnCall: boolean): PaymentState {
  const told = stateOfIntent(intent);
  if (told === current || !canFollow(current, told)) return current;
  if (current === 'failed' && (told === 'authorizing' || told === 'requires_action') && !isOwnCall) return current;
  // The bank thinks it over: nothing failed that could be tried again.
  if (current === 'requires_action' && told === 'authorizing') return current;
  if (current === 'authorizing' && told === 'failed' && !isOwnCall) return current;
  return told;
}
