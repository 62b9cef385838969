import { invalidRequest } from '../http/api-error.ts';
import { jsonRoute, type Route } from '../http/route.ts';
import {
  closeAccount,
  createAccount,
  needAccount,
  shownAccount,
  updateAccount,
  type AccountInput,
} from '../objects/account.ts';
import { newId } from '../objects/ids.ts';

type Include = { include?: string[] };

interface LinkBody {
  account?: string;
  use_case?: { type: string; [kind: string]: unknown };
}

const LINK_LIFETIME = 600;

/** Accounts v2 and the links that lead their owners to onboarding. */
export const accountRoutes: Route[] = [
  jsonRoute<AccountInput & Include>('POST /v2/core/accounts', (context, body) =>
    shownAccount(createAccount(context, body), body.include ?? []),
  ),
  jsonRoute<{ limit?: string; page?: string; closed?: string; applied_configurations?: string[] }>(
    'GET /v2/core/accounts',
    (context, query) => {
      const start = Number(query.page ?? 0);
      const limit = Math.min(Math.max(Number(query.limit ?? 20), 1), 100);
      const closed = query.closed ?? 'false';
      const rows = [...context.store.platform.rows('account').newest()].filter(
        (account) =>
          String(account.closed ?? false) === closed &&
          (query.applied_configurations ?? []).every((name) => account.applied_configurations.includes(name as never)),
      );
      const at = (page: number): string => `/v2/core/accounts?limit=${limit}&closed=${closed}&page=${page}`;
      return {
        data: rows.slice(start, start + limit).map((account) => shownAccount(account, [])),
        next_page_url: start + limit < rows.length ? at(start + limit) : null,
        previous_page_url: start > 0 ? at(Math.max(0, start - limit)) : null,
      };
    },
  ),
  jsonRoute<Include>('GET /v2/core/accounts/:id', (context, query, id = '') =>
    shownAccount(needAccount(context, id), query.include ?? []),
  ),
  jsonRoute<AccountInput & Include>('POST /v2/core/accounts/:id', (context, body, id = '') => {
    const account = needAccount(context, id);
    if (account.closed) throw invalidRequest(`The account ${id} is closed.`, { code: 'account_closed' });
    return shownAccount(updateAccount(context, account, body), body.include ?? []);
  }),
  jsonRoute('POST /v2/core/accounts/:id/close', (context, _body, id = '') =>
    shownAccount(closeAccount(context, needAccount(context, id)), []),
  ),
  jsonRoute<LinkBody>('POST /v2/core/account_links', (context, body) => {
    const account = needAccount(context, body.account ?? '');
    const kind = body.use_case?.type ?? '';
    const options = body.use_case?.[kind] as
      { configurations?: unknown; refresh_url?: string; return_url?: string } | undefined;
    if (!options?.refresh_url) {
      throw invalidRequest('use_case.account_onboarding.refresh_url is required.', {
        code: 'missing_field',
        param: 'refresh_url',
      });
    }
    if (options.configurations)
      throw invalidRequest('Unknown field: configurations', { code: 'unknown_field', param: 'configurations' });
    const id = newId('link');
    context.store.platform.put('setting', {
      id,
      value: JSON.stringify({
        account: account.id,
        returnUrl: options.return_url ?? options.refresh_url,
        refreshUrl: options.refresh_url,
        expiresAt: context.now + LINK_LIFETIME,
        useCase: kind,
      }),
    });
    const at = (seconds: number): string => new Date(seconds * 1000).toISOString();
    return {
      object: 'v2.core.account_link',
      account: account.id,
      created: at(context.now),
      expires_at: at(context.now + LINK_LIFETIME),
      livemode: false,
      url: `${context.publicUrl}/onboarding/${id}`,
      use_case: body.use_case,
    };
  }),
];
