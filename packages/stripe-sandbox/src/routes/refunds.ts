import type Stripe from 'stripe';
import { emit, mergeMetadata, need, type Context } from '../context.ts';
import { invalidRequest } from '../http/api-error.ts';
import { isWithin, walkPage } from '../http/list-page.ts';
import { route, type Route } from '../http/route.ts';
import { bool, expand, int, metadata, oneOf, page, range, str } from '../http/schema.ts';
import { createRefund } from '../objects/refund.ts';

function chargeOf(context: Context, params: Stripe.RefundCreateParams): Stripe.Charge {
  if (params.charge) return need(context, 'charge', params.charge, 'charge_id');
  if (!params.payment_intent) {
    throw invalidRequest('One of the following params should be provided for this request: payment_intent or charge.', {
      code: 'parameter_missing',
    });
  }
  const intent = need(context, 'payment_intent', params.payment_intent, 'payment_intent_id');
  if (intent.status !== 'succeeded' || !intent.latest_charge) {
    throw invalidRequest(`This PaymentIntent (${intent.id}) does not have a successful charge to refund.`, {
      code: 'payment_intent_unexpected_state',
      param: 'payment_intent',
    });
  }
  return need(context, 'charge', intent.latest_charge as string);
}

export const refundRoutes: Route[] = [
  route<Stripe.RefundCreateParams>(
    'POST /v1/refunds',
    {
      amount: int,
      charge: str,
      currency: str,
      customer: str,
      expand,
      instructions_email: str,
      metadata,
      origin: str,
      payment_intent: str,
      reason: oneOf('duplicate', 'fraudulent', 'requested_by_customer'),
      refund_application_fee: bool,
      reverse_transfer: bool,
    },
    (context, params) => {
      const charge = chargeOf(context, params);
      for (const param of ['reverse_transfer', 'refund_application_fee'] as const) {
        if (!params[param]) continue;
        throw invalidRequest(
          `Charge ${charge.id} does not have an associated ${param === 'reverse_transfer' ? 'transfer' : 'application fee'}. Please retry this request without the ${param} parameter.`,
          { param },
        );
      }
      return createRefund(context, {
        charge,
        amount: params.amount,
        reason: params.reason,
        metadata: params.metadata as Record<string, string> | null | undefined,
      });
    },
  ),
  route<Stripe.RefundListParams>(
    'GET /v1/refunds',
    { ...page, charge: str, created: range, expand, payment_intent: str },
    (context, params) =>
      walkPage(
        context.scope.rows('refund', { charge: params.charge, payment_intent: params.payment_intent }),
        params,
        '/v1/refunds',
        (refund) =>
          isWithin(refund.created, params.created) &&
          (!params.charge || refund.charge === params.charge) &&
          (!params.payment_intent || refund.payment_intent === params.payment_intent),
      ),
  ),
  route<Stripe.RefundRetrieveParams>('GET /v1/refunds/:id', { expand }, (context, _params, id = '') =>
    need(context, 'refund', id),
  ),
  route<Stripe.RefundUpdateParams>('POST /v1/refunds/:id', { expand, metadata }, (context, params, id = '') => {
    const refund = need(context, 'refund', id);
    const previous = { metadata: refund.metadata };
    refund.metadata = mergeMetadata(refund.metadata, params.metadata as Record<string, string> | null | undefined);
    emit(context, 'refund.updated', refund, previous);
    return context.scope.put('refund', refund);
  }),
  route<Stripe.RefundCancelParams>('POST /v1/refunds/:id/cancel', { expand }, (context, _params, id = '') => {
    need(context, 'refund', id);
    throw invalidRequest('You can only cancel card refunds from the Dashboard.');
  }),
];
