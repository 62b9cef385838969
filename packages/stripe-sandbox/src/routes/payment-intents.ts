import type Stripe from 'stripe';
import { emit, mergeMetadata, need, type Context } from '../context.ts';
import { invalidRequest, noSuch } from '../http/api-error.ts';
import { isWithin, walkPage } from '../http/list-page.ts';
import { route, type Route } from '../http/route.ts';
import { any, bool, expand, int, metadata, oneOf, page, range, str } from '../http/schema.ts';
import { exponentOf } from '../objects/balance.ts';
import { assertTermsFit, spendableToken } from '../objects/confirmation-token.ts';
import { newId, randomText } from '../objects/ids.ts';
import { usableCalculation } from '../objects/tax-transaction.ts';
import { assertStatus, CANCELABLE, cancelPayment, capturePayment } from '../objects/payment-intent.ts';
import {
  assertReturnAddress,
  confirm,
  givenMethod,
  requestedChallenge,
  shippingOf,
} from './payment-intent-confirmation.ts';
import { CONFIRM, CREATE, hooks, UPDATE, type ConfirmParams } from './payment-intent-params.ts';

const MINIMUM: Record<string, number> = {
  usd: 50,
  eur: 50,
  gbp: 30,
  jpy: 50,
  chf: 50,
  cad: 50,
  aud: 50,
  sek: 300,
  nok: 300,
  dkk: 250,
  pln: 200,
  mxn: 1000,
};

function assertAmount(amount: number, currency: string, param = 'amount'): void {
  if (amount < 1) throw invalidRequest('Invalid positive integer', { code: 'parameter_invalid_integer', param });
  const least = MINIMUM[currency] ?? 1;
  const shown = (minor: number): string => (minor / 10 ** exponentOf(currency)).toFixed(exponentOf(currency));
  if (amount < least)
    throw invalidRequest(`Amount must be at least ${shown(least)} ${currency}`, { code: 'amount_too_small', param });
  if (amount > 99_999_999)
    throw invalidRequest(`Amount must be no more than ${shown(99_999_999)} ${currency}`, {
      code: 'amount_too_large',
      param,
    });
}

function assertCurrency(currency: string): string {
  if (!/^[a-z]{3}$/i.test(currency)) throw invalidRequest(`Invalid currency: ${currency}`, { param: 'currency' });
  return currency.toLowerCase();
}

/** A calculation that a payment names must exist and still be good. */
function assertTax(context: Context, given: Stripe.PaymentIntentCreateParams.Hooks | undefined): void {
  const calculation = given?.inputs?.tax?.calculation;
  if (calculation) usableCalculation(context, calculation, 'hooks[inputs][tax][calculation]');
}

function create(context: Context, params: Stripe.PaymentIntentCreateParams): Stripe.PaymentIntent {
  const currency = assertCurrency(params.currency);
  assertAmount(params.amount, currency);
  if (params.confirmation_token && params.confirm !== true) {
    throw invalidRequest('You must set `confirm=true` when `confirmation_token` is passed on creation.', {
      param: 'confirmation_token',
    });
  }
  for (const param of ['error_on_requires_action', 'off_session', 'return_url', 'mandate_data'] as const) {
    if (params[param] && params.confirm !== true) {
      throw invalidRequest(`You cannot provide \`${param}\` when \`confirm\` is not set to true.`, { param });
    }
  }
  if (params.customer) need(context, 'customer', params.customer, 'customer');
  assertTax(context, params.hooks);
  const id = newId('pi');
  const intent: Stripe.PaymentIntent = {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: params.allowed_payment_method_types ?? null,
    amount: params.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: params.application_fee_amount ?? null,
    automatic_payment_methods: params.automatic_payment_methods
      ? {
          enabled: params.automatic_payment_methods.enabled,
          allow_redirects: params.automatic_payment_methods.allow_redirects ?? 'always',
        }
      : { enabled: true, allow_redirects: 'always' },
    canceled_at: null,
    cancellation_reason: null,
    capture_method: params.capture_method ?? 'automatic_async',
    client_secret: `${id}_secret_${randomText(25)}`,
    confirmation_method: params.confirmation_method ?? 'automatic',
    created: context.now,
    currency,
    customer: params.customer ?? null,
    customer_account: null,
    description: params.description ?? null,
    excluded_payment_method_types: params.excluded_payment_method_types ?? null,
    ...(params.hooks ? { hooks: params.hooks as Stripe.PaymentIntent.Hooks } : {}),
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: mergeMetadata({}, params.metadata as Record<string, string> | undefined),
    next_action: null,
    on_behalf_of: params.on_behalf_of ?? null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: {
        installments: null,
        mandate_options: null,
        network: null,
        request_three_d_secure: requestedChallenge(params.payment_method_options),
      },
    },
    payment_method_types: ['card'],
    payment_record: null,
    processing: null,
    receipt_email: params.receipt_email ?? null,
    review: null,
    setup_future_usage: params.setup_future_usage ?? null,
    shipping: shippingOf(params.shipping),
    source: null,
    statement_descriptor: params.statement_descriptor ?? null,
    statement_descriptor_suffix: params.statement_descriptor_suffix ?? null,
    status: 'requires_payment_method',
    transfer_data: null,
    transfer_group: params.transfer_group ?? null,
  };
  // A token that cannot be spent is refused before the intent exists.
  if (params.confirmation_token)
    assertTermsFit(context, spendableToken(context, params.confirmation_token, id).id, intent);
  const method = params.confirmation_token ? null : givenMethod(context, params);
  if (method) {
    intent.payment_method = method.id;
    intent.status = 'requires_confirmation';
  }
  if (params.confirm) assertReturnAddress(context, intent, params);
  context.scope.put('payment_intent', intent);
  emit(context, 'payment_intent.created', intent);
  if (params.confirm)
    confirm(context, intent, {
      ...params,
      payment_method: method?.id,
      payment_method_data: undefined,
      payment_method_options: undefined,
    } as ConfirmParams);
  return intent;
}

function update(context: Context, params: Stripe.PaymentIntentUpdateParams, id: string): Stripe.PaymentIntent {
  const intent = need(context, 'payment_intent', id, 'intent');
  const isOpen = ['requires_payment_method', 'requires_confirmation', 'requires_action'].includes(intent.status);
  const changesTerms = (
    ['amount', 'currency', 'capture_method', 'payment_method', 'customer', 'setup_future_usage'] as const
  ).find((key) => params[key] !== undefined);
  if (!isOpen && changesTerms) {
    throw invalidRequest(
      `This PaymentIntent's ${changesTerms} could not be updated because it has a status of ${intent.status}. You may only update the ${changesTerms} of a PaymentIntent with one of the following statuses: requires_payment_method, requires_confirmation, requires_action.`,
      { code: 'payment_intent_unexpected_state', param: changesTerms, payment_intent: structuredClone(intent) },
    );
  }
  const currency = params.currency ? assertCurrency(params.currency) : intent.currency;
  if (params.amount !== undefined || params.currency) assertAmount(params.amount ?? intent.amount, currency);
  if (params.customer) need(context, 'customer', params.customer, 'customer');
  assertTax(context, params.hooks);
  const method = givenMethod(context, params);
  if (method) {
    intent.payment_method = method.id;
    if (intent.status === 'requires_payment_method') intent.status = 'requires_confirmation';
  }
  if (params.amount !== undefined && intent.status === 'requires_action') {
    intent.status = 'requires_confirmation';
    intent.next_action = null;
  }
  intent.amount = params.amount ?? intent.amount;
  intent.currency = currency;
  if (params.capture_method) intent.capture_method = params.capture_method;
  if (params.customer) intent.customer = params.customer;
  if (params.description !== undefined) intent.description = params.description;
  if (params.receipt_email !== undefined) intent.receipt_email = params.receipt_email || null;
  if (params.setup_future_usage !== undefined) intent.setup_future_usage = params.setup_future_usage || null;
  if (params.shipping !== undefined) intent.shipping = shippingOf(params.shipping || null);
  if (params.statement_descriptor !== undefined) intent.statement_descriptor = params.statement_descriptor;
  if (params.statement_descriptor_suffix !== undefined)
    intent.statement_descriptor_suffix = params.statement_descriptor_suffix;
  if (params.transfer_group !== undefined) intent.transfer_group = params.transfer_group;
  if (params.hooks) intent.hooks = params.hooks as Stripe.PaymentIntent.Hooks;
  intent.metadata = mergeMetadata(intent.metadata, params.metadata as Record<string, string> | null | undefined);
  return context.scope.put('payment_intent', intent);
}

function capture(context: Context, params: Stripe.PaymentIntentCaptureParams, id: string): Stripe.PaymentIntent {
  const intent = need(context, 'payment_intent', id, 'intent');
  assertStatus(intent, 'capture', ['requires_capture']);
  const amount = params.amount_to_capture ?? intent.amount_capturable;
  if (amount < 1)
    throw invalidRequest('Invalid positive integer', { code: 'parameter_invalid_integer', param: 'amount_to_capture' });
  if (amount > intent.amount_capturable) {
    throw invalidRequest(
      'The payment could not be captured because the requested capture amount is greater than the authorized amount for this charge.',
      {
        code: 'amount_too_large',
        param: 'amount_to_capture',
        payment_intent: structuredClone(intent),
      },
    );
  }
  if (params.final_capture === false) {
    throw invalidRequest(
      'You cannot capture this PaymentIntent more than once: multicapture is not available for it.',
      { param: 'final_capture' },
    );
  }
  assertTax(context, params.hooks);
  if (params.statement_descriptor_suffix !== undefined)
    intent.statement_descriptor_suffix = params.statement_descriptor_suffix;
  if (params.application_fee_amount !== undefined) intent.application_fee_amount = params.application_fee_amount;
  intent.metadata = mergeMetadata(intent.metadata, params.metadata as Record<string, string> | null | undefined);
  if (params.hooks) intent.hooks = params.hooks as Stripe.PaymentIntent.Hooks;
  capturePayment(context, intent, amount);
  return intent;
}

/** With a publishable key an intent is shown only to whom its client secret was given, and without what concerns the seller. */
function assertSecret(context: Context, intent: Stripe.PaymentIntent, secret: string | undefined): void {
  if (context.isPublishable && secret !== intent.client_secret) throw noSuch('payment_intent', intent.id, 'intent');
}

const PRIVATE = [
  'application',
  'application_fee_amount',
  'customer',
  'latest_charge',
  'metadata',
  'on_behalf_of',
  'review',
  'transfer_data',
  'transfer_group',
  'statement_descriptor',
  'statement_descriptor_suffix',
  'hooks',
  'managed_payments',
  'payment_record',
] as const;

export function publicFace(intent: Stripe.PaymentIntent): object {
  const face: Record<string, unknown> = { ...intent };
  for (const key of PRIVATE) delete face[key];
  return face;
}

const shown = (context: Context, intent: Stripe.PaymentIntent): object =>
  context.isPublishable ? publicFace(intent) : intent;

export const paymentIntentRoutes: Route[] = [
  route('POST /v1/payment_intents', CREATE, create, { required: ['amount', 'currency'] }),
  route<Stripe.PaymentIntentListParams>(
    'GET /v1/payment_intents',
    { ...page, created: range, customer: str, customer_account: str, expand },
    (context, params) =>
      walkPage(
        context.scope.rows('payment_intent', { customer: params.customer }),
        params,
        '/v1/payment_intents',
        (intent) =>
          isWithin(intent.created, params.created) && (!params.customer || intent.customer === params.customer),
      ),
  ),
  route<{ client_secret?: string; expand?: string[]; key?: string }>(
    'GET /v1/payment_intents/:id',
    { client_secret: str, expand, key: str },
    (context, params, id = '') => {
      const intent = need(context, 'payment_intent', id, 'intent');
      assertSecret(context, intent, params.client_secret);
      return shown(context, intent);
    },
    { isPublic: true },
  ),
  route('POST /v1/payment_intents/:id', UPDATE, (context, params, id = '') => update(context, params, id)),
  route(
    'POST /v1/payment_intents/:id/confirm',
    CONFIRM,
    (context, params, id = '') => {
      const intent = need(context, 'payment_intent', id, 'intent');
      assertSecret(context, intent, params.client_secret);
      return shown(context, confirm(context, intent, params));
    },
    { isPublic: true },
  ),
  route<Stripe.PaymentIntentCaptureParams>(
    'POST /v1/payment_intents/:id/capture',
    {
      amount_details: any,
      amount_to_capture: int,
      application_fee_amount: int,
      expand,
      final_capture: bool,
      hooks,
      metadata,
      payment_details: any,
      statement_descriptor: str,
      statement_descriptor_suffix: str,
      transfer_data: any,
    },
    (context, params, id = '') => capture(context, params, id),
  ),
  route<Stripe.PaymentIntentCancelParams>(
    'POST /v1/payment_intents/:id/cancel',
    { cancellation_reason: oneOf('duplicate', 'fraudulent', 'requested_by_customer', 'abandoned'), expand },
    (context, params, id = '') => {
      const intent = need(context, 'payment_intent', id, 'intent');
      assertStatus(intent, 'cancel', CANCELABLE);
      cancelPayment(context, intent, params.cancellation_reason ?? null);
      return intent;
    },
  ),
];
