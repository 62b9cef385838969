import type Stripe from 'stripe';
import { emit, need, type Context } from '../context.ts';
import { invalidRequest } from '../http/api-error.ts';
import { newId } from './ids.ts';

/** Puts a payment before a person's eyes: Radar does so where the risk is elevated, the control plane wherever asked to. */
export function openReview(
  context: Context,
  charge: Stripe.Charge,
  openedReason: Stripe.Review.OpenedReason = 'rule',
): Stripe.Review {
  const review: Stripe.Review = {
    id: newId('prv'),
    object: 'review',
    billing_zip: charge.billing_details.address?.postal_code ?? null,
    charge: charge.id,
    closed_reason: null,
    created: context.now,
    ip_address: null,
    ip_address_location: null,
    livemode: false,
    open: true,
    opened_reason: openedReason,
    ...(charge.payment_intent ? { payment_intent: charge.payment_intent } : {}),
    reason: openedReason,
    session: null,
  };
  charge.review = review.id;
  context.scope.put('charge', charge);
  const intent = context.scope.find('payment_intent', (charge.payment_intent as string | null) ?? '');
  if (intent) {
    intent.review = review.id;
    context.scope.put('payment_intent', intent);
  }
  context.scope.put('review', review);
  emit(context, 'review.opened', review);
  return review;
}

/** Ends a charge's review where one is open: a person approved it, or what happened to the payment decided it. */
export function closeReview(context: Context, charge: Stripe.Charge, reason: Stripe.Review.ClosedReason): void {
  const review = context.scope.find('review', (charge.review as string | null) ?? '');
  if (!review?.open) return;
  review.open = false;
  review.closed_reason = reason;
  review.reason = reason;
  context.scope.put('review', review);
  emit(context, 'review.closed', review, { open: true, closed_reason: null });
}

export function approveReview(context: Context, id: string): Stripe.Review {
  const review = need(context, 'review', id);
  if (!review.open) throw invalidRequest(`Review ${id} is already closed.`, { param: 'review' });
  closeReview(context, need(context, 'charge', review.charge as string), 'approved');
  return review;
}
