import type Stripe from 'stripe';
import { emit, need, type Context } from '../context.ts';
import { ApiError, invalidRequest, type ErrorBody } from '../http/api-error.ts';
import type { IntentState } from '../store/store.ts';
import { afterCapture, approveCharge, captureCharge, expiryTask, failCharge, type Attempt } from './charge.ts';
import { newId } from './ids.ts';
import { behaviorOf } from './payment-method.ts';
import { closeReview } from './review.ts';
import { commitTaxOf } from './tax-transaction.ts';
import type { Decline } from './test-cards.ts';

export function stateOf(context: Context, id: string): IntentState {
  return (
    context.scope.find('intent_state', id) ?? {
      id,
      returnUrl: null,
      usesStripeSdk: false,
      challenge: null,
      offSession: false,
    }
  );
}

/** Refuses a call that the intent's status does not allow, in Stripe's words, with the intent inside the error. */
export function assertStatus(
  intent: Stripe.PaymentIntent,
  verb: 'capture' | 'cancel' | 'confirm',
  allowed: string[],
): void {
  if (allowed.includes(intent.status)) return;
  const past = { capture: 'captured', cancel: 'canceled', confirm: 'confirmed' }[verb];
  const message =
    verb === 'confirm' && ['succeeded', 'requires_capture'].includes(intent.status)
      ? 'You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed.'
      : verb === 'capture'
        ? `This PaymentIntent could not be captured because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.`
        : `You cannot ${verb} this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be ${past}: ${allowed.join(', ')}.`;
  throw invalidRequest(message, { code: 'payment_intent_unexpected_state', payment_intent: structuredClone(intent) });
}

function save(context: Context, intent: Stripe.PaymentIntent): Stripe.PaymentIntent {
  return context.scope.put('payment_intent', intent);
}

/** Runs one attempt to pay: may ask for authentication, refuse, hold or take the money. Throws the card error on a refusal. */
export function attemptPayment(
  context: Context,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  options: { requestsChallenge: boolean; errorsOnAction: boolean },
): void {
  const behavior = behaviorOf(context, method.id);
  const state = stateOf(context, intent.id);
  intent.payment_method = method.id;
  intent.last_payment_error = null;
  intent.next_action = null;
  const attempt: Attempt = { intent, method, behavior, isAuthenticated: false };
  const isSetUp = method.customer !== null && behavior.authentication === 'unless_set_up';
  const mustAuthenticate =
    behavior.authentication === 'required' ||
    (behavior.authentication === 'unless_set_up' && !isSetUp) ||
    (behavior.authentication === 'set_up' && !state.offSession) ||
    (behavior.authentication === 'supported' && options.requestsChallenge);
  if (mustAuthenticate) {
    if (state.offSession || options.errorsOnAction) {
      throw refuse(context, attempt, {
        code: 'authentication_required',
        declineCode: 'authentication_required',
        message: 'Your card was declined. This transaction requires authentication.',
      });
    }
    challenge(context, intent, method, state);
    return;
  }
  settleAttempt(context, attempt);
}

/** The bank asks the buyer: the intent waits in `requires_action` until the challenge page answers. */
function challenge(
  context: Context,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  state: IntentState,
): void {
  const id = newId('payatt');
  context.scope.put('challenge', {
    id,
    intent: intent.id,
    paymentMethod: method.id,
    returnUrl: state.returnUrl,
    outcome: 'open',
  });
  context.scope.put('intent_state', { ...state, challenge: id });
  const page = `${context.publicUrl}/challenges/${id}`;
  intent.status = 'requires_action';
  intent.next_action =
    state.usesStripeSdk || state.returnUrl === null
      ? {
          type: 'use_stripe_sdk',
          use_stripe_sdk: {
            type: 'three_d_secure_redirect',
            source: id,
            stripe_js: page,
          } as Stripe.PaymentIntent.NextAction.UseStripeSdk,
        }
      : { type: 'redirect_to_url', redirect_to_url: { return_url: state.returnUrl, url: page } };
  save(context, intent);
  emit(context, 'payment_intent.requires_action', intent);
}

/** Ends a challenge. The intent moves on by itself, except where the server confirms by hand. */
export function answerChallenge(context: Context, id: string, isAuthenticated: boolean): Stripe.PaymentIntent {
  const open = need(context, 'challenge', id);
  const intent = need(context, 'payment_intent', open.intent);
  if (open.outcome !== 'open' || intent.status !== 'requires_action' || stateOf(context, intent.id).challenge !== id)
    return intent;
  context.scope.put('challenge', { ...open, outcome: isAuthenticated ? 'completed' : 'failed' });
  const method = need(context, 'payment_method', open.paymentMethod);
  const behavior = behaviorOf(context, method.id);
  intent.next_action = null;
  if (!isAuthenticated) {
    intent.status = 'requires_payment_method';
    intent.payment_method = null;
    intent.last_payment_error = {
      code: 'payment_intent_authentication_failure',
      doc_url: 'https://stripe.com/docs/error-codes/payment-intent-authentication-failure',
      message:
        'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
      payment_method: method,
      type: 'invalid_request_error',
    };
    save(context, intent);
    emit(context, 'payment_intent.payment_failed', intent);
    return intent;
  }
  if (intent.confirmation_method === 'manual') {
    intent.status = 'requires_confirmation';
    return save(context, intent);
  }
  try {
    settleAttempt(context, { intent, method, behavior, isAuthenticated: true });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
  }
  return intent;
}

/** Asks the bank for the money, now that nothing else is in the way. */
export function settleAttempt(context: Context, attempt: Attempt): void {
  const { intent, behavior } = attempt;
  if (behavior.decline) throw refuse(context, attempt, behavior.decline);
  const charge = approveCharge(context, attempt);
  intent.latest_charge = charge.id;
  if (intent.capture_method === 'manual') {
    intent.status = 'requires_capture';
    intent.amount_capturable = intent.amount;
    save(context, intent);
    emit(context, 'payment_intent.amount_capturable_updated', intent);
  } else {
    intent.status = 'succeeded';
    intent.amount_received = intent.amount;
    save(context, intent);
    emit(context, 'payment_intent.succeeded', intent);
    afterCapture(context, charge, behavior);
    commitTaxOf(context, intent);
  }
}

function refuse(context: Context, attempt: Attempt, decline: Decline): ApiError {
  const { intent, method } = attempt;
  const charge = failCharge(context, attempt, decline);
  const body: ErrorBody = {
    type: 'card_error',
    code: decline.code,
    ...(decline.declineCode ? { decline_code: decline.declineCode } : {}),
    ...(charge.outcome?.advice_code ? { advice_code: charge.outcome.advice_code } : {}),
    ...(charge.outcome?.network_decline_code ? { network_decline_code: charge.outcome.network_decline_code } : {}),
    ...(decline.code === 'incorrect_number' ? { param: 'number' } : {}),
    doc_url: `https://stripe.com/docs/error-codes/${decline.code.replaceAll('_', '-')}`,
    message: decline.message,
    charge: charge.id,
    payment_method: structuredClone(method),
  };
  intent.latest_charge = charge.id;
  intent.status = 'requires_payment_method';
  intent.payment_method = null;
  intent.next_action = null;
  intent.last_payment_error = {
    ...body,
    payment_intent: undefined,
    setup_intent: undefined,
    type: 'card_error',
  } as Stripe.PaymentIntent.LastPaymentError;
  save(context, intent);
  emit(context, 'payment_intent.payment_failed', intent);
  return new ApiError(402, { ...body, payment_intent: structuredClone(intent) });
}

/** Takes a held payment, once: what is not captured is released. */
export function capturePayment(context: Context, intent: Stripe.PaymentIntent, amount: number): void {
  const charge = need(context, 'charge', intent.latest_charge as string);
  const behavior = behaviorOf(context, intent.payment_method as string);
  charge.statement_descriptor_suffix = intent.statement_descriptor_suffix;
  captureCharge(context, charge, amount, behavior);
  intent.amount_capturable = 0;
  intent.amount_received = amount;
  intent.status = 'succeeded';
  save(context, intent);
  dropExpiry(context, intent.id);
  emit(context, 'charge.captured', charge, { captured: false, amount_captured: 0, balance_transaction: null });
  emit(context, 'payment_intent.succeeded', intent);
  afterCapture(context, charge, behavior);
  commitTaxOf(context, intent);
}

export const CANCELABLE = [
  'requires_payment_method',
  'requires_capture',
  'requires_confirmation',
  'requires_action',
  'processing',
];

/** Ends an intent before any money was taken; a hold on the card is released. */
export function cancelPayment(
  context: Context,
  intent: Stripe.PaymentIntent,
  reason: Stripe.PaymentIntent.CancellationReason | null,
): void {
  const held =
    intent.status === 'requires_capture' ? need(context, 'charge', intent.latest_charge as string) : undefined;
  intent.status = 'canceled';
  intent.canceled_at = context.now;
  intent.cancellation_reason = reason;
  intent.amount_capturable = 0;
  intent.next_action = null;
  save(context, intent);
  dropExpiry(context, intent.id);
  if (held) {
    held.amount_refunded = held.amount;
    held.refunded = true;
    context.scope.put('charge', held);
    emit(context, reason === 'automatic' ? 'charge.expired' : 'charge.refunded', held, {
      amount_refunded: 0,
      refunded: false,
    });
    closeReview(context, held, 'canceled');
  }
  emit(context, 'payment_intent.canceled', intent);
}

function dropExpiry(context: Context, intent: string): void {
  context.scope.remove('due_task', expiryTask(intent));
}
