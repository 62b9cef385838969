import type Stripe from 'stripe';
import { need, type Context } from '../context.ts';
import { book } from './balance.ts';
import { newId } from './ids.ts';

/** What a transfer looks like on the account that receives it: a payment, in its records and on its balance. */
export function destinationPayment(context: Context, transfer: Stripe.Transfer, availableOn: number): Stripe.Charge {
  const id = transfer.destination_payment as string;
  const row = book(context, {
    amount: transfer.amount,
    currency: transfer.currency,
    type: 'payment',
    reportingCategory: 'charge',
    source: id,
    description: transfer.description,
    availableOn,
  });
  return context.scope.put('charge', {
    id,
    object: 'charge',
    amount: transfer.amount,
    amount_captured: transfer.amount,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: row.id,
    billing_details: {
      address: { city: null, country: null, line1: null, line2: null, postal_code: null, state: null },
      email: null,
      name: null,
      phone: null,
      tax_id: null,
    },
    calculated_statement_descriptor: null,
    captured: true,
    created: context.now,
    currency: transfer.currency,
    customer: null,
    description: transfer.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    fraud_details: {},
    livemode: false,
    metadata: {},
    on_behalf_of: null,
    outcome: null,
    paid: true,
    payment_intent: null,
    payment_method: null,
    payment_method_details: { type: 'stripe_account', stripe_account: {} },
    receipt_email: null,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: transfer.id,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'succeeded',
    transfer_data: null,
    transfer_group: transfer.transfer_group,
  });
}

/** A reversal as the account sees it: its payment is refunded. */
export function paymentRefund(
  context: Context,
  transfer: Stripe.Transfer,
  amount: number,
  reversal: string,
  availableOn: number,
): Stripe.Refund {
  const payment = need(context, 'charge', transfer.destination_payment as string);
  const id = newId('pyr');
  const row = book(context, {
    amount: -amount,
    currency: transfer.currency,
    type: 'payment_refund',
    reportingCategory: 'refund',
    source: id,
    description: 'REFUND FOR PAYMENT',
    availableOn,
  });
  payment.amount_refunded += amount;
  payment.refunded = payment.amount_refunded === payment.amount;
  context.scope.put('charge', payment);
  return context.scope.put('refund', {
    id,
    object: 'refund',
    amount,
    balance_transaction: row.id,
    charge: payment.id,
    created: context.now,
    currency: transfer.currency,
    customer: null,
    customer_account: null,
    metadata: {},
    payment_intent: null,
    payment_method: null,
    reason: null,
    receipt_number: null,
    source_transfer_reversal: reversal,
    status: 'succeeded',
    transfer_reversal: null,
  });
}
