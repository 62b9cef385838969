import type Stripe from 'stripe';
import { emit, mergeMetadata, need } from '../context.ts';
import { isWithin, walkPage } from '../http/list-page.ts';
import { route, type Route } from '../http/route.ts';
import { any, expand, metadata, page, range, shippingSchema, str } from '../http/schema.ts';

export const chargeRoutes: Route[] = [
  route<Stripe.ChargeListParams>(
    'GET /v1/charges',
    { ...page, created: range, customer: str, expand, payment_intent: str, transfer_group: str },
    (context, params) =>
      walkPage(
        context.scope.rows('charge', { payment_intent: params.payment_intent, transfer_group: params.transfer_group }),
        params,
        '/v1/charges',
        (charge) =>
          isWithin(charge.created, params.created) &&
          (!params.customer || charge.customer === params.customer) &&
          (!params.payment_intent || charge.payment_intent === params.payment_intent) &&
          (!params.transfer_group || charge.transfer_group === params.transfer_group),
      ),
  ),
  route<Stripe.ChargeRetrieveParams>('GET /v1/charges/:id', { expand }, (context, _params, id = '') =>
    need(context, 'charge', id),
  ),
  route<Stripe.ChargeUpdateParams>(
    'POST /v1/charges/:id',
    {
      customer: str,
      description: str,
      expand,
      fraud_details: any,
      metadata,
      receipt_email: str,
      shipping: shippingSchema,
      transfer_group: str,
    },
    (context, params, id = '') => {
      const charge = need(context, 'charge', id);
      const previous = { metadata: charge.metadata };
      charge.metadata = mergeMetadata(charge.metadata, params.metadata as Record<string, string> | null | undefined);
      if (params.description !== undefined) charge.description = params.description;
      if (params.receipt_email !== undefined) charge.receipt_email = params.receipt_email;
      if (params.transfer_group !== undefined) charge.transfer_group = params.transfer_group;
      if (params.fraud_details) charge.fraud_details = params.fraud_details as Stripe.Charge.FraudDetails;
      emit(context, 'charge.updated', charge, previous);
      return context.scope.put('charge', charge);
    },
  ),
];
