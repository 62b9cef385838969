import type Stripe from 'stripe';
import { mergeMetadata, need, type Context } from '../context.ts';
import { invalidRequest, noSuch } from '../http/api-error.ts';
import { isWithin, walkPage } from '../http/list-page.ts';
import { route, type Route } from '../http/route.ts';
import { any, bool, emptyable, expand, hash, list, metadata, oneOf, page, range, str } from '../http/schema.ts';
import { spendableToken, spendToken } from '../objects/confirmation-token.ts';
import { paymentMethodFor } from '../objects/payment-method.ts';
import { assertOpen, attemptSetup, cancelSetup, createSetupIntent } from '../objects/setup-intent.ts';
import { givenMethod } from './payment-intent-confirmation.ts';

type Meta = Record<string, string>;

const CREATE = {
  allowed_payment_method_types: list(str),
  attach_to_self: bool,
  automatic_payment_methods: hash({ enabled: bool, allow_redirects: oneOf('always', 'never') }, ['enabled']),
  confirm: bool,
  confirmation_token: str,
  customer: str,
  customer_account: str,
  description: str,
  excluded_payment_method_types: list(str),
  expand,
  flow_directions: list(str),
  mandate_data: any,
  metadata,
  on_behalf_of: str,
  payment_method: str,
  payment_method_configuration: str,
  payment_method_data: any,
  payment_method_options: any,
  return_url: str,
  single_use: any,
  usage: oneOf('off_session', 'on_session'),
  use_stripe_sdk: bool,
};

interface ConfirmParams {
  client_secret?: string;
  confirmation_token?: string;
  expand?: string[];
  key?: string;
  mandate_data?: unknown;
  payment_method?: string;
  payment_method_data?: unknown;
  payment_method_options?: unknown;
  return_url?: string;
  use_stripe_sdk?: boolean;
}

function confirm(context: Context, intent: Stripe.SetupIntent, params: ConfirmParams): Stripe.SetupIntent {
  assertOpen(intent, 'confirm');
  const token = params.confirmation_token ? spendableToken(context, params.confirmation_token, intent.id) : null;
  const method = token
    ? spendToken(context, token, intent.id)
    : (givenMethod(context, params) ??
      (intent.payment_method ? need(context, 'payment_method', intent.payment_method as string) : null));
  if (!method) {
    throw invalidRequest("You cannot confirm this SetupIntent because it's missing a payment method.", {
      code: 'setup_intent_unexpected_state',
      setup_intent: structuredClone(intent),
    });
  }
  attemptSetup(context, intent, method, params.return_url ?? null);
  return intent;
}

/** With a publishable key an intent is for whom its client secret was given. */
function open(context: Context, id: string, secret: string | undefined): Stripe.SetupIntent {
  const intent = need(context, 'setup_intent', id, 'intent');
  if (context.isPublishable && secret !== intent.client_secret) throw noSuch('setupintent', id, 'intent');
  return intent;
}

export const setupIntentRoutes: Route[] = [
  route<Stripe.SetupIntentCreateParams>('POST /v1/setup_intents', CREATE, (context, params) => {
    if (params.customer) need(context, 'customer', params.customer, 'customer');
    if (params.confirmation_token && params.confirm !== true) {
      throw invalidRequest('You must set `confirm=true` when `confirmation_token` is passed on creation.', {
        param: 'confirmation_token',
      });
    }
    const method = params.payment_method ? paymentMethodFor(context, params.payment_method) : null;
    const intent = createSetupIntent(context, {
      automaticMethods: params.automatic_payment_methods as
        { enabled: boolean; allow_redirects?: 'always' | 'never' } | undefined,
      customer: params.customer,
      description: params.description,
      metadata: params.metadata as Meta | undefined,
      onBehalfOf: params.on_behalf_of,
      usage: params.usage,
    });
    if (method) {
      intent.payment_method = method.id;
      intent.status = 'requires_confirmation';
    }
    if (!params.confirm) return intent;
    return confirm(context, intent, { confirmation_token: params.confirmation_token, return_url: params.return_url });
  }),
  route<Stripe.SetupIntentListParams>(
    'GET /v1/setup_intents',
    {
      ...page,
      attach_to_self: bool,
      created: range,
      customer: str,
      customer_account: str,
      expand,
      payment_method: str,
    },
    (context, params) =>
      walkPage(
        context.scope.rows('setup_intent', { customer: params.customer }),
        params,
        '/v1/setup_intents',
        (intent) =>
          isWithin(intent.created, params.created) &&
          (!params.payment_method || intent.payment_method === params.payment_method),
      ),
  ),
  route<{ client_secret?: string; expand?: string[]; key?: string }>(
    'GET /v1/setup_intents/:id',
    { client_secret: str, expand, key: str },
    (context, params, id = '') => open(context, id, params.client_secret),
    { isPublic: true },
  ),
  route<{
    customer?: string;
    description?: string;
    expand?: string[];
    metadata?: Meta | null;
    payment_method?: string;
  }>(
    'POST /v1/setup_intents/:id',
    { customer: str, description: str, expand, metadata: emptyable(metadata), payment_method: str },
    (context, params, id = '') => {
      const intent = need(context, 'setup_intent', id, 'intent');
      assertOpen(intent, 'update');
      if (params.customer) intent.customer = need(context, 'customer', params.customer, 'customer').id;
      if (params.description !== undefined) intent.description = params.description;
      intent.metadata = mergeMetadata(intent.metadata, params.metadata);
      if (params.payment_method) {
        intent.payment_method = paymentMethodFor(context, params.payment_method).id;
        intent.status = 'requires_confirmation';
      }
      return context.scope.put('setup_intent', intent);
    },
  ),
  route<ConfirmParams>(
    'POST /v1/setup_intents/:id/confirm',
    {
      client_secret: str,
      confirmation_token: str,
      expand,
      key: str,
      mandate_data: any,
      payment_method: str,
      payment_method_data: any,
      payment_method_options: any,
      return_url: str,
      use_stripe_sdk: bool,
    },
    (context, params, id = '') => confirm(context, open(context, id, params.client_secret), params),
    { isPublic: true },
  ),
  route<Stripe.SetupIntentCancelParams>(
    'POST /v1/setup_intents/:id/cancel',
    { cancellation_reason: oneOf('abandoned', 'duplicate', 'requested_by_customer'), expand },
    (context, params, id = '') =>
      cancelSetup(context, need(context, 'setup_intent', id, 'intent'), params.cancellation_reason ?? null),
  ),
];
