import type Stripe from 'stripe';
import { emit, mergeMetadata, need, type Context } from '../context.ts';
import { invalidRequest } from '../http/api-error.ts';
import { availableAmount, book, exponentOf } from './balance.ts';
import { closeDispute } from './dispute.ts';
import { settleFraudWarnings } from './fraud-warning.ts';
import { newId, randomText } from './ids.ts';
import { behaviorOf } from './payment-method.ts';
import { closeReview } from './review.ts';
import { reverseTaxOf } from './tax-transaction.ts';

/** How long a slow card network takes, and how soon a bank sends a refund back, in sandbox seconds. */
const NETWORK_TIME = 5;

export interface RefundInput {
  charge: Stripe.Charge;
  amount?: number;
  reason?: Stripe.RefundCreateParams.Reason;
  metadata?: Record<string, string> | null;
}

/**
 * Sends money back to the card. A refund draws on the available balance; where that is too small it is pending until money
 * becomes available. Some test cards keep a refund pending with the network or let it fail later.
 */
export function createRefund(context: Context, { charge, amount, reason, metadata }: RefundInput): Stripe.Refund {
  const asked = refundable(context, charge, amount);
  const refund: Stripe.Refund = {
    id: newId('re'),
    object: 'refund',
    amount: asked,
    balance_transaction: null,
    charge: charge.id,
    created: context.now,
    currency: charge.currency,
    customer: charge.customer as string | null,
    customer_account: null,
    destination_details: { type: 'card', card: reference(false) },
    metadata: mergeMetadata({}, metadata),
    payment_intent: charge.payment_intent as string | null,
    payment_method: charge.payment_method,
    reason: reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'pending',
    transfer_reversal: null,
  };
  if (availableAmount(context, charge.currency) < asked) {
    refund.pending_reason = 'insufficient_funds';
    context.scope.put('refund', refund);
  } else fund(context, refund, charge);
  const previous = { amount_refunded: charge.amount_refunded, refunded: charge.refunded };
  charge.amount_refunded += asked;
  charge.refunded = charge.amount_refunded >= charge.amount;
  context.scope.put('charge', charge);
  reverseTaxOf(context, refund);
  emit(context, 'refund.created', refund);
  emit(context, 'charge.refunded', charge, previous);
  if (reason === 'fraudulent') closeReview(context, charge, 'refunded_as_fraud');
  else if (charge.refunded) closeReview(context, charge, 'refunded');
  settleFraudWarnings(context, charge);
  // The buyer has the money back, so the bank has nothing left to ask about.
  if (charge.refunded) {
    for (const dispute of context.scope.where('dispute', 'charge', charge.id)) {
      if (dispute.status.startsWith('warning')) closeDispute(context, dispute.id, 'lost');
    }
  }
  return refund;
}

/** The amount to send back, or the refusal Stripe has for the case. */
function refundable(context: Context, charge: Stripe.Charge, amount: number | undefined): number {
  if (!charge.captured) {
    throw invalidRequest(
      'This charge has not been captured, so it cannot be refunded. Cancel its PaymentIntent instead.',
      { code: 'charge_not_refundable', param: 'charge' },
    );
  }
  const disputes = context.scope.where('dispute', 'charge', charge.id);
  if (disputes.some((dispute) => !dispute.is_charge_refundable)) {
    throw invalidRequest(`Charge ${charge.id} has been charged back; cannot issue a refund.`, {
      code: 'charge_disputed',
    });
  }
  const left = charge.amount - charge.amount_refunded;
  if (left <= 0)
    throw invalidRequest(`Charge ${charge.id} has already been refunded.`, { code: 'charge_already_refunded' });
  const asked = amount ?? left;
  if (asked < 1)
    throw invalidRequest('Invalid positive integer', { code: 'parameter_invalid_integer', param: 'amount' });
  if (asked > left) {
    const places = exponentOf(charge.currency);
    const money = (minor: number): string =>
      `${(minor / 10 ** places).toFixed(places)} ${charge.currency.toUpperCase()}`;
    throw invalidRequest(
      `Refund amount (${money(asked)}) is greater than unrefunded amount on charge (${money(left)})`,
      { param: 'amount' },
    );
  }
  return asked;
}

function reference(isKnown: boolean): Stripe.Refund.DestinationDetails.Card {
  return {
    type: 'refund',
    reference_status: isKnown ? 'available' : 'pending',
    reference_type: 'acquirer_reference_number',
    ...(isKnown ? { reference: randomText(23).replaceAll(/\D/g, '7') } : {}),
  };
}

/** Takes the money from the balance and hands it to the card network. */
function fund(context: Context, refund: Stripe.Refund, charge: Stripe.Charge): void {
  const behavior = charge.payment_method ? behaviorOf(context, charge.payment_method) : undefined;
  const row = book(context, {
    amount: -refund.amount,
    currency: refund.currency,
    type: 'refund',
    reportingCategory: 'refund',
    source: refund.id,
    description: `REFUND FOR CHARGE${charge.description ? ` (${charge.description})` : ''}`,
  });
  refund.balance_transaction = row.id;
  const later = (kind: 'settle_refund' | 'fail_refund'): void => {
    context.scope.put('due_task', { id: newId('task'), dueAt: context.now + NETWORK_TIME, kind, ref: refund.id });
  };
  if (behavior?.refund === 'pending') {
    refund.pending_reason = 'processing';
    later('settle_refund');
  } else {
    complete(refund);
    if (behavior?.refund === 'fails') later('fail_refund');
  }
  context.scope.put('refund', refund);
}

function complete(refund: Stripe.Refund): void {
  refund.status = 'succeeded';
  delete refund.pending_reason;
  refund.destination_details = { type: 'card', card: reference(true) };
}

/** Money has become available: the refunds that waited for it go out, oldest first, as far as it reaches. */
export function fundWaitingRefunds(context: Context): void {
  for (const currency of context.store.sheet(context.scope.account).currencies) {
    for (const refund of context.scope.where('refund', 'unfunded', currency)) {
      if (availableAmount(context, currency) < refund.amount) continue;
      const previous = { status: refund.status, pending_reason: refund.pending_reason, balance_transaction: null };
      fund(context, refund, need(context, 'charge', refund.charge as string));
      tell(context, refund, previous);
    }
  }
}

function tell(context: Context, refund: Stripe.Refund, previous: Record<string, unknown>): void {
  emit(context, 'refund.updated', refund, previous);
  emit(context, 'charge.refund.updated', refund, previous);
}

/** The card network has taken a refund that was slow. */
export function settleRefund(context: Context, id: string): void {
  const refund = need(context, 'refund', id);
  if (refund.status !== 'pending' || refund.pending_reason === 'insufficient_funds') return;
  complete(refund);
  context.scope.put('refund', refund);
  tell(context, refund, { status: 'pending' });
}

/** The bank sent the refund back: the money returns to the balance and the charge counts as not refunded again. */
export function failRefund(context: Context, id: string): Stripe.Refund {
  const refund = need(context, 'refund', id);
  if (refund.status === 'failed' || refund.status === 'canceled') return refund;
  const charge = need(context, 'charge', refund.charge as string);
  const previous = { status: refund.status };
  if (refund.balance_transaction) {
    const row = book(context, {
      amount: refund.amount,
      currency: refund.currency,
      type: 'refund_failure',
      reportingCategory: 'refund_failure',
      source: refund.id,
      description: 'REFUND FAILURE',
    });
    refund.failure_balance_transaction = row.id;
  }
  refund.status = 'failed';
  refund.failure_reason = 'lost_or_stolen_card';
  delete refund.pending_reason;
  charge.amount_refunded -= refund.amount;
  charge.refunded = false;
  context.scope.put('refund', refund);
  context.scope.put('charge', charge);
  emit(context, 'refund.failed', refund, previous);
  tell(context, refund, previous);
  return refund;
}
