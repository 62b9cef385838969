import type Stripe from 'stripe';
import { emit, mergeMetadata, need, type Context } from '../context.ts';
import { invalidRequest } from '../http/api-error.ts';
import { canBePaidOut } from './account-capability.ts';
import { availableAmount, book, wholeAmount } from './balance.ts';
import { bankFor, failureOf, markErrored } from './bank-account.ts';
import { newId } from './ids.ts';
import { expectPayoutRun, payoutSettings } from './payout-schedule.ts';

const DAY = 24 * 60 * 60;
/** How long a payout may still be canceled before it is with the bank. */
const SUBMITTED_AFTER = 60 * 60;
const INSTANT_TIME = 60;

export interface PayoutInput {
  amount: number;
  currency: string;
  description?: string;
  destination?: string;
  metadata?: Record<string, string>;
  method?: string;
  statementDescriptor?: string;
}

/** Sends available money to the bank by hand; it arrives a day later on the sandbox's clock. */
export function createPayout(context: Context, input: PayoutInput): Stripe.Payout {
  const currency = input.currency.toLowerCase();
  if (input.amount < 1)
    throw invalidRequest('Invalid positive integer', { code: 'parameter_invalid_integer', param: 'amount' });
  if (!canBePaidOut(context)) {
    throw invalidRequest(
      'Cannot create payouts: this account has requirements that need to be collected before payouts are enabled.',
      { code: 'payouts_not_allowed' },
    );
  }
  if (availableAmount(context, currency) < input.amount) {
    throw invalidRequest(
      'You have insufficient funds in your Stripe account for this transfer. Your card balance is too low.  You can use the /v1/balance endpoint to view your Stripe balance (for more details, see stripe.com/docs/api#balance).',
      { code: 'balance_insufficient' },
    );
  }
  return send(context, { ...input, currency }, false);
}

function send(context: Context, input: PayoutInput, isAutomatic: boolean): Stripe.Payout {
  const isInstant = input.method === 'instant';
  const bank = bankFor(context, input.currency, input.destination);
  const id = newId('po');
  const row = book(context, {
    amount: -input.amount,
    currency: input.currency,
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
    arrival_date: context.now + (isInstant ? INSTANT_TIME : DAY),
    automatic: isAutomatic,
    balance_transaction: row.id,
    created: context.now,
    currency: input.currency,
    description: input.description ?? (isAutomatic ? 'STRIPE PAYOUT' : null),
    destination: bank.id,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata: mergeMetadata({}, input.metadata),
    method: isInstant ? 'instant' : 'standard',
    original_payout: null,
    payout_method: null,
    reconciliation_status: isAutomatic ? 'in_progress' : 'not_applicable',
    reversed_by: null,
    source_type: 'card',
    statement_descriptor: input.statementDescriptor ?? payoutSettings(context).descriptor,
    status: 'pending',
    trace_id: { status: 'pending', value: null },
    type: 'bank_account',
  };
  context.scope.put('payout', payout);
  const later = (kind: 'submit_payout' | 'settle_payout', dueAt: number): void => {
    context.scope.put('due_task', { id: `${kind}_${id}`, dueAt, kind, ref: id });
  };
  if (!isInstant) later('submit_payout', context.now + SUBMITTED_AFTER);
  later('settle_payout', payout.arrival_date);
  emit(context, 'payout.created', payout);
  return payout;
}

/**
 * Pays out what is available in each currency, above the minimum the account keeps. Every row that makes up the sum is
 * filed under the payout, so that the list of its rows adds up to it.
 */
export function runPayouts(context: Context): void {
  for (const currency of context.store.sheet(context.scope.account).currencies) {
    if (!canBePaidOut(context)) return;
    const bank = bankFor(context, currency);
    if (bank.status === 'errored') continue;
    const most = availableAmount(context, currency) - (payoutSettings(context).minimum[currency] ?? 0);
    const rows = context.scope
      .where('balance_transaction', 'unpaid', currency)
      .filter((row) => row.available_on <= context.now);
    let amount = 0;
    let best = { amount: 0, count: 0 };
    rows.forEach((row, index) => {
      amount += row.net;
      if (amount > 0 && amount <= most) best = { amount, count: index + 1 };
    });
    if (best.amount === 0) continue;
    const payout = send(context, { amount: best.amount, currency }, true);
    const own = need(context, 'balance_transaction', payout.balance_transaction as string);
    for (const row of [...rows.slice(0, best.count), own]) {
      context.scope.put('balance_transaction', { ...row, paid_out_by: payout.id });
    }
  }
  const { currencies } = context.store.sheet(context.scope.account);
  const isAnythingLeft = currencies.some(
    (currency) => wholeAmount(context, currency) > availableAmount(context, currency),
  );
  if (isAnythingLeft) expectPayoutRun(context);
}

/** The payout is with the bank and can no longer be canceled. */
export function submitPayout(context: Context, id: string): void {
  const payout = need(context, 'payout', id);
  if (payout.status !== 'pending') return;
  payout.status = 'in_transit';
  context.scope.put('payout', payout);
  emit(context, 'payout.updated', payout, { status: 'pending' });
}

/** The payout arrives, or the bank account turns out to be one that cannot take it. */
export function settlePayout(context: Context, id: string): void {
  const payout = need(context, 'payout', id);
  if (payout.status !== 'in_transit' && payout.status !== 'pending') return;
  const failure = failureOf(context, payout.destination as string);
  if (failure) {
    endPayout(context, id, 'failed', failure.code, failure.message);
    return;
  }
  const previous = { status: payout.status };
  payout.status = 'paid';
  payout.trace_id = { status: 'supported', value: newId('trace') };
  if (payout.automatic) payout.reconciliation_status = 'completed';
  context.scope.put('payout', payout);
  emit(context, 'payout.paid', payout, previous);
  if (payout.automatic)
    emit(context, 'payout.reconciliation_completed', payout, { reconciliation_status: 'in_progress' });
}

/** The bank sends the money back, or nobody sends it: either way it returns to the balance. */
export function endPayout(
  context: Context,
  id: string,
  status: 'failed' | 'canceled',
  code = 'account_closed',
  message = 'The bank account has been closed.',
): Stripe.Payout {
  const payout = need(context, 'payout', id);
  if (['failed', 'canceled'].includes(payout.status) && status === 'failed') return payout;
  if (status === 'canceled' && payout.status !== 'pending') {
    throw invalidRequest(`Payouts can only be canceled while they are pending; this payout is ${payout.status}.`, {
      code: 'payout_not_cancelable',
    });
  }
  const previous = { status: payout.status };
  const row = book(context, {
    amount: payout.amount,
    currency: payout.currency,
    type: status === 'failed' ? 'payout_failure' : 'payout_cancel',
    reportingCategory: 'payout_reversal',
    source: id,
    description: status === 'failed' ? 'Payout failure' : 'Payout canceled',
  });
  payout.status = status;
  payout.failure_balance_transaction = row.id;
  if (status === 'failed') {
    payout.failure_code = code;
    payout.failure_message = message;
    payout.trace_id = { status: 'unsupported', value: null };
  }
  for (const kind of ['submit_payout', 'settle_payout']) context.scope.remove('due_task', `${kind}_${id}`);
  context.scope.put('payout', payout);
  emit(context, status === 'failed' ? 'payout.failed' : 'payout.canceled', payout, previous);
  if (status === 'failed') markErrored(context, payout.destination as string);
  return payout;
}

/** Fetches a payout that arrived back from the bank: a payout of its own, the other way round. */
export function reversePayout(context: Context, id: string, metadata?: Record<string, string>): Stripe.Payout {
  const original = need(context, 'payout', id);
  if (original.status !== 'paid' || original.original_payout || original.reversed_by) {
    throw invalidRequest('Only a paid payout that has not been reversed can be reversed.');
  }
  const reversal = send(
    context,
    { amount: -original.amount, currency: original.currency, destination: original.destination as string, metadata },
    false,
  );
  reversal.original_payout = id;
  context.scope.put('payout', reversal);
  original.reversed_by = reversal.id;
  context.scope.put('payout', original);
  emit(context, 'payout.updated', original, { reversed_by: null });
  return reversal;
}
