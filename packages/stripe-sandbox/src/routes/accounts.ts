import { ApiError, invalidRequest } from '../http/api-error.ts';
import { jsonRoute, route, type Route } from '../http/route.ts';
import {
  createAccount,
  isVerified,
  needAccount,
  setVerified,
  shownAccount,
  updateAccount,
  type AccountInput,
} from '../objects/account.ts';
import { newId } from '../objects/ids.ts';

type Include = { include?: string[] };

function assertKnown(body: object, known: string[]): void {
  const unknown = Object.keys(body).find((key) => !known.includes(key));
  if (unknown) throw invalidRequest(`Unknown field: ${unknown}`, { code: 'unknown_field', param: unknown });
}

const FIELDS = [
  'account_token',
  'configuration',
  'contact_email',
  'contact_phone',
  'dashboard',
  'defaults',
  'display_name',
  'identity',
  'include',
  'metadata',
];

export const accountRoutes: Route[] = [
  jsonRoute<AccountInput & Include>('POST /v2/core/accounts', (context, body) => {
    assertKnown(body, FIELDS);
    return shownAccount(createAccount(context, body), body.include ?? []);
  }),
  jsonRoute<Include & { limit?: string; page?: string }>('GET /v2/core/accounts', (context, query) => {
    const rows = context.store.platform.all('account').toReversed();
    const start = Number(query.page ?? 0);
    const limit = Math.min(Number(query.limit ?? 20), 100);
    const next = start + limit < rows.length ? `/v2/core/accounts?limit=${limit}&page=${start + limit}` : null;
    return {
      data: rows.slice(start, start + limit).map((account) => shownAccount(account, [])),
      next_page_url: next,
      previous_page_url: null,
    };
  }),
  jsonRoute<Include>('GET /v2/core/accounts/:id', (context, query, id = '') =>
    shownAccount(needAccount(context, id), query.include ?? []),
  ),
  jsonRoute<AccountInput & Include>('POST /v2/core/accounts/:id', (context, body, id = '') => {
    assertKnown(body, FIELDS);
    const account = needAccount(context, id);
    const wasVerified = isVerified(account);
    updateAccount(account, body);
    setVerified(account, wasVerified);
    context.store.platform.put('account', account);
    return shownAccount(account, body.include ?? []);
  }),
  jsonRoute('POST /v2/core/accounts/:id/close', (context, _body, id = '') => {
    const account = needAccount(context, id);
    account.closed = true;
    setVerified(account, false);
    context.store.platform.put('account', account);
    return shownAccount(account, []);
  }),
  jsonRoute<{ account?: string; use_case?: { type: string; [kind: string]: unknown } }>(
    'POST /v2/core/account_links',
    (context, body) => {
      assertKnown(body, ['account', 'use_case']);
      const account = needAccount(context, body.account ?? '');
      const kind = body.use_case?.type ?? '';
      const options = body.use_case?.[kind] as
        { configurations?: unknown; refresh_url?: string; return_url?: string } | undefined;
      if (!options?.refresh_url)
        throw invalidRequest('use_case.account_onboarding.refresh_url is required.', {
          code: 'missing_field',
          param: 'refresh_url',
        });
      if (options.configurations)
        throw invalidRequest('Unknown field: configurations', { code: 'unknown_field', param: 'configurations' });
      const id = newId('link');
      context.store.platform.put('setting', {
        id,
        value: JSON.stringify({ account: account.id, returnUrl: options.return_url ?? options.refresh_url }),
      });
      const at = (seconds: number): string => new Date(seconds * 1000).toISOString();
      return {
        object: 'v2.core.account_link',
        account: account.id,
        created: at(context.now),
        expires_at: at(context.now + 600),
        livemode: false,
        url: `${context.publicUrl}/onboarding/${id}`,
        use_case: body.use_case,
      };
    },
  ),
  route<{ type?: string }>('POST /v1/accounts', { type: (value) => value }, () => {
    throw new ApiError(400, {
      type: 'invalid_request_error',
      message:
        'New Connect platforms create accounts with POST /v2/core/accounts. See https://docs.stripe.com/connect/accounts-v2.',
    });
  }),
  route<{ redirect_url?: string }>(
    'POST /v1/accounts/:id/login_links',
    { redirect_url: (value) => value },
    (context, _params, id = '') => {
      needAccount(context, id);
      return { object: 'login_link', created: context.now, url: `${context.publicUrl}/?account=${id}` };
    },
  ),
];
