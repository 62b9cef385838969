import type { PaymentState } from './payment-state.ts';
import { canFollow } from './payment-state.ts';

/**
 * The state after hearing what whoever collects the money says: words may come late, twice and out of order, so the
 * state only ever moves to where it can get from here. `isOwnCall` says that the word answers our own attempt; only that
 * (or a later look-up) may declare a running attempt failed, since a late word may still speak of the attempt before.
 */
export function hear(current: PaymentState, told: PaymentState, isOwnCall: boolean): PaymentState {
  if (told === current || !canFollow(current, told)) return current;
  if (current === 'failed' && (told === 'authorizing' || told === 'requires_action') && !isOwnCall) return current;
  // The bank thinks it over: nothing failed that could be tried again.
  if (current === 'requires_action' && told === 'authorizing') return current;
  if (current === 'authorizing' && told === 'failed' && !isOwnCall) return current;
  return told;
}
