import type Stripe from 'stripe';
import { mergeMetadata, need } from '../context.ts';
import { invalidRequest } from '../http/api-error.ts';
import { isWithin, walkPage } from '../http/list-page.ts';
import { route, type Route } from '../http/route.ts';
import { any, expand, int, metadata, page, range, str } from '../http/schema.ts';
import { createTopup } from '../objects/topup.ts';

type Meta = Record<string, string>;

export const topupRoutes: Route[] = [
  route<Stripe.TopupCreateParams>(
    'POST /v1/topups',
    {
      amount: int,
      currency: str,
      description: str,
      expand,
      metadata,
      payment_method: str,
      payment_method_options: any,
      source: str,
      statement_descriptor: str,
      transfer_group: str,
    },
    (context, params) =>
      createTopup(context, {
        amount: params.amount,
        currency: params.currency,
        description: params.description,
        metadata: params.metadata as Meta | undefined,
        statementDescriptor: params.statement_descriptor,
        transferGroup: params.transfer_group,
      }),
    { required: ['amount', 'currency'] },
  ),
  route<Stripe.TopupListParams>(
    'GET /v1/topups',
    { ...page, amount: range, created: range, expand, status: str },
    (context, params) =>
      walkPage(
        context.scope.rows('topup'),
        params,
        '/v1/topups',
        (topup) =>
          isWithin(topup.created, params.created) &&
          isWithin(topup.amount, params.amount) &&
          (!params.status || topup.status === params.status),
      ),
  ),
  route<Stripe.TopupRetrieveParams>('GET /v1/topups/:id', { expand }, (context, _params, id = '') =>
    need(context, 'topup', id),
  ),
  route<Stripe.TopupUpdateParams>(
    'POST /v1/topups/:id',
    { description: str, expand, metadata },
    (context, params, id = '') => {
      const topup = need(context, 'topup', id);
      if (params.description !== undefined) topup.description = params.description;
      topup.metadata = mergeMetadata(topup.metadata, params.metadata as Meta | null | undefined);
      return context.scope.put('topup', topup);
    },
  ),
  route<Stripe.TopupCancelParams>('POST /v1/topups/:id/cancel', { expand }, (context, _params, id = '') => {
    const topup = need(context, 'topup', id);
    throw invalidRequest(`Top-ups can only be canceled while they are pending; this one is ${topup.status}.`);
  }),
];
