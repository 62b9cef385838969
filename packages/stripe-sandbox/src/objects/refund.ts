import type Stripe from 'stripe';
import { emit, mergeMetadata, need, type Context } from '../context.ts';
import { invalidRequest } from '../http/api-error.ts';
import { book, exponentOf } from './balance.ts';
import { newId, randomText } from './ids.ts';
import { behaviorOf } from './payment-method.ts';

export interface RefundInput {
  charge: Stripe.Charge;
  amount?: number;
  reason?: Stripe.RefundCreateParams.Reason;
  metadata?: Record<string, string> | null;
}

/** Sends money back. Some test cards keep the refund pending or let it fail later; all others succeed at once. */
export function createRefund(context: Context, { charge, amount, reason, metadata }: RefundInput): Stripe.Refund {
  const left = charge.amount_captured - charge.amount_refunded;
  if (!charge.captured) {
    throw invalidRequest(
      'This charge has not been captured, so it cannot be refunded. Cancel its PaymentIntent instead.',
      { code: 'charge_not_refundable', param: 'charge' },
    );
  }
  if (charge.disputed)
    throw invalidRequest(`Charge ${charge.id} has been charged back; cannot issue a refund.`, {
      code: 'charge_disputed',
    });
  if (left <= 0)
    throw invalidRequest(`Charge ${charge.id} has already been refunded.`, { code: 'charge_already_refunded' });
  const asked = amount ?? left;
  if (asked < 1)
    throw invalidRequest('Invalid positive integer', { code: 'parameter_invalid_integer', param: 'amount' });
  if (asked > left) {
    const money = (minor: number): string =>
      `${(minor / 10 ** exponentOf(charge.currency)).toFixed(exponentOf(charge.currency))} ${charge.currency.toUpperCase()}`;
    throw invalidRequest(
      `Refund amount (${money(asked)}) is greater than unrefunded amount on charge (${money(left)})`,
      { param: 'amount' },
    );
  }
  const behavior = charge.payment_method ? behaviorOf(context, charge.payment_method) : undefined;
  const id = newId('re');
  const isPending = behavior?.refund === 'pending';
  const source = need(context, 'balance_transaction', charge.balance_transaction as string);
  const row = book(context, {
    amount: -asked,
    currency: charge.currency,
    type: 'refund',
    reportingCategory: 'refund',
    source: id,
    description: `REFUND FOR CHARGE${charge.description ? ` (${charge.description})` : ''}`,
    availableOn: Math.max(source.available_on, context.now),
  });
  const refund: Stripe.Refund = {
    id,
    object: 'refund',
    amount: asked,
    balance_transaction: row.id,
    charge: charge.id,
    created: context.now,
    currency: charge.currency,
    customer: charge.customer as string | null,
    customer_account: null,
    destination_details: {
      type: 'card',
      card: {
        type: 'refund',
        ...(isPending
          ? { reference_status: 'pending', reference_type: 'acquirer_reference_number' }
          : {
              reference: randomText(23).replaceAll(/\D/g, '7'),
              reference_status: 'available',
              reference_type: 'acquirer_reference_number',
            }),
      },
    },
    metadata: mergeMetadata({}, metadata),
    payment_intent: charge.payment_intent as string | null,
    payment_method: charge.payment_method,
    ...(isPending ? { pending_reason: 'processing' as const } : {}),
    reason: reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: isPending ? 'pending' : 'succeeded',
    transfer_reversal: null,
  };
  const previous = { amount_refunded: charge.amount_refunded, refunded: charge.refunded };
  charge.amount_refunded += asked;
  charge.refunded = charge.amount_refunded >= charge.amount_captured;
  context.scope.put('refund', refund);
  context.scope.put('charge', charge);
  emit(context, 'refund.created', refund);
  emit(context, 'charge.refunded', charge, previous);
  if (isPending)
    context.scope.put('due_task', { id: newId('task'), dueAt: context.now + 5, kind: 'settle_refund', ref: id });
  if (behavior?.refund === 'fails')
    context.scope.put('due_task', { id: newId('task'), dueAt: context.now + 5, kind: 'fail_refund', ref: id });
  return refund;
}

export function settleRefund(context: Context, id: string): void {
  const refund = need(context, 'refund', id);
  if (refund.status !== 'pending') return;
  refund.status = 'succeeded';
  delete refund.pending_reason;
  context.scope.put('refund', refund);
  emit(context, 'refund.updated', refund, { status: 'pending' });
  emit(context, 'charge.refund.updated', refund, { status: 'pending' });
}

/** The bank sent the refund back: the money returns to the balance and the charge counts as not refunded again. */
export function failRefund(context: Context, id: string): void {
  const refund = need(context, 'refund', id);
  if (refund.status === 'failed' || refund.status === 'canceled') return;
  const charge = need(context, 'charge', refund.charge as string);
  const previous = { status: refund.status };
  const row = book(context, {
    amount: refund.amount,
    currency: refund.currency,
    type: 'refund_failure',
    reportingCategory: 'refund_failure',
    source: refund.id,
    description: 'REFUND FAILURE',
  });
  refund.status = 'failed';
  refund.failure_reason = 'lost_or_stolen_card';
  refund.failure_balance_transaction = row.id;
  charge.amount_refunded -= refund.amount;
  charge.refunded = false;
  context.scope.put('refund', refund);
  context.scope.put('charge', charge);
  emit(context, 'refund.updated', refund, previous);
  emit(context, 'refund.failed', refund, previous);
}
