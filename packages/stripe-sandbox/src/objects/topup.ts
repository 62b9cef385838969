import type Stripe from 'stripe';
import { emit, mergeMetadata, type Context } from '../context.ts';
import { invalidRequest } from '../http/api-error.ts';
import { book } from './balance.ts';
import { newId } from './ids.ts';

export interface TopupInput {
  amount: number;
  currency: string;
  description?: string;
  metadata?: Record<string, string>;
  statementDescriptor?: string;
  transferGroup?: string;
}

/** Brings the platform's own money into its balance. Here the bank debit succeeds and the money is there at once. */
export function createTopup(context: Context, input: TopupInput): Stripe.Topup {
  if (input.amount < 1)
    throw invalidRequest('Invalid positive integer', { code: 'parameter_invalid_integer', param: 'amount' });
  const topup: Stripe.Topup = {
    id: newId('tu'),
    object: 'topup',
    amount: input.amount,
    balance_transaction: null,
    created: context.now,
    currency: input.currency.toLowerCase(),
    description: input.description ?? null,
    expected_availability_date: context.now,
    failure_code: null,
    failure_message: null,
    initiated_by: 'user',
    livemode: false,
    metadata: mergeMetadata({}, input.metadata),
    source: null,
    statement_descriptor: input.statementDescriptor ?? null,
    status: 'pending',
    transfer_group: input.transferGroup ?? null,
  };
  emit(context, 'topup.created', topup);
  topup.status = 'succeeded';
  topup.balance_transaction = book(context, {
    amount: topup.amount,
    currency: topup.currency,
    type: 'topup',
    reportingCategory: 'topup',
    source: topup.id,
    description: topup.description,
  }).id;
  context.scope.put('topup', topup);
  emit(context, 'topup.succeeded', topup, { status: 'pending', balance_transaction: null });
  return topup;
}
