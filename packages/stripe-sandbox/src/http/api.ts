import { setTimeout as sleep } from 'node:timers/promises';
import { API_VERSION, type Context } from '../context.ts';
import type { Faults } from '../control/faults.ts';
import { randomText } from '../objects/ids.ts';
import { PLATFORM, type Scope, type Store } from '../store/store.ts';
import { ApiError, rawCardRefused } from './api-error.ts';
import { expandPaths } from './expansion.ts';
import { parseForm, type FormHash } from './form.ts';
import { keyed, type AnswerBook, type Keyed } from './idempotency.ts';
import { isMultipart, parseMultipart } from './multipart.ts';
import { checkParameters } from './parameter-check.ts';
import type { Route } from './route.ts';
import type { Answer, Call } from './call.ts';

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, POST, DELETE, OPTIONS',
  'access-control-allow-headers': 'authorization, content-type, idempotency-key, stripe-version, stripe-account',
  'access-control-expose-headers': 'request-id, stripe-should-retry',
  'access-control-max-age': '600',
};

export interface ApiOptions {
  store: Store;
  routes: Route[];
  cardEntryRoutes: Route[];
  answers: AnswerBook;
  faults: Faults;
  /** The sandbox's own clock: keys are forgotten by it. */
  milliseconds: () => number;
  secretKey: string;
  publishableKey: string;
  contextFor: (scope: Scope, request: Context['request'], isPublishable: boolean) => Context;
  /** Called after each change, so that what time has brought is done before the next answer. */
  settle: () => void;
}

/** The `/v1` and `/v2` surface: keys, versions, idempotency, faults, expansion and Stripe's error envelope. */
export class Api {
  readonly #options: ApiOptions;

  constructor(options: ApiOptions) {
    this.#options = options;
  }

  async answer(call: Call): Promise<Answer | 'hang up'> {
    if (call.method === 'OPTIONS') return { status: 204, headers: CORS, body: '' };
    const requestId = `req_${randomText(14)}`;
    const { store, faults } = this.#options;
    const headers: Record<string, string> = {
      ...CORS,
      'content-type': 'application/json',
      'request-id': requestId,
      'stripe-version': text(call.headers['stripe-version']) ?? API_VERSION,
    };
    const key = takesKey(call) ? text(call.headers['idempotency-key']) : undefined;
    if (key) headers['idempotency-key'] = key;
    let claimed: { scope: Scope; call: Keyed } | undefined;
    try {
      const raw = parametersOf(call);
      const isPublishable = this.#authenticate(call, raw);
      const account = text(call.headers['stripe-account']) ?? text(call.headers['stripe-context']) ?? PLATFORM;
      if (account !== PLATFORM) {
        this.#assertAccount(account);
        headers['stripe-account'] = account;
      }
      const scope = store.scope(account);
      const route = this.#find(call, isPublishable);
      if (key) {
        const attempt = keyed(key, `${call.method} ${call.url.pathname}`, { ...raw, '?': call.url.search });
        const kept = this.#options.answers.claim(scope, attempt, this.#options.milliseconds());
        if (kept) {
          return {
            status: kept.status,
            headers: { ...headers, 'idempotent-replayed': 'true', 'original-request': kept.request },
            body: kept.body,
          };
        }
        claimed = { scope, call: attempt };
      }
      if (faults.latency > 0) await sleep(faults.latency);
      const fault = faults.next(call.method, call.url.pathname);
      if (fault && !fault.afterEffect) {
        if (fault.hangUp) return 'hang up';
        throw fault.error;
      }
      const context = this.#options.contextFor(scope, { id: requestId, idempotencyKey: key ?? null }, isPublishable);
      const answer = this.#handle(context, route, call, raw);
      if (fault?.hangUp) {
        if (claimed) this.#keep(claimed, answer, requestId);
        return 'hang up';
      }
      const shown = fault ? failure(fault.error, requestId) : answer;
      if (claimed && isKept(shown)) this.#keep(claimed, shown, requestId);
      return { ...shown, headers: { ...headers, ...shown.headers } };
    } catch (error) {
      if (!(error instanceof ApiError)) console.error('stripe-sandbox:', error);
      const shown = failure(
        error instanceof ApiError
          ? error
          : new ApiError(500, { type: 'api_error', message: 'An unknown error occurred.' }),
        requestId,
      );
      if (claimed && isKept(shown)) this.#keep(claimed, shown, requestId);
      return { ...shown, headers: { ...headers, ...shown.headers } };
    } finally {
      if (claimed) this.#options.answers.release(claimed.scope, claimed.call);
      store.flush();
    }
  }

  #handle(context: Context, route: Route, call: Call, raw: FormHash): Answer & { isKept: boolean } {
    try {
      this.#options.settle();
      // What browsers send is Stripe.js's own and in no table; each route reads it strictly all the same.
      if (!context.isPublishable) checkParameters(call.method, call.url.pathname, declared(call, raw), isJson(call));
      const path = route.pattern.exec(call.url.pathname)?.slice(1) ?? [];
      const expand = Array.isArray(raw['expand']) ? raw['expand'].filter((entry) => typeof entry === 'string') : [];
      const result = route.handle(context, { path, raw, origin: text(call.headers.origin), host: call.url.host });
      return { status: 200, headers: {}, body: JSON.stringify(expandPaths(context, result, expand)), isKept: true };
    } catch (error) {
      if (error instanceof ApiError) return failure(error, context.request.id ?? '');
      throw error;
    }
  }

  #keep(claimed: { scope: Scope; call: Keyed }, answer: Answer, request: string): void {
    this.#options.answers.keep(
      claimed.scope,
      claimed.call,
      { status: answer.status, body: answer.body.toString(), request },
      this.#options.milliseconds(),
    );
  }

  #find(call: Call, isPublishable: boolean): Route {
    const { routes, cardEntryRoutes } = this.#options;
    const fits = (route: Route): boolean => route.method === call.method && route.pattern.test(call.url.pathname);
    const cardRoute = cardEntryRoutes.find(fits);
    if (cardRoute && !call.isOwnPage) throw rawCardRefused();
    if (cardRoute) return cardRoute;
    const found = routes.find(fits);
    if (!found) {
      throw new ApiError(404, {
        type: 'invalid_request_error',
        message: `Unrecognized request URL (${call.method}: ${call.url.pathname}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
      });
    }
    if (isPublishable && !found.isPublic) {
      throw new ApiError(403, {
        type: 'invalid_request_error',
        code: 'secret_key_required',
        message:
          'This API call cannot be made with a publishable API key. Please use a secret API key. You can find a list of your API keys at https://dashboard.stripe.com/account/apikeys.',
      });
    }
    return found;
  }

  #assertAccount(account: string): void {
    if (this.#options.store.platform.find('account', account)) return;
    throw new ApiError(403, {
      type: 'invalid_request_error',
      code: 'account_invalid',
      message: `The provided key '${this.#options.secretKey.slice(0, 8)}******' does not have access to account '${account}' (or that account does not exist). Application access may have been revoked.`,
    });
  }

  /** True for a publishable key, false for the secret one; anything else is turned away. */
  #authenticate(call: Call, raw: FormHash): boolean {
    const header = text(call.headers.authorization) ?? '';
    const basic = /^Basic (.+)$/i.exec(header)?.[1];
    const bearer = /^Bearer (.+)$/i.exec(header)?.[1];
    const given =
      bearer ??
      (basic ? Buffer.from(basic, 'base64').toString().split(':')[0] : undefined) ??
      (typeof raw['key'] === 'string' ? raw['key'] : undefined);
    if (!given) {
      throw new ApiError(401, {
        type: 'invalid_request_error',
        message:
          "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
      });
    }
    if (given === this.#options.publishableKey) return true;
    if (given === this.#options.secretKey) return false;
    const masked = `${given.slice(0, 8)}${'*'.repeat(Math.max(4, Math.min(20, given.length - 12)))}${given.slice(-4)}`;
    throw new ApiError(401, {
      type: 'invalid_request_error',
      message: `Invalid API Key provided: ${masked}. This is the Sidestall Stripe sandbox; it knows only its own keys.`,
    });
  }
}

function failure(error: ApiError, requestId: string): Answer & { isKept: boolean } {
  const body =
    error.status >= 400 && error.status !== 401
      ? { ...error.body, request_log_url: `https://dashboard.stripe.com/test/logs/${requestId}` }
      : error.body;
  const retry: Record<string, string> =
    error.status === 409 || error.status === 429 ? { 'stripe-should-retry': 'true' } : {};
  return {
    status: error.status,
    headers: retry,
    body: JSON.stringify({ error: body }),
    isKept: error.isKeptUnderItsKey,
  };
}

function isKept(answer: Answer): boolean {
  return 'isKept' in answer ? answer.isKept === true : true;
}

/** The address of a further page of a v2 list is Stripe's own making, `page` included: no type declares it. */
function declared({ method, url }: Call, raw: FormHash): FormHash {
  if (method !== 'GET' || !url.pathname.startsWith('/v2/')) return raw;
  const { page: _page, ...rest } = raw;
  return rest;
}

/** v1 honors keys on POST, v2 on DELETE as well. */
function takesKey({ method, url }: Call): boolean {
  return method === 'POST' || (method === 'DELETE' && url.pathname.startsWith('/v2/'));
}

function parametersOf(call: Call): FormHash {
  if (call.method === 'GET' || call.method === 'DELETE') return parseForm(call.url.search.slice(1));
  if (isMultipart(call.headers)) {
    return parseMultipart(call.bytes ?? Buffer.alloc(0), call.headers['content-type'] ?? '');
  }
  return isJson(call) ? parseJson(call.body) : parseForm(call.body);
}

const isJson = ({ method, headers }: Call): boolean =>
  method === 'POST' && (headers['content-type'] ?? '').startsWith('application/json');

function parseJson(body: string): FormHash {
  if (body === '') return {};
  try {
    const value = JSON.parse(body) as unknown;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as FormHash;
  } catch {
    // Answered below, in the words Stripe has for it.
  }
  throw new ApiError(400, {
    type: 'invalid_request_error',
    code: 'invalid_json',
    message: 'The request body is not a JSON object.',
  });
}

function text(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
