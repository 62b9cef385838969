import type Stripe from 'stripe';
import { need } from '../context.ts';
import { isWithin, listPage } from '../http/list-page.ts';
import { route, type Route } from '../http/route.ts';
import { expand, page, range, str } from '../http/schema.ts';
import { asOfNow, presentBalance } from '../objects/balance.ts';

export const balanceRoutes: Route[] = [
  route<Stripe.BalanceRetrieveParams>('GET /v1/balance', { expand }, (context) => presentBalance(context)),
  route<Stripe.BalanceTransactionListParams>(
    'GET /v1/balance_transactions',
    { ...page, created: range, currency: str, expand, payout: str, source: str, type: str },
    (context, params) => {
      const paid = params.payout ? need(context, 'payout', params.payout, 'payout') : undefined;
      const rows = context.scope
        .all('balance_transaction')
        .filter(
          (row) =>
            isWithin(row.created, params.created) &&
            (!params.currency || row.currency === params.currency) &&
            (!params.source || row.source === params.source) &&
            (!params.type || row.type === params.type) &&
            (!paid || row.source === paid.id),
        );
      const found = listPage(rows, params, '/v1/balance_transactions');
      return { ...found, data: found.data.map((row) => asOfNow(context, row)) };
    },
  ),
  route<Stripe.BalanceTransactionRetrieveParams>(
    'GET /v1/balance_transactions/:id',
    { expand },
    (context, _params, id = '') => asOfNow(context, need(context, 'balance_transaction', id)),
  ),
];
