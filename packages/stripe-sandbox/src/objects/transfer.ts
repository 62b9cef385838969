import type Stripe from 'stripe';
import { emit, mergeMetadata, need, within, type Context } from '../context.ts';
import { invalidRequest } from '../http/api-error.ts';
import { availableAmount, book } from './balance.ts';
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

/** Whether an account may receive transfers: its recipient configuration says so. */
function canReceive(context: Context, account: string): boolean {
  const found = context.store.platform.find('account', account);
  return found?.configuration?.recipient?.capabilities?.stripe_balance?.stripe_transfers?.status === 'active';
}

/**
 * Moves money to a connected account. With a source transaction it succeeds at once and becomes spendable together with the
 * charge it came from; without one the platform's available balance must cover it.
 */
export function createTransfer(context: Context, input: TransferInput): Stripe.Transfer {
  const { destination, sourceTransaction } = input;
  if (!context.store.platform.find('account', destination)) {
    throw invalidRequest(`No such destination: '${destination}'`, { code: 'resource_missing', param: 'destination' });
  }
  if (!canReceive(context, destination)) {
    throw invalidRequest(
      'Your destination account needs to have at least one of the following capabilities enabled: transfers, crypto_transfers, legacy_payments',
      { code: 'insufficient_capabilities_for_transfer', param: 'destination' },
    );
  }
  const currency = input.currency.toLowerCase();
  const source = sourceTransaction ? need(context, 'charge', sourceTransaction, 'source_transaction') : undefined;
  const amount = input.amount ?? source?.amount_captured ?? 0;
  if (amount < 1)
    throw invalidRequest('Invalid positive integer', { code: 'parameter_invalid_integer', param: 'amount' });
  let availableOn = context.now;
  if (source) {
    if (!source.captured)
      throw invalidRequest(`Charge ${source.id} has not been captured.`, { param: 'source_transaction' });
    if (source.currency !== currency) {
      throw invalidRequest(
        `The currency of source_transaction's balance transaction (${source.currency}) must be the same as the transfer currency (${currency})`,
        { param: 'currency' },
      );
    }
    const taken = context.scope
      .all('transfer')
      .filter((transfer) => transfer.source_transaction === source.id)
      .reduce((sum, transfer) => sum + transfer.amount, 0);
    if (taken + amount > source.amount_captured) {
      throw invalidRequest(
        `The transfers from charge ${source.id} cannot exceed the source amount of ${source.amount_captured}`,
        {
          code: 'transfer_source_balance_parameters_mismatch',
          param: 'amount',
        },
      );
    }
    availableOn = Math.max(
      context.now,
      need(context, 'balance_transaction', source.balance_transaction as string).available_on,
    );
  } else if (availableAmount(context, currency) < amount) {
    throw invalidRequest(
      'You have insufficient available funds in your Stripe account. Try adding funds directly to your available balance by creating Charges using the 4000000000000077 test card. See: https://stripe.com/docs/testing#available-balance',
      { code: 'balance_insufficient' },
    );
  }
  const id = newId('tr');
  const row = book(context, {
    amount: -amount,
    currency,
    type: 'transfer',
    reportingCategory: 'transfer',
    source: id,
    description: input.description ?? null,
    availableOn,
  });
  const paymentId = newId('py');
  const recipient = within(context, destination);
  book(recipient, {
    amount,
    currency,
    type: 'payment',
    reportingCategory: 'charge',
    source: paymentId,
    description: input.description ?? null,
    availableOn,
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
    destination_payment: paymentId,
    livemode: false,
    metadata: mergeMetadata({}, input.metadata),
    reversals: { object: 'list', data: [], has_more: false, url: `/v1/transfers/${id}/reversals` },
    reversed: false,
    source_transaction: sourceTransaction ?? null,
    source_type: 'card',
    transfer_group: input.transferGroup ?? source?.transfer_group ?? null,
  };
  context.scope.put('transfer', transfer);
  emit(context, 'transfer.created', transfer);
  return transfer;
}

export interface ReversalInput {
  amount?: number;
  description?: string;
  metadata?: Record<string, string> | null;
}

/** Takes a transfer back, in part or whole; refused when the account no longer holds the money. */
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
  const recipient = within(context, transfer.destination as string);
  const held = recipient.scope
    .all('balance_transaction')
    .filter((row) => row.currency === transfer.currency)
    .reduce((sum, row) => sum + row.net, 0);
  if (held < asked) {
    throw invalidRequest('Insufficient funds in the connected account to reverse this transfer.', {
      code: 'balance_insufficient',
    });
  }
  const reversalId = newId('trr');
  const row = book(context, {
    amount: asked,
    currency: transfer.currency,
    type: 'transfer_refund',
    reportingCategory: 'transfer_reversal',
    source: reversalId,
  });
  book(recipient, {
    amount: -asked,
    currency: transfer.currency,
    type: 'payment_refund',
    reportingCategory: 'refund',
    source: transfer.destination_payment as string,
  });
  const reversal: Stripe.TransferReversal = {
    id: reversalId,
    object: 'transfer_reversal',
    amount: asked,
    balance_transaction: row.id,
    created: context.now,
    currency: transfer.currency,
    destination_payment_refund: null,
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
