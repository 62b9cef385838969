import type Stripe from 'stripe';
import { need } from '../context.ts';
import { isWithin, walkPage } from '../http/list-page.ts';
import { route, type Route } from '../http/route.ts';
import { expand, page, range, str } from '../http/schema.ts';
import { approveReview } from '../objects/review.ts';

/** What Radar and the card networks say about a payment: reviews that wait for a person, and early fraud warnings. */
export const riskRoutes: Route[] = [
  route<Stripe.ReviewListParams>('GET /v1/reviews', { ...page, created: range, expand }, (context, params) =>
    walkPage(
      context.scope.rows('review'),
      params,
      '/v1/reviews',
      // As on Stripe the list holds what is still to be looked at.
      (review) => review.open && isWithin(review.created, params.created),
    ),
  ),
  route<Stripe.ReviewRetrieveParams>('GET /v1/reviews/:id', { expand }, (context, _params, id = '') =>
    need(context, 'review', id),
  ),
  route<Stripe.ReviewApproveParams>('POST /v1/reviews/:id/approve', { expand }, (context, _params, id = '') =>
    approveReview(context, id),
  ),
  route<Stripe.Radar.EarlyFraudWarningListParams>(
    'GET /v1/radar/early_fraud_warnings',
    { ...page, charge: str, created: range, expand, payment_intent: str },
    (context, params) =>
      walkPage(
        context.scope.rows('fraud_warning', { charge: params.charge }),
        params,
        '/v1/radar/early_fraud_warnings',
        (warning) =>
          isWithin(warning.created, params.created) &&
          (!params.payment_intent || warning.payment_intent === params.payment_intent),
      ),
  ),
  route<Stripe.Radar.EarlyFraudWarningRetrieveParams>(
    'GET /v1/radar/early_fraud_warnings/:id',
    { expand },
    (context, _params, id = '') => need(context, 'fraud_warning', id),
  ),
];
