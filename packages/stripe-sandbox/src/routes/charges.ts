import type Stripe from 'stripe';
import { emit, mergeMetadata, need } from '../context.ts';
import { invalidRequest } from '../http/api-error.ts';
import { isWithin, walkPage } from '../http/list-page.ts';
import { route, type Route } from '../http/route.ts';
import { any, expand, int, metadata, page, range, shippingSchema, str } from '../http/schema.ts';
import { capturePayment } from '../objects/payment-intent.ts';

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
  route<Stripe.ChargeCaptureParams>(
    'POST /v1/charges/:id/capture',
    {
      amount: int,
      application_fee: int,
      application_fee_amount: int,
      expand,
      receipt_email: str,
      statement_descriptor: str,
      statement_descriptor_suffix: str,
      transfer_data: any,
      transfer_group: str,
    },
    (context, params, id = '') => {
      const charge = need(context, 'charge', id);
      const intent = context.scope.find('payment_intent', (charge.payment_intent ?? '') as string);
      if (charge.captured) {
        throw invalidRequest(`Charge ${id} has already been captured.`, { code: 'charge_already_captured' });
      }
      if (intent?.status !== 'requires_capture') {
        throw invalidRequest(`Charge ${id} cannot be captured because its hold has expired or was released.`, {
          code: 'charge_expired_for_capture',
        });
      }
      if (params.amount !== undefined && (params.amount < 1 || params.amount > charge.amount)) {
        throw invalidRequest('You cannot capture more than was authorized, nor nothing.', {
          code: 'amount_too_large',
          param: 'amount',
        });
      }
      capturePayment(context, intent, params.amount ?? charge.amount);
      return charge;
    },
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
