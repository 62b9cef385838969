import type Stripe from 'stripe';
import { emit, type Context } from '../context.ts';
import { book, cardFee, settlesOn } from './balance.ts';
import { newId, randomText } from './ids.ts';
import { openReview } from './review.ts';
import type { CardBehavior, Decline } from './test-cards.ts';

const HOLD = 7 * 24 * 60 * 60;
const DESCRIPTOR = 'SIDESTALL TEST';

export interface Attempt {
  intent: Stripe.PaymentIntent;
  method: Stripe.PaymentMethod;
  behavior: CardBehavior;
  isAuthenticated: boolean;
}

function createCharge(
  context: Context,
  { intent, method, behavior, isAuthenticated }: Attempt,
  outcome: Stripe.Charge.Outcome,
): Stripe.Charge {
  const id = newId('ch');
  const holds = intent.capture_method === 'manual';
  return {
    id,
    object: 'charge',
    amount: intent.amount,
    amount_captured: 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: intent.application_fee_amount,
    balance_transaction: null,
    billing_details: method.billing_details as Stripe.Charge.BillingDetails,
    calculated_statement_descriptor: descriptorOf(intent),
    captured: false,
    created: context.now,
    currency: intent.currency,
    customer: intent.customer as string | null,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    fraud_details: {},
    livemode: false,
    metadata: { ...intent.metadata },
    on_behalf_of: intent.on_behalf_of as string | null,
    outcome,
    paid: false,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: {
      type: 'card',
      card: cardDetails(context, method, behavior, intent.amount, holds, isAuthenticated),
    },
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: `${context.publicUrl}/receipts/${id}`,
    refunded: false,
    review: null,
    shipping: intent.shipping as Stripe.Charge.Shipping | null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status: 'failed',
    transfer_data: null,
    transfer_group: intent.transfer_group,
  };
}

function cardDetails(
  context: Context,
  method: Stripe.PaymentMethod,
  behavior: CardBehavior,
  amount: number,
  holds: boolean,
  isAuthenticated: boolean,
): Stripe.Charge.PaymentMethodDetails.Card {
  const card = method.card as Stripe.PaymentMethod.Card;
  const checksPostalCode = method.billing_details.address?.postal_code ? 'pass' : null;
  return {
    amount_authorized: amount,
    authorization_code: `${Number.parseInt(randomText(8), 36) % 1_000_000}`.padStart(6, '0'),
    brand: card.brand,
    ...(holds ? { capture_before: context.now + HOLD } : {}),
    checks: {
      address_line1_check: null,
      address_postal_code_check: checksPostalCode,
      cvc_check: card.checks?.cvc_check ? 'pass' : null,
    },
    country: card.country,
    electronic_commerce_indicator: isAuthenticated ? '05' : null,
    exp_month: card.exp_month,
    exp_year: card.exp_year,
    extended_authorization: { status: 'disabled' },
    fingerprint: card.fingerprint ?? null,
    funding: card.funding,
    incremental_authorization: { status: 'unavailable' },
    installments: null,
    last4: card.last4,
    mandate: null,
    multicapture: { status: 'unavailable' },
    network: behavior.brand,
    network_token: { used: false },
    network_transaction_id: `${Date.now()}`.padStart(15, '1'),
    overcapture: { maximum_amount_capturable: amount, status: 'unavailable' },
    regulated_status: 'unregulated',
    three_d_secure: isAuthenticated
      ? {
          authentication_flow: 'challenge',
          electronic_commerce_indicator: '05',
          exemption_indicator: null,
          result: 'authenticated',
          result_reason: null,
          transaction_id: newId('dsTransId'),
          version: '2.2.0',
        }
      : null,
    transaction_link_id: null,
    wallet: walletOf(card),
  };
}

function descriptorOf(intent: Stripe.PaymentIntent): string {
  const suffix = intent.statement_descriptor_suffix;
  return (suffix ? `${DESCRIPTOR.slice(0, 10)}* ${suffix}` : (intent.statement_descriptor ?? DESCRIPTOR)).slice(0, 22);
}

/** Records a refused attempt. */
export function failCharge(context: Context, attempt: Attempt, decline: Decline): Stripe.Charge {
  const isBlocked = attempt.behavior.risk === 'highest';
  const charge = createCharge(context, attempt, {
    advice_code:
      decline.declineCode === 'insufficient_funds'
        ? 'try_again_later'
        : decline.code === 'card_declined'
          ? 'do_not_try_again'
          : null,
    network_advice_code: null,
    network_decline_code: isBlocked ? null : '05',
    network_status: isBlocked ? 'not_sent_to_network' : 'declined_by_network',
    reason: isBlocked ? 'highest_risk_level' : (decline.declineCode ?? decline.code),
    risk_level: attempt.behavior.risk ?? 'normal',
    risk_score: riskScore(attempt.behavior),
    seller_message: isBlocked
      ? 'Stripe blocked this charge as too risky.'
      : `The bank returned the decline code \`${decline.declineCode ?? decline.code}\`.`,
    type: isBlocked ? 'blocked' : 'issuer_declined',
  });
  charge.failure_code = decline.code;
  charge.failure_message = decline.message;
  charge.receipt_url = null;
  context.scope.put('charge', charge);
  emit(context, 'charge.failed', charge);
  return charge;
}

/** A charge says more of a Link wallet than the payment method does. */
function walletOf({ wallet }: Stripe.PaymentMethod.Card): Stripe.Charge.PaymentMethodDetails.Card.Wallet | null {
  if (!wallet) return null;
  const { type } = wallet;
  return {
    ...wallet,
    ...(type === 'link' ? { link: { funding_source_group: null } } : {}),
  } as Stripe.Charge.PaymentMethodDetails.Card.Wallet;
}

/** Records an approved attempt: held when the intent captures by hand, booked at once otherwise. */
export function approveCharge(context: Context, attempt: Attempt): Stripe.Charge {
  const { intent, behavior } = attempt;
  const charge = createCharge(context, attempt, {
    advice_code: null,
    network_advice_code: null,
    network_decline_code: null,
    network_status: 'approved_by_network',
    reason: behavior.risk ? `${behavior.risk}_risk_level` : null,
    risk_level: behavior.risk ?? 'normal',
    risk_score: riskScore(behavior),
    seller_message: behavior.risk ? 'Stripe evaluated this payment as having elevated risk.' : 'Payment complete.',
    type: 'authorized',
  });
  charge.status = 'succeeded';
  charge.paid = true;
  const holds = intent.capture_method === 'manual';
  if (holds) {
    context.scope.put('due_task', {
      id: expiryTask(intent.id),
      dueAt: context.now + HOLD,
      kind: 'expire_authorization',
      ref: intent.id,
    });
  } else {
    captureCharge(context, charge, charge.amount, behavior);
  }
  context.scope.put('charge', charge);
  emit(context, 'charge.succeeded', charge);
  if (behavior.risk === 'elevated') intent.review = openReview(context, charge).id;
  return charge;
}

/** The id of the task that lets an intent's hold expire, so that it can be struck off without a search. */
export function expiryTask(intent: string): string {
  return `expire_${intent}`;
}

function riskScore(behavior: CardBehavior): number {
  return behavior.risk === 'highest' ? 86 : behavior.risk === 'elevated' ? 68 : 21;
}

/**
 * Takes a held amount, whole or in part, and books it. As on Stripe a partial capture books two rows: the whole amount
 * with its fee, and the reversal of what was not taken with the fee's share.
 */
export function captureCharge(context: Context, charge: Stripe.Charge, amount: number, behavior: CardBehavior): void {
  const availableOn = settlesOn(context, behavior.bypassesPending === true);
  const wholeFee = cardFee(charge.amount, charge.currency);
  const row = book(context, {
    amount: charge.amount,
    fee: wholeFee,
    currency: charge.currency,
    type: 'charge',
    reportingCategory: 'charge',
    source: charge.id,
    description: charge.description,
    availableOn,
  });
  const rest = charge.amount - amount;
  if (rest > 0) {
    book(context, {
      amount: -rest,
      fee: cardFee(amount, charge.currency) - wholeFee,
      currency: charge.currency,
      type: 'refund',
      reportingCategory: 'partial_capture_reversal',
      source: charge.id,
      description: 'Reversal of the amount that was not captured',
      availableOn,
    });
  }
  charge.balance_transaction = row.id;
  charge.captured = true;
  charge.amount_captured = amount;
  // What is not captured counts as refunded, as in Stripe's own words: any additional amount is automatically refunded.
  charge.amount_refunded = charge.amount - amount;
  context.scope.put('charge', charge);
}

/** Tells of the money's place in the balance, and starts what some test cards set off once their money has been taken. */
export function afterCapture(context: Context, charge: Stripe.Charge, behavior: CardBehavior): void {
  emit(context, 'charge.updated', charge, { balance_transaction: null });
  if (behavior.warnsOfFraud) {
    context.scope.put('due_task', {
      id: newId('task'),
      dueAt: context.now + 1,
      kind: 'open_fraud_warning',
      ref: charge.id,
    });
  }
  if (!behavior.dispute) return;
  const count = behavior.dispute === 'several' ? 2 : 1;
  for (let index = 0; index < count; index += 1) {
    context.scope.put('due_task', {
      id: newId('task'),
      dueAt: context.now + 1,
      kind: 'open_dispute',
      ref: charge.id,
      detail: behavior.dispute,
    });
  }
}
