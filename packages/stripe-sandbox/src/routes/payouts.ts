import type Stripe from 'stripe';
import { mergeMetadata, need } from '../context.ts';
import { isWithin, walkPage } from '../http/list-page.ts';
import { route, type Route } from '../http/route.ts';
import { expand, int, metadata, oneOf, page, range, str } from '../http/schema.ts';
import { createPayout, endPayout, reversePayout } from '../objects/payout.ts';

export const payoutRoutes: Route[] = [
  route<Stripe.PayoutCreateParams>(
    'POST /v1/payouts',
    {
      amount: int,
      currency: str,
      description: str,
      destination: str,
      expand,
      metadata,
      method: oneOf('instant', 'standard'),
      payout_method: str,
      source_type: oneOf('bank_account', 'card', 'fpx'),
      statement_descriptor: str,
    },
    (context, params) =>
      createPayout(context, {
        amount: params.amount,
        currency: params.currency,
        description: params.description,
        destination: params.destination,
        metadata: params.metadata as Record<string, string> | undefined,
        method: params.method,
        statementDescriptor: params.statement_descriptor,
      }),
    { required: ['amount', 'currency'] },
  ),
  route<Stripe.PayoutListParams>(
    'GET /v1/payouts',
    { ...page, arrival_date: range, created: range, destination: str, expand, status: str },
    (context, params) =>
      walkPage(
        context.scope.rows('payout'),
        params,
        '/v1/payouts',
        (payout) =>
          isWithin(payout.created, params.created) &&
          isWithin(payout.arrival_date, params.arrival_date) &&
          (!params.status || payout.status === params.status) &&
          (!params.destination || payout.destination === params.destination),
      ),
  ),
  route<Stripe.PayoutRetrieveParams>('GET /v1/payouts/:id', { expand }, (context, _params, id = '') =>
    need(context, 'payout', id),
  ),
  route<Stripe.PayoutUpdateParams>('POST /v1/payouts/:id', { expand, metadata }, (context, params, id = '') => {
    const payout = need(context, 'payout', id);
    payout.metadata = mergeMetadata(payout.metadata, params.metadata as Record<string, string> | null | undefined);
    return context.scope.put('payout', payout);
  }),
  route<Stripe.PayoutCancelParams>('POST /v1/payouts/:id/cancel', { expand }, (context, _params, id = '') =>
    endPayout(context, id, 'canceled'),
  ),
  route<Stripe.PayoutReverseParams>('POST /v1/payouts/:id/reverse', { expand, metadata }, (context, params, id = '') =>
    reversePayout(context, id, params.metadata as Record<string, string> | undefined),
  ),
];
