import type Stripe from 'stripe';
import type { Context } from '../context.ts';
import { invalidRequest, noSuch } from '../http/api-error.ts';
import type { CardBehavior } from './test-cards.ts';
import { createPaymentMethod } from './payment-method.ts';
import { newId } from './ids.ts';

const LIFETIME = 12 * 60 * 60;

export interface NewConfirmationToken {
  card: Stripe.PaymentMethod.Card;
  behavior: CardBehavior;
  billing: Stripe.PaymentMethod.BillingDetails;
  shipping?: Stripe.ConfirmationToken.Shipping | null;
  returnUrl?: string | null;
  setupFutureUsage?: Stripe.ConfirmationToken.SetupFutureUsage | null;
  allowRedisplay?: Stripe.PaymentMethod.AllowRedisplay;
  usesStripeSdk?: boolean;
}

export function createConfirmationToken(context: Context, input: NewConfirmationToken): Stripe.ConfirmationToken {
  const token: Stripe.ConfirmationToken = {
    id: newId('ctoken'),
    object: 'confirmation_token',
    created: context.now,
    expires_at: context.now + LIFETIME,
    livemode: false,
    mandate_data: null,
    metadata: null,
    payment_intent: null,
    payment_method_options: null,
    payment_method_preview: {
      allow_redisplay: input.allowRedisplay ?? 'unspecified',
      billing_details: input.billing,
      card: input.card as Stripe.ConfirmationToken.PaymentMethodPreview.Card,
      customer: null,
      customer_account: null,
      type: 'card',
    },
    return_url: input.returnUrl ?? null,
    setup_future_usage: input.setupFutureUsage ?? null,
    setup_intent: null,
    shipping: input.shipping ?? null,
    use_stripe_sdk: input.usesStripeSdk ?? true,
  };
  context.scope.put('card', { id: token.id, behavior: input.behavior });
  return context.scope.put('confirmation_token', token);
}

/** A token that may still be spent: a ConfirmationToken confirms one intent, once, within its lifetime. */
export function spendableToken(context: Context, id: string, intent: string): Stripe.ConfirmationToken {
  const token = context.scope.find('confirmation_token', id);
  if (!token) throw noSuch('confirmation_token', id, 'confirmation_token');
  const spentOn = token.payment_intent ?? token.setup_intent;
  if (spentOn) {
    throw invalidRequest(
      `The provided ConfirmationToken (${id}) has already been used to confirm ${spentOn === intent ? 'this' : 'another'} Intent. You may only use a ConfirmationToken once.`,
      { param: 'confirmation_token' },
    );
  }
  if (token.expires_at !== null && token.expires_at <= context.now) {
    throw invalidRequest(
      `The provided ConfirmationToken (${id}) has expired. Create a new ConfirmationToken and try again.`,
      {
        param: 'confirmation_token',
      },
    );
  }
  return token;
}

/** Elements were told a currency, capture method and future usage when they were mounted: Stripe refuses an intent that differs. */
export function assertTermsFit(
  context: Context,
  token: string,
  intent: { currency: string; capture_method: string; setup_future_usage: string | null },
): void {
  const terms = context.scope.find('token_terms', token);
  if (!terms) return;
  const captures = (method: string): string => (method === 'manual' ? 'manual' : 'automatic');
  const differing: [string, string, string][] = [];
  if (terms.currency && terms.currency !== intent.currency)
    differing.push(['currency', intent.currency, terms.currency]);
  if (terms.captureMethod && captures(terms.captureMethod) !== captures(intent.capture_method)) {
    differing.push(['capture_method', intent.capture_method, terms.captureMethod]);
  }
  if (terms.setupFutureUsage && terms.setupFutureUsage !== intent.setup_future_usage) {
    differing.push(['setup_future_usage', intent.setup_future_usage ?? 'none', terms.setupFutureUsage]);
  }
  const first = differing[0];
  if (!first) return;
  throw invalidRequest(
    `The provided ${first[0]} (${first[1]}) does not match the expected ${first[0]} (${first[2]}). Try confirming with a Payment Intent that is configured to use the same parameters as Stripe Elements.`,
    { code: 'payment_intent_invalid_parameter', param: first[0] },
  );
}

/** Turns the token's preview into the payment method that is charged, and marks the token as used. */
export function spendToken(context: Context, token: Stripe.ConfirmationToken, intent: string): Stripe.PaymentMethod {
  const preview = token.payment_method_preview;
  const behavior = context.scope.find('card', token.id)?.behavior;
  if (!preview?.card || !behavior)
    throw invalidRequest('The ConfirmationToken holds no card.', { param: 'confirmation_token' });
  if (intent.startsWith('seti_')) token.setup_intent = intent;
  else token.payment_intent = intent;
  context.scope.put('confirmation_token', token);
  return createPaymentMethod(context, {
    card: preview.card as Stripe.PaymentMethod.Card,
    behavior,
    billing: preview.billing_details as Stripe.PaymentMethod.BillingDetails,
    allowRedisplay: preview.allow_redisplay,
  });
}
