import type Stripe from 'stripe';
import { emit, need, type Context } from '../context.ts';
import { invalidRequest, rawCardRefused } from '../http/api-error.ts';
import { assertTermsFit, spendableToken, spendToken } from '../objects/confirmation-token.ts';
import { assertStatus, attemptPayment, settleAttempt, stateOf } from '../objects/payment-intent.ts';
import { address, attach, behaviorOf, paymentMethodFor } from '../objects/payment-method.ts';
import type { ConfirmParams } from './payment-intent-params.ts';

export function shippingOf(
  input:
    | { address?: Stripe.AddressParam; name?: string; phone?: string; carrier?: string; tracking_number?: string }
    | null
    | undefined,
) {
  if (!input) return null;
  return {
    address: address(input.address),
    carrier: input.carrier || null,
    name: input.name ?? '',
    phone: input.phone || null,
    tracking_number: input.tracking_number || null,
  };
}

interface MethodParams {
  payment_method?: string;
  payment_method_data?: unknown;
}

export function givenMethod(context: Context, params: MethodParams): Stripe.PaymentMethod | null {
  if (params.payment_method) return paymentMethodFor(context, params.payment_method);
  const data = params.payment_method_data as Record<string, unknown> | undefined;
  if (!data) return null;
  const card = data['card'] as Record<string, string> | undefined;
  if (card?.['number']) throw rawCardRefused();
  throw invalidRequest(
    'Payment method data is accepted here only through a ConfirmationToken or a test payment method.',
    { param: 'payment_method_data' },
  );
}

export function requestedChallenge(
  options: unknown,
): Stripe.PaymentIntent.PaymentMethodOptions.Card.RequestThreeDSecure {
  const card = (options as { card?: { request_three_d_secure?: string } } | undefined)?.card;
  return (card?.request_three_d_secure ??
    'automatic') as Stripe.PaymentIntent.PaymentMethodOptions.Card.RequestThreeDSecure;
}

/** Dynamic payment methods may redirect, so Stripe wants to know where the buyer comes back to. */
export function assertReturnAddress(
  context: Context,
  intent: Stripe.PaymentIntent,
  params: { confirmation_token?: string; return_url?: string; use_stripe_sdk?: boolean; off_session?: unknown },
): void {
  const token = params.confirmation_token
    ? context.scope.find('confirmation_token', params.confirmation_token)
    : undefined;
  const methods = intent.automatic_payment_methods;
  if (!methods?.enabled || methods.allow_redirects === 'never' || context.isPublishable || params.off_session) return;
  if (params.return_url || params.use_stripe_sdk || token?.return_url || token?.use_stripe_sdk) return;
  throw invalidRequest(
    "This PaymentIntent is configured to accept payment methods enabled in your Dashboard. Because some of these payment methods might redirect your customer off of your page, you must provide a `return_url`. If you don't want to accept redirect-based payment methods, set `automatic_payment_methods[enabled]` to `true` and `automatic_payment_methods[allow_redirects]` to `never` when creating Setup Intents and Payment Intents.",
    { param: 'return_url' },
  );
}

/** Confirms an intent: finds what pays, remembers how the buyer comes back, and makes the attempt. */
export function confirm(context: Context, intent: Stripe.PaymentIntent, params: ConfirmParams): Stripe.PaymentIntent {
  assertStatus(intent, 'confirm', ['requires_payment_method', 'requires_confirmation', 'requires_action']);
  if (params.confirmation_token && (params.payment_method || params.payment_method_data)) {
    throw invalidRequest('You may only specify one of these parameters: confirmation_token, payment_method.', {
      code: 'parameters_exclusive',
    });
  }
  const token = params.confirmation_token ? spendableToken(context, params.confirmation_token, intent.id) : null;
  if (token)
    assertTermsFit(context, token.id, { ...intent, capture_method: params.capture_method ?? intent.capture_method });
  if (!intent.latest_charge) assertReturnAddress(context, intent, params);
  const before = stateOf(context, intent.id);
  const answered = before.challenge ? context.scope.find('challenge', before.challenge) : undefined;
  const method = token
    ? spendToken(context, token, intent.id)
    : (givenMethod(context, params) ??
      (intent.payment_method ? need(context, 'payment_method', intent.payment_method as string) : null));
  if (!method) {
    throw invalidRequest(
      "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.",
      {
        code: 'payment_intent_unexpected_state',
        payment_intent: structuredClone(intent),
      },
    );
  }
  context.scope.put('intent_state', {
    id: intent.id,
    returnUrl: params.return_url ?? token?.return_url ?? before.returnUrl,
    usesStripeSdk: params.use_stripe_sdk ?? token?.use_stripe_sdk ?? (context.isPublishable || before.usesStripeSdk),
    challenge: null,
    offSession: Boolean(params.off_session),
  });
  if (params.capture_method) intent.capture_method = params.capture_method;
  if (params.receipt_email !== undefined) intent.receipt_email = params.receipt_email;
  const shipping = params.shipping || token?.shipping;
  if (shipping) intent.shipping = shippingOf(shipping as never);
  const usage = params.setup_future_usage || token?.setup_future_usage;
  if (usage) intent.setup_future_usage = usage;
  if (intent.customer && intent.setup_future_usage && method.customer !== intent.customer) {
    attach(context, method, intent.customer as string);
    emit(context, 'payment_method.attached', method);
  }
  const wasAuthenticated =
    answered?.outcome === 'completed' &&
    answered.paymentMethod === method.id &&
    intent.status === 'requires_confirmation';
  if (wasAuthenticated) {
    intent.payment_method = method.id;
    settleAttempt(context, { intent, method, behavior: behaviorOf(context, method.id), isAuthenticated: true });
    return intent;
  }
  const asked = params.payment_method_options
    ? requestedChallenge(params.payment_method_options)
    : intent.payment_method_options?.card?.request_three_d_secure;
  attemptPayment(context, intent, method, {
    requestsChallenge: asked === 'any' || asked === 'challenge',
    errorsOnAction: params.error_on_requires_action === true,
  });
  return intent;
}
