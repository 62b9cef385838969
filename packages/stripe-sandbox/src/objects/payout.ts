import type Stripe from 'stripe';
import { emit, mergeMetadata, need, type Context } from '../context.ts';
import { invalidRequest } from '../http/api-error.ts';
import { availableAmount, book } from './balance.ts';
import { newId } from './ids.ts';

const DAY = 24 * 60 * 60;

export interface PayoutInput {
  amount: number;
  currency: string;
  description?: string;
  metadata?: Record<string, string>;
  method?: string;
  statementDescriptor?: string;
}

/** Sends available money to the bank; it arrives a day later on the sandbox's clock. */
export function createPayout(context: Context, input: PayoutInput): Stripe.Payout {
  const currency = input.currency.toLowerCase();
  if (input.amount < 1)
    throw invalidRequest('Invalid positive integer', { code: 'parameter_invalid_integer', param: 'amount' });
  if (availableAmount(context, currency) < input.amount) {
    throw invalidRequest(
      'You have insufficient funds in your Stripe account for this transfer. Your card balance is too low.',
      { code: 'balance_insufficient' },
    );
  }
  const id = newId('po');
  const row = book(context, {
    amount: -input.amount,
    currency,
    type: 'payout',
    reportingCategory: 'payout',
    source: id,
    description: input.description ?? 'STRIPE PAYOUT',
  });
  const payout: Stripe.Payout = {
    id,
    object: 'payout',
    amount: input.amount,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: context.now + DAY,
    automatic: false,
    balance_transaction: row.id,
    created: context.now,
    currency,
    description: input.description ?? null,
    destination: 'ba_sandbox',
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata: mergeMetadata({}, input.metadata),
    method: input.method ?? 'standard',
    original_payout: null,
    payout_method: null,
    reconciliation_status: 'not_applicable',
    reversed_by: null,
    source_type: 'card',
    statement_descriptor: input.statementDescriptor ?? null,
    status: 'in_transit',
    trace_id: { status: 'pending', value: null },
    type: 'bank_account',
  };
  context.scope.put('payout', payout);
  context.scope.put('due_task', { id: `settle_${id}`, dueAt: payout.arrival_date, kind: 'settle_payout', ref: id });
  emit(context, 'payout.created', payout);
  return payout;
}

export function settlePayout(context: Context, id: string): void {
  const payout = need(context, 'payout', id);
  if (payout.status !== 'in_transit' && payout.status !== 'pending') return;
  const previous = { status: payout.status };
  payout.status = 'paid';
  payout.trace_id = { status: 'supported', value: newId('trace') };
  context.scope.put('payout', payout);
  emit(context, 'payout.updated', payout, previous);
  emit(context, 'payout.paid', payout, previous);
}

/** The bank sends the money back, or nobody sends it: either way it returns to the balance. */
export function endPayout(
  context: Context,
  id: string,
  status: 'failed' | 'canceled',
  code = 'account_closed',
): Stripe.Payout {
  const payout = need(context, 'payout', id);
  if (['failed', 'canceled'].includes(payout.status)) return payout;
  if (status === 'canceled' && payout.status === 'paid') {
    throw invalidRequest('Payouts can only be canceled while they are pending.', { code: 'payout_not_cancelable' });
  }
  const previous = { status: payout.status };
  const row = book(context, {
    amount: payout.amount,
    currency: payout.currency,
    type: status === 'failed' ? 'payout_failure' : 'payout_cancel',
    reportingCategory: 'payout_reversal',
    source: id,
  });
  payout.status = status;
  payout.failure_balance_transaction = row.id;
  if (status === 'failed') {
    payout.failure_code = code;
    payout.failure_message = 'The bank account has been closed.';
  }
  context.scope.remove('due_task', `settle_${id}`);
  context.scope.put('payout', payout);
  emit(context, status === 'failed' ? 'payout.failed' : 'payout.canceled', payout, previous);
  return payout;
}
