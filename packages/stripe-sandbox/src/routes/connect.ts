import type Stripe from 'stripe';
import { mergeMetadata, need, within, type Context } from '../context.ts';
import { ApiError, invalidRequest, noSuch } from '../http/api-error.ts';
import { walkPage } from '../http/list-page.ts';
import { route, type Route } from '../http/route.ts';
import { any, bool, emptyable, expand, metadata, page, str } from '../http/schema.ts';
import { closeAccount, needAccount, updateAccount } from '../objects/account.ts';
import { platformAccount, presentAccount, presentCapabilities } from '../objects/account-mirror.ts';
import { accountSession } from '../objects/account-session.ts';
import { addBank, bankOfToken, removeBank, updateBank, type BankInput } from '../objects/bank-account.ts';
import { changePayoutSettings, payoutSettings } from '../objects/payout-schedule.ts';
import type { PayoutSettings } from '../store/store.ts';

type Meta = Record<string, string>;

/** The records of the connected account that the path names. */
function at(context: Context, id: string): Context {
  needAccount(context, id);
  return within(context, id);
}

interface Update {
  business_profile?: unknown;
  email?: string;
  expand?: string[];
  metadata?: Meta | null;
  settings?: { payouts?: { schedule?: { interval?: PayoutSettings['interval']; weekly_anchor?: string } } };
}

interface NewExternalAccount {
  default_for_currency?: boolean;
  expand?: string[];
  external_account: string | (BankInput & { object: string });
  metadata?: Meta;
}

interface ExternalAccountChange {
  account_holder_name?: string;
  default_for_currency?: boolean;
  expand?: string[];
  metadata?: Meta | null;
}

/** The v1 side of Connect: what older calls see of an account, its bank accounts, and the ways into its dashboard. */
export const connectRoutes: Route[] = [
  route<{ type?: string }>('POST /v1/accounts', { type: any }, () => {
    throw new ApiError(400, {
      type: 'invalid_request_error',
      message:
        'New Connect platforms create accounts with POST /v2/core/accounts. See https://docs.stripe.com/connect/accounts-v2/account-creation.',
    });
  }),
  route<{ expand?: string[] }>('GET /v1/account', { expand }, (context) =>
    context.scope.account === ''
      ? platformAccount(context)
      : presentAccount(context, needAccount(context, context.scope.account)),
  ),
  route<Stripe.AccountListParams>('GET /v1/accounts', { ...page, created: any, expand }, (context, params) => {
    const found = walkPage(
      context.store.platform.rows('account'),
      params,
      '/v1/accounts',
      (account) => !account.closed,
    );
    return { ...found, data: found.data.map((account) => presentAccount(context, account)) };
  }),
  route<Stripe.AccountRetrieveParams>('GET /v1/accounts/:id', { expand }, (context, _params, id = '') =>
    presentAccount(context, needAccount(context, id)),
  ),
  route<Update>(
    'POST /v1/accounts/:id',
    { business_profile: any, email: str, expand, metadata, settings: any },
    (context, params, id = '') => {
      const account = needAccount(context, id);
      const schedule = params.settings?.payouts?.schedule;
      if (schedule?.interval) {
        const own = within(context, id);
        const weekly = schedule.weekly_anchor ? [schedule.weekly_anchor] : payoutSettings(own).weekly;
        changePayoutSettings(own, { interval: schedule.interval, weekly });
      }
      account.metadata = mergeMetadata(account.metadata ?? {}, params.metadata);
      updateAccount(context, account, params.email ? { contact_email: params.email } : {});
      return presentAccount(context, account);
    },
  ),
  route<Record<string, never>>('DELETE /v1/accounts/:id', {}, (context, _params, id = '') => {
    closeAccount(context, needAccount(context, id));
    return { id, object: 'account', deleted: true };
  }),
  route<{ expand?: string[] }>('GET /v1/accounts/:id/capabilities', { expand }, (context, _params, id = '') => ({
    object: 'list',
    data: presentCapabilities(context, needAccount(context, id)),
    has_more: false,
    url: `/v1/accounts/${id}/capabilities`,
  })),
  route<{ expand?: string[] }>(
    'GET /v1/accounts/:id/capabilities/:capability',
    { expand },
    (context, _params, id = '', name = '') => {
      const found = presentCapabilities(context, needAccount(context, id)).find((capability) => capability.id === name);
      if (!found) throw noSuch('capability', name);
      return found;
    },
  ),
  route<NewExternalAccount>(
    'POST /v1/accounts/:id/external_accounts',
    { default_for_currency: bool, expand, external_account: any, metadata },
    (context, params, id = '') => {
      const given = params.external_account;
      if (typeof given !== 'string' && given.object !== 'bank_account') {
        throw invalidRequest('Only bank accounts are accepted here.', { param: 'external_account[object]' });
      }
      return addBank(at(context, id), typeof given === 'string' ? bankOfToken(given) : given, {
        isDefault: params.default_for_currency,
        metadata: params.metadata,
      });
    },
    { required: ['external_account'] },
  ),
  route<Stripe.AccountListExternalAccountsParams>(
    'GET /v1/accounts/:id/external_accounts',
    { ...page, expand, object: str },
    (context, params, id = '') =>
      walkPage(at(context, id).scope.rows('bank_account'), params, `/v1/accounts/${id}/external_accounts`),
  ),
  route<{ expand?: string[] }>(
    'GET /v1/accounts/:id/external_accounts/:bank',
    { expand },
    (context, _params, id = '', bank = '') => need(at(context, id), 'bank_account', bank),
  ),
  route<ExternalAccountChange>(
    'POST /v1/accounts/:id/external_accounts/:bank',
    { account_holder_name: str, default_for_currency: bool, expand, metadata: emptyable(metadata) },
    (context, params, id = '', bank = '') =>
      updateBank(at(context, id), bank, {
        isDefault: params.default_for_currency,
        holderName: params.account_holder_name,
        metadata: params.metadata,
      }),
  ),
  route<Record<string, never>>(
    'DELETE /v1/accounts/:id/external_accounts/:bank',
    {},
    (context, _params, id = '', bank = '') => removeBank(at(context, id), bank),
  ),
  route<{ expand?: string[] }>('POST /v1/accounts/:id/login_links', { expand }, (context, _params, id = '') => {
    const account = needAccount(context, id);
    if (account.dashboard !== 'express') {
      throw invalidRequest('Cannot create a login link for an account that has no access to the Express Dashboard.', {
        param: 'account',
      });
    }
    return { object: 'login_link', created: context.now, url: `${context.publicUrl}/?account=${id}` };
  }),
  route<{ account: string; components: Record<string, { enabled?: string; features?: Meta }>; expand?: string[] }>(
    'POST /v1/account_sessions',
    { account: str, components: any, expand },
    (context, params) => {
      const account = context.store.platform.find('account', params.account);
      if (!account) throw noSuch('account', params.account, 'account_id');
      return accountSession(context, params.account, params.components);
    },
    { required: ['account', 'components'] },
  ),
];
