import type Stripe from 'stripe';
import { emit, mergeMetadata, need } from '../context.ts';
import { ApiError, invalidRequest, rawCardRefused } from '../http/api-error.ts';
import { walkPage } from '../http/list-page.ts';
import { route, type Route } from '../http/route.ts';
import { any, expand, metadata, page, str } from '../http/schema.ts';
import {
  attach,
  behaviorOf,
  billingDetails,
  createPaymentMethod,
  paymentMethodFor,
  readyMade,
  type BillingInput,
} from '../objects/payment-method.ts';
import { behaviorOfMethod, type CardBehavior } from '../objects/test-cards.ts';

type CreateParams = Pick<
  Stripe.PaymentMethodCreateParams,
  | 'type'
  | 'card'
  | 'billing_details'
  | 'metadata'
  | 'allow_redisplay'
  | 'expand'
  | 'payment_method'
  | 'customer'
  | 'radar_options'
>;
type UpdateParams = Pick<
  Stripe.PaymentMethodUpdateParams,
  'allow_redisplay' | 'billing_details' | 'card' | 'expand' | 'metadata'
>;

/** Test tokens (`tok_visa`) stand for the same cards as test payment methods (`pm_card_visa`). */
function behaviorOfToken(token: string): CardBehavior {
  const behavior = behaviorOfMethod(token.replace(/^tok_/, 'pm_card_'));
  if (!behavior) throw invalidRequest(`No such token: '${token}'`, { code: 'resource_missing', param: 'card[token]' });
  return behavior;
}

export const paymentMethodRoutes: Route[] = [
  route<CreateParams>(
    'POST /v1/payment_methods',
    {
      type: str,
      card: any,
      billing_details: any,
      metadata,
      allow_redisplay: str,
      expand,
      payment_method: str,
      customer: str,
      radar_options: any,
    },
    (context, params) => {
      if (params.payment_method) return paymentMethodFor(context, params.payment_method);
      const card = params.card as { number?: string; token?: string } | undefined;
      if (card?.number) throw rawCardRefused();
      if (params.type !== 'card' || !card?.token) {
        throw invalidRequest('Missing required param: card[token].', {
          code: 'parameter_missing',
          param: 'card[token]',
        });
      }
      const behavior = behaviorOfToken(card.token);
      return createPaymentMethod(context, {
        ...readyMade(context, behavior),
        behavior,
        billing: billingDetails(params.billing_details as BillingInput | undefined),
        metadata: mergeMetadata({}, params.metadata as Record<string, string> | undefined),
        allowRedisplay: params.allow_redisplay,
      });
    },
  ),
  route<Stripe.PaymentMethodListParams>(
    'GET /v1/payment_methods',
    { ...page, allow_redisplay: str, customer: str, customer_account: str, expand, type: str },
    (context, params) =>
      walkPage(
        context.scope.rows('payment_method', { customer: params.customer }),
        params,
        '/v1/payment_methods',
        (method) => method.customer === (params.customer ?? null) && (!params.type || method.type === params.type),
      ),
  ),
  route<{ expand?: string[] }>('GET /v1/payment_methods/:id', { expand }, (context, _params, id = '') =>
    paymentMethodFor(context, id, 'id'),
  ),
  route<UpdateParams>(
    'POST /v1/payment_methods/:id',
    { allow_redisplay: str, billing_details: any, card: any, expand, metadata },
    (context, params, id = '') => {
      const method = need(context, 'payment_method', id);
      if (params.billing_details) method.billing_details = billingDetails(params.billing_details as BillingInput);
      if (params.allow_redisplay) method.allow_redisplay = params.allow_redisplay;
      method.metadata = mergeMetadata(method.metadata, params.metadata as Record<string, string> | null | undefined);
      emit(context, 'payment_method.updated', method);
      return context.scope.put('payment_method', method);
    },
  ),
  route<{ customer: string; expand?: string[] }>(
    'POST /v1/payment_methods/:id/attach',
    { customer: str, expand },
    (context, params, id = '') => {
      need(context, 'customer', params.customer, 'customer');
      const method = paymentMethodFor(context, id, 'id');
      const { decline, attaches } = behaviorOf(context, method.id);
      if (decline && !attaches) {
        throw new ApiError(402, {
          type: 'card_error',
          code: decline.code,
          decline_code: decline.declineCode,
          message: decline.message,
          payment_method: method,
        });
      }
      attach(context, method, params.customer);
      emit(context, 'payment_method.attached', method);
      return method;
    },
    { required: ['customer'] },
  ),
  route<{ expand?: string[] }>('POST /v1/payment_methods/:id/detach', { expand }, (context, _params, id = '') => {
    const method = need(context, 'payment_method', id);
    if (!method.customer) {
      throw invalidRequest(
        'The payment method you provided is not attached to a customer so detachment is impossible.',
      );
    }
    const previous = { customer: method.customer };
    method.customer = null;
    emit(context, 'payment_method.detached', method, previous);
    return context.scope.put('payment_method', method);
  }),
];
