import { money } from '@sidestall/kernel';
import type { PaymentState } from '@sidestall/payments';
import type Stripe from 'stripe';
import type { PaymentSnapshot, RefundSnapshot } from './checkout-driver.ts';

/** What must come along with an intent for a snapshot to be whole. */
export const EXPAND = ['latest_charge', 'review'];

/** The state a PaymentIntent's own word stands for. */
export function stateOfIntent(intent: {
  readonly status: Stripe.PaymentIntent['status'];
  readonly last_payment_error?: unknown;
}): PaymentState {
  switch (intent.status) {
    case 'requires_payment_method':
      return intent.last_payment_error ? 'failed' : 'authorizing';
    case 'requires_action':
      return 'requires_action';
    case 'requires_capture':
      return 'authorized';
    case 'succeeded':
      return 'captured';
    case 'canceled':
      return 'canceled';
    default:
      // Being confirmed, or thought over by the bank.
      return 'authorizing';
  }
}

function reviewOf(intent: Stripe.PaymentIntent): PaymentSnapshot['risk']['review'] {
  const review = intent.review ?? null;
  if (review === null) return null;
  if (typeof review === 'string' || review.open) return 'open';
  return review.closed_reason === 'approved' ? 'approved' : 'refused';
}

/** Reads an intent, expanded as `EXPAND` says, in words of our own. */
export function snapshotOf(intent: Stripe.PaymentIntent): PaymentSnapshot {
  const charge = typeof intent.latest_charge === 'object' ? intent.latest_charge : null;
  const card = charge?.payment_method_details?.card;
  const error = intent.last_payment_error ?? null;
  return {
    reference: intent.id,
    orderId: intent.metadata?.['order'] ?? null,
    state: stateOfIntent(intent),
    clientSecret: intent.client_secret,
    capturedMinor: intent.amount_received,
    chargeId: charge?.id ?? null,
    risk: { level: charge?.outcome?.risk_level ?? null, review: reviewOf(intent) },
    card: card?.last4 ? { brand: card.brand ?? 'card', last4: card.last4 } : null,
    captureBefore: card?.capture_before ? new Date(card.capture_before * 1000) : null,
    error: error ? { code: error.code ?? null, declineCode: error.decline_code ?? null } : null,
  };
}

/** Reads a refund in words of our own. */
export function refundSnapshotOf(refund: Stripe.Refund): RefundSnapshot {
  const state =
    refund.status === 'succeeded' || refund.status === 'failed' || refund.status === 'canceled'
      ? refund.status
      : 'pending';
  return {
    reference: refund.id,
    state,
    amount: money(refund.amount, refund.currency.toUpperCase()),
    payment: idOf(refund.payment_intent),
    refundId: refund.metadata?.['refund'] ?? null,
    failureReason: refund.failure_reason ?? null,
    movement: idOf(refund.balance_transaction),
    returnMovement: idOf(refund.failure_balance_transaction),
  };
}

const idOf = (named: string | { readonly id: string } | null | undefined): string | null =>
  typeof named === 'string' ? named : (named?.id ?? null);
