import type Stripe from 'stripe';
import { emit, mergeMetadata, need, type Context } from '../context.ts';
import { ApiError, invalidRequest } from '../http/api-error.ts';
import { newId, randomText } from './ids.ts';
import { attach, behaviorOf } from './payment-method.ts';
import type { Decline } from './test-cards.ts';

export interface SetupIntentInput {
  automaticMethods?: { enabled: boolean; allow_redirects?: 'always' | 'never' };
  customer?: string;
  description?: string;
  metadata?: Record<string, string>;
  onBehalfOf?: string;
  usage?: string;
}

/** An intent to keep a payment method for later, without charging it. */
export function createSetupIntent(context: Context, input: SetupIntentInput): Stripe.SetupIntent {
  const id = newId('seti');
  const intent: Stripe.SetupIntent = {
    id,
    object: 'setup_intent',
    allowed_payment_method_types: null,
    application: null,
    automatic_payment_methods: {
      allow_redirects: input.automaticMethods?.allow_redirects ?? 'always',
      enabled: input.automaticMethods?.enabled ?? true,
    },
    cancellation_reason: null,
    client_secret: `${id}_secret_${randomText(25)}`,
    created: context.now,
    customer: input.customer ?? null,
    customer_account: null,
    description: input.description ?? null,
    excluded_payment_method_types: null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    managed_payments: null,
    mandate: null,
    metadata: mergeMetadata({}, input.metadata),
    next_action: null,
    on_behalf_of: input.onBehalfOf ?? null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { mandate_options: null, network: null, request_three_d_secure: 'automatic' },
    },
    payment_method_types: ['card'],
    single_use_mandate: null,
    status: 'requires_payment_method',
    usage: input.usage ?? 'off_session',
  };
  context.scope.put('setup_intent', intent);
  emit(context, 'setup_intent.created', intent);
  return intent;
}

export function assertOpen(intent: Stripe.SetupIntent, verb: 'confirm' | 'cancel' | 'update'): void {
  if (intent.status !== 'succeeded' && intent.status !== 'canceled') return;
  throw invalidRequest(`You cannot ${verb} this SetupIntent because it has a status of ${intent.status}.`, {
    code: 'setup_intent_unexpected_state',
    setup_intent: structuredClone(intent),
  });
}

/** Tries the method out: its bank may refuse it, or want to hear from its holder first. */
export function attemptSetup(
  context: Context,
  intent: Stripe.SetupIntent,
  method: Stripe.PaymentMethod,
  returnUrl: string | null,
): void {
  const behavior = behaviorOf(context, method.id);
  intent.payment_method = method.id;
  intent.last_setup_error = null;
  intent.next_action = null;
  if (behavior.decline && !behavior.attaches) throw refuse(context, intent, method, behavior.decline);
  if (['required', 'unless_set_up', 'set_up'].includes(behavior.authentication ?? '')) {
    const id = newId('setatt');
    context.scope.put('challenge', { id, intent: intent.id, paymentMethod: method.id, returnUrl, outcome: 'open' });
    intent.status = 'requires_action';
    intent.next_action = {
      type: 'use_stripe_sdk',
      use_stripe_sdk: { type: 'three_d_secure_redirect', source: id } as Stripe.SetupIntent.NextAction.UseStripeSdk,
    };
    context.scope.put('setup_intent', intent);
    emit(context, 'setup_intent.requires_action', intent);
    return;
  }
  succeed(context, intent, method);
}

function succeed(context: Context, intent: Stripe.SetupIntent, method: Stripe.PaymentMethod): void {
  intent.status = 'succeeded';
  intent.next_action = null;
  if (intent.customer && method.customer !== intent.customer) {
    attach(context, method, intent.customer as string);
    emit(context, 'payment_method.attached', method);
  }
  context.scope.put('setup_intent', intent);
  emit(context, 'setup_intent.succeeded', intent);
}

function refuse(
  context: Context,
  intent: Stripe.SetupIntent,
  method: Stripe.PaymentMethod,
  decline: Decline,
): ApiError {
  const error = {
    type: 'card_error' as const,
    code: decline.code,
    ...(decline.declineCode ? { decline_code: decline.declineCode } : {}),
    doc_url: `https://stripe.com/docs/error-codes/${decline.code.replaceAll('_', '-')}`,
    message: decline.message,
    payment_method: structuredClone(method),
  };
  fail(context, intent, error as unknown as Stripe.SetupIntent.LastSetupError);
  return new ApiError(402, { ...error, setup_intent: structuredClone(intent) });
}

function fail(context: Context, intent: Stripe.SetupIntent, error: Stripe.SetupIntent.LastSetupError): void {
  intent.status = 'requires_payment_method';
  intent.payment_method = null;
  intent.next_action = null;
  intent.last_setup_error = error;
  context.scope.put('setup_intent', intent);
  emit(context, 'setup_intent.setup_failed', intent);
}

/** Ends the challenge of a setup: the holder proved who they are, or did not. */
export function answerSetup(context: Context, challenge: string, isAuthenticated: boolean): Stripe.SetupIntent {
  const open = need(context, 'challenge', challenge);
  const intent = need(context, 'setup_intent', open.intent);
  if (open.outcome !== 'open' || intent.status !== 'requires_action') return intent;
  context.scope.put('challenge', { ...open, outcome: isAuthenticated ? 'completed' : 'failed' });
  const method = need(context, 'payment_method', open.paymentMethod);
  if (isAuthenticated) succeed(context, intent, method);
  else {
    fail(context, intent, {
      code: 'setup_intent_authentication_failure',
      doc_url: 'https://stripe.com/docs/error-codes/setup-intent-authentication-failure',
      message: 'The latest attempt to set up the payment method has failed because authentication failed.',
      payment_method: method,
      type: 'invalid_request_error',
    });
  }
  return intent;
}

export function cancelSetup(
  context: Context,
  intent: Stripe.SetupIntent,
  reason: Stripe.SetupIntent.CancellationReason | null,
): Stripe.SetupIntent {
  assertOpen(intent, 'cancel');
  intent.status = 'canceled';
  intent.cancellation_reason = reason;
  intent.next_action = null;
  context.scope.put('setup_intent', intent);
  emit(context, 'setup_intent.canceled', intent);
  return intent;
}
