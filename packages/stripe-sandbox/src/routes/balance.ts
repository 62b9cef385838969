import type Stripe from 'stripe';
import { emit, need, type Context } from '../context.ts';
import { isWithin, walkPage } from '../http/list-page.ts';
import { route, type Route } from '../http/route.ts';
import { any, expand, page, range, str } from '../http/schema.ts';
import { canBePaidOut } from '../objects/account-capability.ts';
import { asOfNow, presentBalance } from '../objects/balance.ts';
import { changePayoutSettings, payoutSettings } from '../objects/payout-schedule.ts';
import type { PayoutSettings } from '../store/store.ts';

function settings(context: Context): Stripe.BalanceSettings {
  const { interval, weekly, monthly, minimum, descriptor } = payoutSettings(context);
  return {
    object: 'balance_settings',
    payments: {
      debit_negative_balances: true,
      payouts: {
        automatic_transfer_rules_by_currency: null,
        minimum_balance_by_currency: Object.keys(minimum).length ? minimum : null,
        schedule: {
          interval,
          ...(interval === 'weekly' ? { weekly_payout_days: weekly } : {}),
          ...(interval === 'monthly' ? { monthly_payout_days: monthly } : {}),
        },
        statement_descriptor: descriptor,
        status: canBePaidOut(context) ? 'enabled' : 'disabled',
      },
      settlement_timing: { delay_days: 2, start_of_day: null },
    },
  };
}

interface PayoutChange {
  minimum_balance_by_currency?: Record<string, string> | '';
  schedule?: { interval?: PayoutSettings['interval']; weekly_payout_days?: string[]; monthly_payout_days?: string[] };
  statement_descriptor?: string;
}

/** What a change of the settings asks for, in the words they are kept in. */
function changed(context: Context, change: PayoutChange): PayoutSettings {
  const now = payoutSettings(context);
  const minimum = { ...now.minimum };
  for (const [currency, amount] of Object.entries(change.minimum_balance_by_currency || {})) {
    if (amount === '') delete minimum[currency];
    else minimum[currency] = Number(amount);
  }
  return {
    ...now,
    interval: change.schedule?.interval ?? now.interval,
    weekly: change.schedule?.weekly_payout_days ?? now.weekly,
    monthly: change.schedule?.monthly_payout_days?.map(Number) ?? now.monthly,
    minimum: change.minimum_balance_by_currency === '' ? {} : minimum,
    descriptor: change.statement_descriptor ?? now.descriptor,
  };
}

export const balanceRoutes: Route[] = [
  route<Stripe.BalanceRetrieveParams>('GET /v1/balance', { expand }, (context) => presentBalance(context)),
  route<Stripe.BalanceSettingsRetrieveParams>('GET /v1/balance_settings', { expand }, (context) => settings(context)),
  route<Stripe.BalanceSettingsUpdateParams>(
    'POST /v1/balance_settings',
    { expand, payments: any },
    (context, { payments }) => {
      changePayoutSettings(context, changed(context, (payments?.payouts ?? {}) as PayoutChange));
      const shown = settings(context);
      emit(context, 'balance_settings.updated', shown);
      return shown;
    },
  ),
  route<Stripe.BalanceTransactionListParams>(
    'GET /v1/balance_transactions',
    { ...page, created: range, currency: str, expand, payout: str, source: str, type: str },
    (context, params) => {
      const payout = params.payout ? need(context, 'payout', params.payout, 'payout') : undefined;
      // The rows of a payout made by hand cannot be told; it is listed with its own.
      const source = params.source ?? (payout && !payout.automatic ? payout.id : undefined);
      const keys = { payout: payout?.automatic ? payout.id : undefined, source, type: params.type };
      const found = walkPage(
        context.scope.rows('balance_transaction', keys),
        params,
        '/v1/balance_transactions',
        (row) =>
          isWithin(row.created, params.created) &&
          (!params.currency || row.currency === params.currency) &&
          (!source || row.source === source) &&
          (!params.type || row.type === params.type),
      );
      return { ...found, data: found.data.map((row) => asOfNow(context, row)) };
    },
  ),
  route<Stripe.BalanceTransactionRetrieveParams>(
    'GET /v1/balance_transactions/:id',
    { expand },
    (context, _params, id = '') => asOfNow(context, need(context, 'balance_transaction', id)),
  ),
];
