import { PartnerApiError, PartnerUnreachableError } from './partner-api-error.ts';
import type {
  AcceptRequest,
  FulfillmentOrder,
  FulfillmentOrderPage,
  FulfillmentOrderState,
  Problem,
  RejectRequest,
  Shipment,
  ShipRequest,
  StockAnswer,
  StockCount,
} from './wire.ts';

/** What is read of an answer. */
export interface FetchAnswer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
}

export interface PartnerClientOptions {
  /** Such as `https://api.example.com`. */
  readonly apiUrl: string;
  readonly apiKey: string;
  /** More tries after one that failed for a passing reason. Default: 4. */
  readonly retries?: number;
  /** For one try. Default: 15,000. */
  readonly timeoutMilliseconds?: number;
  /** Instead of the global `fetch`, e.g. one that goes through a proxy: `(url, init) => myFetch(url, init)`. */
  readonly fetch?: (url: string, init: never) => Promise<FetchAnswer>;
  /** How to wait between tries; for tests. */
  readonly wait?: (milliseconds: number) => Promise<void>;
}

export interface ListQuery {
  readonly state?: FulfillmentOrderState;
  readonly cursor?: string;
  readonly limit?: number;
}

export interface ActionOptions {
  /** Default: made of the action and its content, so that the same action is the same after a restart too. */
  readonly idempotencyKey?: string;
}

const ORDERS = '/fulfillment-orders';
const RETRY_AFTER_LIMIT = 30_000;

/**
 * The partner API. Every action carries an Idempotency-Key and is repeated when the network or the service fails, so it
 * happens once. Throws `PartnerApiError` when the API says no and `PartnerUnreachableError` when it cannot be reached.
 */
export class PartnerClient {
  readonly #base: string;
  readonly #options: PartnerClientOptions;

  constructor(options: PartnerClientOptions) {
    if (!options.apiKey) throw new Error('PartnerClient needs an apiKey');
    this.#base = `${options.apiUrl.replace(/\/+$/, '')}/v1/partner`;
    this.#options = options;
  }

  /** One page of the fulfillment orders you were given, the newest first. */
  async list(query: ListQuery = {}): Promise<FulfillmentOrderPage> {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
    return await this.#call<FulfillmentOrderPage>('GET', ORDERS + (search.size > 0 ? `?${search.toString()}` : ''));
  }

  /** All of them, page after page. */
  async *listAll(query: Omit<ListQuery, 'cursor'> = {}): AsyncGenerator<FulfillmentOrder> {
    let cursor: string | undefined;
    do {
      const page = await this.list({ ...query, ...(cursor === undefined ? {} : { cursor }) });
      yield* page.fulfillmentOrders;
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
  }

  async get(id: string): Promise<FulfillmentOrder> {
    return await this.#call<FulfillmentOrder>('GET', `${ORDERS}/${encodeURIComponent(id)}`);
  }

  /** Promises to ship: everything, or the quantities named. */
  async accept(id: string, request: AcceptRequest = {}, options: ActionOptions = {}): Promise<FulfillmentOrder> {
    return await this.#act<FulfillmentOrder>(id, 'accept', request, options);
  }

  /** Refuses all of it; it is routed to somebody else at once. */
  async reject(id: string, request: RejectRequest, options: ActionOptions = {}): Promise<FulfillmentOrder> {
    return await this.#act<FulfillmentOrder>(id, 'reject', request, options);
  }

  /** Tells of a parcel that has left. */
  async ship(id: string, request: ShipRequest, options: ActionOptions = {}): Promise<Shipment> {
    return await this.#act<Shipment>(id, 'shipments', request, options);
  }

  /**
   * Tells what lies on your shelves, all of it or what changed: at most 1,000 counts at once. What buyers hold stays theirs,
   * and a count older than the one known is ignored.
   */
  async count(counts: readonly StockCount[], options: ActionOptions = {}): Promise<StockAnswer> {
    const body = JSON.stringify({ counts });
    const key = options.idempotencyKey ?? (await keyOf(`stock ${body}`));
    return await this.#call<StockAnswer>('POST', '/stock', body, key);
  }

  async #act<T>(id: string, action: string, request: object, options: ActionOptions): Promise<T> {
    const body = JSON.stringify(request);
    const key = options.idempotencyKey ?? (await keyOf(`${id} ${action} ${body}`));
    return await this.#call<T>('POST', `${ORDERS}/${encodeURIComponent(id)}/${action}`, body, key);
  }

  async #call<T>(method: string, path: string, body?: string, idempotencyKey?: string): Promise<T> {
    const { retries = 4, timeoutMilliseconds = 15_000, wait = pause } = this.#options;
    const send = (this.#options.fetch ?? fetch) as (url: string, init: RequestInit) => Promise<FetchAnswer>;
    const headers: Record<string, string> = {
      authorization: `Bearer ${this.#options.apiKey}`,
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
    };
    let failure: Error = new PartnerUnreachableError('No try was made');
    for (let tries = 0; tries <= retries; tries++) {
      let delay = 250 * 2 ** tries;
      try {
        const response = await send(this.#base + path, {
          method,
          headers,
          signal: AbortSignal.timeout(timeoutMilliseconds),
          redirect: 'error',
          ...(body === undefined ? {} : { body }),
        });
        const text = await response.text();
        if (response.status >= 200 && response.status < 300) return JSON.parse(text) as T;
        const error = new PartnerApiError(problemOf(response.status, text));
        if (!isPassing(error)) throw error;
        failure = error;
        const seconds = Number(response.headers.get('retry-after') ?? '');
        if (seconds > 0) delay = Math.min(seconds * 1000, RETRY_AFTER_LIMIT);
      } catch (error) {
        if (error instanceof PartnerApiError) throw error;
        failure = new PartnerUnreachableError(`The partner API did not answer: ${(error as Error).message}`, {
          cause: error,
        });
      }
      if (tries < retries) await wait(delay);
    }
    throw failure;
  }
}

/** Whether the same request may succeed in a moment. */
function isPassing(error: PartnerApiError): boolean {
  return error.status === 429 || error.status >= 500 || error.code === 'IDEMPOTENCY.IN_FLIGHT';
}

/** The problem in an answer, or one made of its status when something between us and the API answered. */
function problemOf(status: number, text: string): Problem {
  try {
    const parsed = JSON.parse(text) as Partial<Problem> | null;
    if (parsed && typeof parsed.code === 'string' && typeof parsed.title === 'string') {
      return { type: 'about:blank', ...parsed, status } as Problem;
    }
  } catch {
    // Not JSON: a proxy's page. Its text is of no use to a program.
  }
  return { type: 'about:blank', title: `The partner API answered ${status}`, status, code: `HTTP.${status}` };
}

async function keyOf(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return Array.from(digest.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
