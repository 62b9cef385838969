import type Stripe from 'stripe';
import { emit, mergeMetadata, need, within, type Context } from '../context.ts';
import { ApiError, invalidRequest } from '../http/api-error.ts';
import { canReceive } from './account-capability.ts';
import { availableAmount, book, wholeAmount } from './balance.ts';
import { destinationPayment, paymentRefund } from './destination-payment.ts';
import { newId } from './ids.ts';

export interface TransferInput {
  amount?: number;
  currency: string;
  destination: string;
  description?: string;
  metadata?: Record<string, string>;
  sourceTransaction?: string;
  transferGroup?: string;
}

function assertDestination(context: Context, destination: string): void {
  const account = context.store.platform.find('account', destination);
  if (!account) {
    throw invalidRequest(`No such destination: '${destination}'`, { code: 'resource_missing', param: 'destination' });
  }
  if (account.closed) {
    throw new ApiError(403, {
      type: 'invalid_request_error',
      code: 'account_invalid',
      message: `The account '${destination}' has been closed and cannot receive transfers.`,
      param: 'destination',
    });
  }
  if (canReceive(account)) return;
  throw invalidRequest(
    'Your destination account needs to have at least one of the following capabilities enabled: transfers, crypto_transfers, legacy_payments',
    { code: 'insufficient_capabilities_for_transfer', param: 'destination' },
  );
}

/** The charge that a transfer draws on, once it is certain that it has that much left to give. */
function assertSource(context: Context, source: Stripe.Charge, amount: number, currency: string): void {
  if (source.status !== 'succeeded' || !source.captured) {
    throw invalidRequest(`The source_transaction ${source.id} has not been captured.`, { param: 'source_transaction' });
  }
  if (source.currency !== currency) {
    throw invalidRequest(
      `The currency of source_transaction's balance transaction (${source.currency}) must be the same as the transfer currency (${currency})`,
      { param: 'currency' },
    );
  }
  const taken = context.scope
    .where('transfer', 'source_transaction', source.id)
    .reduce((sum, transfer) => sum + transfer.amount, 0);
  if (taken + amount <= source.amount_captured) return;
  throw invalidRequest(
    `The transfers from charge ${source.id} cannot exceed the source amount of ${source.amount_captured}`,
    { code: 'transfer_source_balance_parameters_mismatch', param: 'amount' },
  );
}

/**
 * Moves money to a connected account. With a source transaction it succeeds at once and becomes spendable together with the
 * charge it came from; without one the platform's available balance must cover it.
 */
export function createTransfer(context: Context, input: TransferInput): Stripe.Transfer {
  const { destination, sourceTransaction } = input;
  assertDestination(context, destination);
  const currency = input.currency.toLowerCase();
  const source = sourceTransaction ? need(context, 'charge', sourceTransaction, 'source_transaction') : undefined;
  const amount = input.amount ?? source?.amount_captured ?? 0;
  if (amount < 1)
    throw invalidRequest('Invalid positive integer', { code: 'parameter_invalid_integer', param: 'amount' });
  if (source) assertSource(context, source, amount, currency);
  else if (availableAmount(context, currency) < amount) {
    throw invalidRequest(
      'You have insufficient available funds in your Stripe account. Try adding funds directly to your available balance by creating Charges using the 4000000000000077 test card. See: https://stripe.com/docs/testing#available-balance',
      { code: 'balance_insufficient' },
    );
  }
  const availableOn = source
    ? need(context, 'balance_transaction', source.balance_transaction as string).available_on
    : context.now;
  const id = newId('tr');
  const movement = { currency, description: input.description ?? null, availableOn };
  const row = book(context, {
    ...movement,
    amount: -amount,
    type: 'transfer',
    reportingCategory: 'transfer',
    source: id,
  });
  const transfer: Stripe.Transfer = {
    id,
    object: 'transfer',
    amount,
    amount_reversed: 0,
    balance_transaction: row.id,
    created: context.now,
    currency,
    description: input.description ?? null,
    destination,
    destination_payment: newId('py'),
    livemode: false,
    metadata: mergeMetadata({}, input.metadata),
    reversals: { object: 'list', data: [], has_more: false, url: `/v1/transfers/${id}/reversals` },
    reversed: false,
    source_transaction: sourceTransaction ?? null,
    source_type: 'card',
    transfer_group: input.transferGroup ?? source?.transfer_group ?? null,
  };
  destinationPayment(within(context, destination), transfer, availableOn);
  context.scope.put('transfer', transfer);
  emit(context, 'transfer.created', transfer);
  return transfer;
}

export interface ReversalInput {
  amount?: number;
  metadata?: Record<string, string> | null;
}

/**
 * Takes a transfer back, in part or whole. What has become available on the account must still be available there; what is
 * pending with its charge is taken from the pending balance.
 */
export function reverseTransfer(
  context: Context,
  id: string,
  { amount, metadata }: ReversalInput,
): Stripe.TransferReversal {
  const transfer = need(context, 'transfer', id);
  const left = transfer.amount - transfer.amount_reversed;
  const asked = amount ?? left;
  if (left <= 0) throw invalidRequest(`Transfer ${id} is already fully reversed.`);
  if (asked < 1)
    throw invalidRequest('Invalid positive integer', { code: 'parameter_invalid_integer', param: 'amount' });
  if (asked > left) {
    throw invalidRequest(
      `Transfer reversal amount (${asked}) is greater than the unreversed amount on the transfer (${left})`,
      { param: 'amount' },
    );
  }
  const availableOn = need(context, 'balance_transaction', transfer.balance_transaction as string).available_on;
  const recipient = within(context, transfer.destination as string);
  const isPending = availableOn > context.now;
  const held = (isPending ? wholeAmount : availableAmount)(recipient, transfer.currency);
  if (held < asked) {
    throw invalidRequest(
      `Insufficient funds in the connected account ${transfer.destination as string} to reverse this transfer.`,
      { code: 'balance_insufficient' },
    );
  }
  const reversalId = newId('trr');
  const row = book(context, {
    amount: asked,
    currency: transfer.currency,
    type: 'transfer_refund',
    reportingCategory: 'transfer_reversal',
    source: reversalId,
    availableOn,
  });
  const reversal: Stripe.TransferReversal = {
    id: reversalId,
    object: 'transfer_reversal',
    amount: asked,
    balance_transaction: row.id,
    created: context.now,
    currency: transfer.currency,
    destination_payment_refund: paymentRefund(recipient, transfer, asked, reversalId, availableOn).id,
    metadata: mergeMetadata({}, metadata),
    source_refund: null,
    transfer: id,
  };
  const previous = { amount_reversed: transfer.amount_reversed, reversed: transfer.reversed };
  transfer.amount_reversed += asked;
  transfer.reversed = transfer.amount_reversed === transfer.amount;
  transfer.reversals.data = [structuredClone(reversal), ...transfer.reversals.data].slice(0, 10);
  context.scope.put('transfer_reversal', reversal);
  context.scope.put('transfer', transfer);
  emit(context, 'transfer.reversed', transfer, previous);
  return reversal;
}
