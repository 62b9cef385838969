import type Stripe from 'stripe';
import { need, type Context } from '../context.ts';
import { ApiError, invalidRequest, rawCardRefused } from '../http/api-error.ts';
import { route, type Route } from '../http/route.ts';
import {
  any,
  expand,
  hash,
  int,
  metadata,
  oneOf,
  shippingSchema,
  str,
  addressSchema,
  emptyable,
} from '../http/schema.ts';
import { createConfirmationToken } from '../objects/confirmation-token.ts';
import {
  address,
  billingDetails,
  cardFace,
  createPaymentMethod,
  paymentMethodFor,
  readyMade,
  type BillingInput,
} from '../objects/payment-method.ts';
import { behaviorOfMethod, behaviorOfNumber, passesLuhn, type CardBehavior } from '../objects/test-cards.ts';

const billing = hash({
  address: emptyable(addressSchema),
  email: emptyable(str),
  name: emptyable(str),
  phone: emptyable(str),
  tax_id: emptyable(str),
});

/** The parameters of the test helper; the SDK declares them without exporting their name. */
type TestTokenParams = NonNullable<Parameters<Stripe['testHelpers']['confirmationTokens']['create']>[0]>;

interface ElementCard {
  number: string;
  exp_month: number;
  exp_year: number;
  cvc?: string;
  wallet?: 'link' | 'google_pay';
}

interface ElementParams {
  payment_method_data: {
    type?: string;
    card: ElementCard;
    billing_details?: BillingInput;
    allow_redisplay?: Stripe.PaymentMethod.AllowRedisplay;
    metadata?: Record<string, string>;
  };
  shipping?: { address: Stripe.AddressParam; name: string; phone?: string };
  return_url?: string;
  setup_future_usage?: Stripe.ConfirmationToken.SetupFutureUsage;
  terms?: { currency?: string; capture_method?: string };
  key?: string;
}

const cardSchema = hash({ number: str, exp_month: int, exp_year: int, cvc: str, wallet: oneOf('link', 'google_pay') }, [
  'number',
  'exp_month',
  'exp_year',
]);
const methodData = hash({ type: str, card: cardSchema, billing_details: billing, allow_redisplay: str, metadata }, [
  'card',
]);

/** Checks what a card form sends and forgets the number: what is left is a test card's behavior and public face. */
function readCard(context: Context, card: ElementCard): { behavior: CardBehavior; face: Stripe.PaymentMethod.Card } {
  const number = card.number.replaceAll(/\D/g, '');
  const behavior = behaviorOfNumber(number);
  const wrong = (code: string, param: string, message: string): ApiError =>
    new ApiError(402, { type: 'card_error', code, param, message });
  if (!passesLuhn(number)) throw wrong('incorrect_number', 'number', 'Your card number is incorrect.');
  const expYear = card.exp_year < 100 ? 2000 + card.exp_year : card.exp_year;
  if (card.exp_month < 1 || card.exp_month > 12)
    throw wrong('invalid_expiry_month', 'exp_month', "Your card's expiration month is invalid.");
  const today = new Date(context.now * 1000);
  if (expYear * 12 + card.exp_month < today.getUTCFullYear() * 12 + today.getUTCMonth() + 1) {
    throw wrong('invalid_expiry_year', 'exp_year', "Your card's expiration year is invalid.");
  }
  if (card.cvc !== undefined && !/^\d{3,4}$/.test(card.cvc))
    throw wrong('invalid_cvc', 'cvc', "Your card's security code is invalid.");
  return {
    behavior,
    face: cardFace({
      behavior,
      expMonth: card.exp_month,
      expYear,
      hasCvc: card.cvc !== undefined,
      wallet: card.wallet,
    }),
  };
}

export const confirmationTokenRoutes: Route[] = [
  route<{ expand?: string[] }>('GET /v1/confirmation_tokens/:id', { expand }, (context, _params, id = '') =>
    need(context, 'confirmation_token', id, 'confirmation_token'),
  ),
  route<TestTokenParams>(
    'POST /v1/test_helpers/confirmation_tokens',
    {
      expand,
      payment_method: str,
      payment_method_data: any,
      payment_method_options: any,
      return_url: str,
      setup_future_usage: oneOf('off_session', 'on_session'),
      shipping: shippingSchema,
    },
    (context, params) => {
      const id = params.payment_method;
      if (!id)
        throw invalidRequest('Pass a test payment method such as `pm_card_visa` as `payment_method`.', {
          code: 'parameter_missing',
          param: 'payment_method',
        });
      const ready = behaviorOfMethod(id);
      const method = ready ? undefined : paymentMethodFor(context, id);
      const behavior = ready ?? context.scope.find('card', id)?.behavior;
      if (!behavior) throw invalidRequest('That payment method holds no card.', { param: 'payment_method' });
      const given = (params.payment_method_data as { billing_details?: BillingInput } | undefined)?.billing_details;
      return createConfirmationToken(context, {
        card: (method?.card as Stripe.PaymentMethod.Card | undefined) ?? readyMade(context, behavior).card,
        behavior,
        billing: given
          ? billingDetails(given)
          : ((method?.billing_details as Stripe.PaymentMethod.BillingDetails | undefined) ?? billingDetails(null)),
        shipping: params.shipping
          ? {
              address: address(params.shipping.address),
              name: params.shipping.name,
              phone: params.shipping.phone || null,
            }
          : null,
        returnUrl: params.return_url,
        setupFutureUsage: params.setup_future_usage,
      });
    },
  ),
];

/** Card numbers are taken only from the sandbox's own frames: any other page would be holding card data. */
export const cardEntryRoutes: Route[] = [
  route<ElementParams>(
    'POST /v1/confirmation_tokens',
    {
      payment_method_data: methodData,
      shipping: shippingSchema,
      return_url: str,
      setup_future_usage: oneOf('off_session', 'on_session'),
      terms: hash({ currency: str, capture_method: str }),
      key: str,
    },
    (context, params) => {
      const { card, billing_details, allow_redisplay } = params.payment_method_data;
      const { behavior, face } = readCard(context, card);
      const token = createConfirmationToken(context, {
        card: face,
        behavior,
        billing: billingDetails(billing_details),
        shipping: params.shipping
          ? {
              address: address(params.shipping.address),
              name: params.shipping.name,
              phone: params.shipping.phone ?? null,
            }
          : null,
        returnUrl: params.return_url,
        setupFutureUsage: params.setup_future_usage,
        allowRedisplay: allow_redisplay,
      });
      context.scope.put('token_terms', {
        id: token.id,
        currency: params.terms?.currency?.toLowerCase(),
        captureMethod: params.terms?.capture_method,
        setupFutureUsage: params.setup_future_usage,
      });
      return token;
    },
    { isPublic: true, required: ['payment_method_data'] },
  ),
  route<{
    type?: string;
    card?: ElementCard;
    billing_details?: BillingInput;
    metadata?: Record<string, string>;
    allow_redisplay?: Stripe.PaymentMethod.AllowRedisplay;
    key?: string;
  }>(
    'POST /v1/elements/payment_methods',
    { type: str, card: cardSchema, billing_details: billing, metadata, allow_redisplay: str, key: str },
    (context, params) => {
      if (!params.card) throw rawCardRefused();
      const { behavior, face } = readCard(context, params.card);
      return createPaymentMethod(context, {
        card: face,
        behavior,
        billing: billingDetails(params.billing_details),
        metadata: params.metadata,
        allowRedisplay: params.allow_redisplay,
      });
    },
    { isPublic: true, required: ['card'] },
  ),
];
