import { PartnerApiError, PartnerUnreachableError } from './partner-api-error.ts';
import type {
  Certificate,
  CertificateRequest,
  PriceAnswer,
  PriceFileReport,
  PriceOfSku,
  StockFileReport,
} from './feed-wire.ts';
import type {
  DeliveryPage,
  DeliveryState,
  Endpoint,
  EndpointList,
  EndpointWithSecret,
  PartnerEventPage,
  Replayed,
  RotationRequest,
  TestOutcome,
} from './portal-wire.ts';
import type {
  AcceptRequest,
  AuthorizeReturnRequest,
  CancellationAnswer,
  FulfillmentOrder,
  FulfillmentOrderPage,
  FulfillmentOrderState,
  InspectReturnRequest,
  PartnerReturn,
  PartnerReturnPage,
  Problem,
  RefuseReturnRequest,
  RejectRequest,
  ReturnLabel,
  ReturnState,
  Shipment,
  ShipRequest,
  StockAnswer,
  StockCount,
  TakeInReturnRequest,
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

export interface ReturnQuery {
  readonly state?: ReturnState;
  readonly cursor?: string;
  readonly limit?: number;
}

export interface DeliveryQuery {
  readonly endpointId?: string;
  readonly fulfillmentOrderId?: string;
  readonly state?: DeliveryState;
  readonly type?: string;
  readonly before?: string;
  readonly limit?: number;
}

export interface EventQuery {
  /** The last cursor you have worked off. */
  readonly after?: string;
  readonly limit?: number;
}

export interface ActionOptions {
  /** Default: made of the action and its content, so that the same action is the same after a restart too. */
  readonly idempotencyKey?: string;
}

/** A whole file: text, bytes, or a Blob that stays on the disk, as `fs.openAsBlob` gives. */
export interface FeedFile {
  readonly content: string | Uint8Array<ArrayBuffer> | Blob;
  readonly format: 'csv' | 'ndjson';
  /** The moment of every row that the file gives none for. */
  readonly asOf?: string;
}

interface Sent {
  readonly body?: string | Uint8Array<ArrayBuffer> | Blob;
  readonly type?: string;
  readonly key?: string | undefined;
  readonly retries?: number;
  readonly timeoutMilliseconds?: number;
}

const FILE_TYPES = { csv: 'text/csv', ndjson: 'application/x-ndjson' } as const;
const FILE_MILLISECONDS = 600_000;
const ORDERS = '/fulfillment-orders';
const RETURNS = '/returns';
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
    return await this.#call<FulfillmentOrderPage>('GET', ORDERS + searchOf(query));
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
    return await this.#act<FulfillmentOrder>(ORDERS, id, 'accept', request, options);
  }

  /** Refuses all of it; it is routed to somebody else at once. */
  async reject(id: string, request: RejectRequest, options: ActionOptions = {}): Promise<FulfillmentOrder> {
    return await this.#act<FulfillmentOrder>(ORDERS, id, 'reject', request, options);
  }

  /** You begin to pick it: from now on its address stays as it is. */
  async start(id: string, options: ActionOptions = {}): Promise<FulfillmentOrder> {
    return await this.#act<FulfillmentOrder>(ORDERS, id, 'start', {}, options);
  }

  /** You accepted it and cannot send what has not left; it counts on your scorecard. */
  async cancel(id: string, request: RejectRequest, options: ActionOptions = {}): Promise<FulfillmentOrder> {
    return await this.#act<FulfillmentOrder>(ORDERS, id, 'cancel', request, options);
  }

  /** Says whether what the buyer does not want any more can still be canceled; asked again later, it is another answer. */
  async answerCancellation(
    id: string,
    request: CancellationAnswer,
    options: ActionOptions = {},
  ): Promise<FulfillmentOrder> {
    const idempotencyKey = options.idempotencyKey ?? crypto.randomUUID();
    return await this.#act<FulfillmentOrder>(ORDERS, id, 'cancellation', request, { idempotencyKey });
  }

  /** Says that you know the address with this number; what you accepted may be held until you do. */
  async acknowledgeAddress(id: string, addressVersion: number, options: ActionOptions = {}): Promise<FulfillmentOrder> {
    return await this.#act<FulfillmentOrder>(ORDERS, id, 'address', { addressVersion }, options);
  }

  /** Tells of a parcel that has left. */
  async ship(id: string, request: ShipRequest, options: ActionOptions = {}): Promise<Shipment> {
    return await this.#act<Shipment>(ORDERS, id, 'shipments', request, options);
  }

  /** One page of the goods that buyers send back to you, the newest first. */
  async listReturns(query: ReturnQuery = {}): Promise<PartnerReturnPage> {
    return await this.#call<PartnerReturnPage>('GET', RETURNS + searchOf(query));
  }

  async getReturn(id: string): Promise<PartnerReturn> {
    return await this.#call<PartnerReturn>('GET', `${RETURNS}/${encodeURIComponent(id)}`);
  }

  /** Agrees to take the goods back; the buyer hears where to send them. */
  async authorizeReturn(
    id: string,
    request: AuthorizeReturnRequest = {},
    options: ActionOptions = {},
  ): Promise<PartnerReturn> {
    return await this.#act<PartnerReturn>(RETURNS, id, 'authorize', request, options);
  }

  /** Does not take the goods back; the buyer reads why. */
  async declineReturn(id: string, request: RefuseReturnRequest, options: ActionOptions = {}): Promise<PartnerReturn> {
    return await this.#act<PartnerReturn>(RETURNS, id, 'decline', request, options);
  }

  /** Tells that the goods are on their way to you. Tell it again with each scan: what is not heard of counts as lost. */
  async returnInTransit(id: string, label: ReturnLabel, options: ActionOptions = {}): Promise<PartnerReturn> {
    const idempotencyKey = options.idempotencyKey ?? crypto.randomUUID();
    return await this.#act<PartnerReturn>(RETURNS, id, 'in-transit', label, { idempotencyKey });
  }

  /** The goods have arrived: everything, or the quantities named. Inspect them within five days. */
  async receiveReturn(
    id: string,
    request: TakeInReturnRequest = {},
    options: ActionOptions = {},
  ): Promise<PartnerReturn> {
    return await this.#act<PartnerReturn>(RETURNS, id, 'receive', request, options);
  }

  /** What looking at the goods came to; undisputed, the buyer is refunded at once. */
  async inspectReturn(id: string, request: InspectReturnRequest, options: ActionOptions = {}): Promise<PartnerReturn> {
    return await this.#act<PartnerReturn>(RETURNS, id, 'inspect', request, options);
  }

  /**
   * Tells what lies on your shelves, all of it or what changed: at most 1,000 counts at once. What buyers hold stays theirs,
   * and a count older than the one known is ignored.
   */
  async count(counts: readonly StockCount[], options: ActionOptions = {}): Promise<StockAnswer> {
    const body = JSON.stringify({ counts });
    const key = options.idempotencyKey ?? (await keyOf(`stock ${body}`));
    return await this.#call<StockAnswer>('POST', '/stock', { body, key });
  }

  /** Sends your whole stock, up to a million rows. It is applied in a moment: ask `stockFile` how far it is. */
  async sendStockFile(file: FeedFile): Promise<StockFileReport> {
    return await this.#send<StockFileReport>('/stock/files', file);
  }

  async stockFile(id: string): Promise<StockFileReport> {
    return await this.#call<StockFileReport>('GET', `/stock/files/${encodeURIComponent(id)}`);
  }

  /** Tells what you charge for one unit, at most 1,000 prices at once. Who is asked may depend on it, what buyers pay does not. */
  async price(prices: readonly PriceOfSku[], options: ActionOptions = {}): Promise<PriceAnswer> {
    const body = JSON.stringify({ prices });
    const key = options.idempotencyKey ?? (await keyOf(`prices ${body}`));
    return await this.#call<PriceAnswer>('POST', '/prices', { body, key });
  }

  /** Sends your prices, up to a million rows: all of them are applied at once, or none. */
  async sendPriceFile(file: FeedFile): Promise<PriceFileReport> {
    return await this.#send<PriceFileReport>('/prices/files', file);
  }

  /** Everything you are told, in order, for those without a server: keep the cursor of what you have worked off. */
  async events(query: EventQuery = {}): Promise<PartnerEventPage> {
    return await this.#call<PartnerEventPage>('GET', `/events${searchOf(query)}`);
  }

  /** Where you are told of your work. */
  async endpoints(): Promise<Endpoint[]> {
    return (await this.#call<EndpointList>('GET', '/endpoints')).endpoints;
  }

  /** Sends your endpoint a signed test event and says how it was taken. */
  async testEndpoint(id: string): Promise<TestOutcome> {
    return await this.#call<TestOutcome>('POST', `/endpoints/${encodeURIComponent(id)}/test`);
  }

  /** Has a receiver of yours examined, the registered one when none is named; ask `certificate` for the report. */
  async certify(request: CertificateRequest = {}, options: ActionOptions = {}): Promise<Certificate> {
    const key = options.idempotencyKey ?? crypto.randomUUID();
    return await this.#call<Certificate>('POST', '/certificates', { body: JSON.stringify(request), key });
  }

  async certificate(id: string): Promise<Certificate> {
    return await this.#call<Certificate>('GET', `/certificates/${encodeURIComponent(id)}`);
  }

  /** Your examinations, the newest first. */
  async certificates(): Promise<Certificate[]> {
    return (await this.#call<{ certificates: Certificate[] }>('GET', '/certificates')).certificates;
  }

  /**
   * A new secret; the older ones sign beside it for as long as you say. Not repeated when no answer comes: look at the
   * endpoint's secrets first.
   */
  async rotateSecret(id: string, request: RotationRequest = {}): Promise<EndpointWithSecret> {
    const path = `/endpoints/${encodeURIComponent(id)}/rotate-secret`;
    return await this.#call<EndpointWithSecret>('POST', path, { body: JSON.stringify(request), retries: 0 });
  }

  /** The messages of the last thirty days, the newest first, each with its attempts. */
  async deliveries(query: DeliveryQuery = {}): Promise<DeliveryPage> {
    return await this.#call<DeliveryPage>('GET', `/deliveries${searchOf(query)}`);
  }

  /** Has a message said again: the same id and body, signed for a new moment. */
  async replay(deliveryId: string, options: ActionOptions = {}): Promise<Replayed> {
    const idempotencyKey = options.idempotencyKey ?? crypto.randomUUID();
    return await this.#act<Replayed>('/deliveries', deliveryId, 'replay', {}, { idempotencyKey });
  }

  async #act<T>(what: string, id: string, action: string, request: object, options: ActionOptions): Promise<T> {
    const body = JSON.stringify(request);
    const key = options.idempotencyKey ?? (await keyOf(`${id} ${action} ${body}`));
    return await this.#call<T>('POST', `${what}/${encodeURIComponent(id)}/${action}`, { body, key });
  }

  /** A file may be sent again without harm, so it carries no key. */
  async #send<T>(path: string, { content, format, asOf }: FeedFile): Promise<T> {
    const sent = { body: content, type: FILE_TYPES[format], timeoutMilliseconds: FILE_MILLISECONDS };
    return await this.#call<T>('POST', path + searchOf({ asOf }), sent);
  }

  async #call<T>(method: string, path: string, sent: Sent = {}): Promise<T> {
    const { body, type = 'application/json', key, retries = this.#options.retries ?? 4 } = sent;
    const { wait = pause } = this.#options;
    const timeoutMilliseconds = sent.timeoutMilliseconds ?? this.#options.timeoutMilliseconds ?? 15_000;
    const send = (this.#options.fetch ?? fetch) as (url: string, init: RequestInit) => Promise<FetchAnswer>;
    const headers: Record<string, string> = {
      authorization: `Bearer ${this.#options.apiKey}`,
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': type }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
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

function searchOf(query: object): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  return search.size > 0 ? `?${search.toString()}` : '';
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
