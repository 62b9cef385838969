import { isWireProblem, type Answer, type ApiProblem, type TransportCode } from './answer.ts';

/** Where the API is and how to reach it. */
export interface ApiOptions {
  /** Origin of the API, with or without a trailing slash. */
  readonly apiUrl: string;
  /** Sends the console's cookie; the storefront never does. */
  readonly credentials?: RequestCredentials;
  /** Milliseconds until a call is given up; 15,000 when not told. */
  readonly timeoutMs?: number;
  readonly fetch?: typeof fetch;
}

/** One call: what is sent beside the path. */
export interface CallOptions {
  readonly body?: unknown;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  /** A bearer token: the signed token of an order, or a retailer's key. */
  readonly token?: string;
  /** Says that two calls are one. Unsafe calls make a fresh key when none is given. */
  readonly idempotencyKey?: string;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** The API as a function: method and path in, `Answer` out. */
export type Api = <T>(
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  call?: CallOptions,
) => Promise<Answer<T>>;

const TITLES: Readonly<Record<TransportCode, string>> = {
  'CLIENT.OFFLINE': 'The shop could not be reached',
  'CLIENT.TIMEOUT': 'The shop took too long to answer',
  'CLIENT.UNREADABLE': 'The shop sent an answer that could not be read',
};

const failed = (code: TransportCode, status = 0): { readonly ok: false; readonly problem: ApiProblem } => ({
  ok: false,
  problem: { code, status, title: TITLES[code] },
});

/** A fresh Idempotency-Key. Works on plain http origins too, where `crypto.randomUUID` is missing. */
export function newIdempotencyKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Makes the function every group of calls is built on. */
export function createApi(options: ApiOptions): Api {
  const origin = options.apiUrl.replace(/\/+$/, '');
  return async <T>(method: string, path: string, call: CallOptions = {}): Promise<Answer<T>> => {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(call.query ?? {})) {
      if (value !== undefined) query.set(name, String(value));
    }
    const headers: Record<string, string> = { accept: 'application/json' };
    if (call.body !== undefined) headers['content-type'] = 'application/json';
    if (call.token) headers['authorization'] = `Bearer ${call.token}`;
    if (method !== 'GET') headers['idempotency-key'] = call.idempotencyKey ?? newIdempotencyKey();

    const abort = new AbortController();
    let isLate = false;
    const timer = setTimeout(
      () => {
        isLate = true;
        abort.abort();
      },
      call.timeoutMs ?? options.timeoutMs ?? 15_000,
    );
    const giveUp = () => abort.abort();
    call.signal?.addEventListener('abort', giveUp, { once: true });
    if (call.signal?.aborted) abort.abort();
    try {
      const response = await (options.fetch ?? fetch)(origin + path + (query.size > 0 ? `?${query}` : ''), {
        method,
        headers,
        body: call.body === undefined ? undefined : JSON.stringify(call.body),
        credentials: options.credentials ?? 'omit',
        signal: abort.signal,
      });
      const text = await response.text();
      const body = readJson(text);
      if (response.ok) {
        return body === undefined && text !== ''
          ? failed('CLIENT.UNREADABLE', response.status)
          : { ok: true, value: body as T };
      }
      if (isWireProblem(body)) return { ok: false, problem: { ...body, status: response.status } };
      return failed('CLIENT.UNREADABLE', response.status);
    } catch {
      return failed(isLate ? 'CLIENT.TIMEOUT' : 'CLIENT.OFFLINE');
    } finally {
      clearTimeout(timer);
      call.signal?.removeEventListener('abort', giveUp);
    }
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
