import http from 'node:http';
import https from 'node:https';
import { isIP, type Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { PostLimits, PostPhases, PostRequest, PostResult } from './post-request.ts';
import { errorClassOf, INTERRUPTED } from './error-class.ts';
import { AddressNotPublicError, guardedLookup } from './guarded-lookup.ts';
import { agentsFor, MOST_HEADER_BYTES } from './post-agents.ts';

/** What came of one request, and whether the same may be asked again at once. */
export interface OneResult {
  readonly result: PostResult;
  /** The connection was gone before a byte of the answer: nobody has answered, and another connection may do. */
  readonly wasDropped: boolean;
}

export interface OneRequest extends PostRequest {
  readonly to: URL;
  readonly isGuarded: boolean;
  readonly limits: PostLimits;
  /** On a connection of its own. */
  readonly isFresh: boolean;
}

const UNASKED = {
  status: null,
  errorClass: 'REQUEST_INVALID',
  address: null,
  tlsVersion: null,
  phases: { dnsMs: null, connectMs: null, tlsMs: null, firstByteMs: null },
  responseBody: null,
} as const;

/** Answers before the answer, such as 103: more than this is not a conversation. */
const MOST_INTERIM = 16;

/** Connections that are ready: one handed over from a message to the next that waited for it does not say so itself. */
const ready = new WeakSet<Socket>();

/** Kept for people to read: text, without what cannot be stored as such. */
function readable(chunks: readonly Buffer[], limit: number): string {
  return Buffer.concat(chunks).subarray(0, limit).toString('utf8').replaceAll('\u0000', '\ufffd');
}

const controlOf = (header: string | string[] | undefined): 'disable' | 'abort-message' | null =>
  header === 'disable' || header === 'abort-message' ? header : null;

/** One request over one connection, from the first byte to the last, bounded in everything. */
export class OnePost {
  readonly #begun = performance.now();
  readonly #phases: { -readonly [name in keyof PostPhases]: number | null } = {
    dnsMs: null,
    connectMs: null,
    tlsMs: null,
    firstByteMs: null,
  };
  readonly #sending: http.ClientRequest;
  readonly #total: NodeJS.Timeout;
  readonly #done: (result: OneResult) => void;
  #connecting: NodeJS.Timeout | undefined;
  #waitsFor: 'CONNECT_TIMEOUT' | 'TLS_TIMEOUT' | 'TIMEOUT' = 'CONNECT_TIMEOUT';
  readonly #interrupt = (): void => this.#broken(INTERRUPTED);
  #interim = 0;
  #address: string | null = null;
  #tlsVersion: string | null = null;
  #hasAnswered = false;
  #isSettled = false;

  private constructor(
    private readonly request: OneRequest,
    done: (result: OneResult) => void,
  ) {
    this.#done = done;
    this.#sending = this.#open();
    this.#total = setTimeout(() => this.#broken('TIMEOUT'), request.limits.totalMilliseconds);
    this.#sending.on('socket', (socket) => this.#onSocket(socket));
    this.#sending.on('error', (error) => this.#onError(error));
    this.#sending.on('information', () => {
      if (++this.#interim > MOST_INTERIM) this.#broken('HTTP_INVALID');
    });
    this.#sending.on('response', (response) => this.#onResponse(response));
    this.#sending.end(request.body);
    request.signal?.addEventListener('abort', this.#interrupt);
    if (request.signal?.aborted) this.#interrupt();
  }

  static send(request: OneRequest): Promise<OneResult> {
    return new Promise((resolve) => {
      try {
        void new OnePost(request, resolve);
      } catch {
        // What no request can be made of, such as a certificate that is too weak for this TLS: nobody was asked.
        resolve({
          result: { ...UNASKED, outcome: { kind: 'broken', errorClass: UNASKED.errorClass } },
          wasDropped: false,
        });
      }
    });
  }

  #open(): http.ClientRequest {
    const { to, isGuarded, limits, headers, body, tls, isFresh, nameServers } = this.request;
    const isSecure = to.protocol === 'https:';
    const agents = agentsFor(isGuarded);
    return (isSecure ? https : http).request(to, {
      method: 'POST',
      agent: isFresh ? false : isSecure ? agents.https : agents.http,
      lookup: guardedLookup({ timeoutMilliseconds: limits.dnsMilliseconds, isGuarded, nameServers }),
      maxHeaderSize: MOST_HEADER_BYTES,
      ...(isSecure && {
        minVersion: 'TLSv1.2',
        ...(tls?.ca !== undefined && { ca: tls.ca }),
        ...(tls?.clientCert !== undefined && { cert: tls.clientCert, key: tls.clientKey }),
      }),
      headers: {
        'user-agent': 'Sidestall-Webhooks/1.0',
        accept: 'application/json',
        'accept-encoding': 'identity',
        'content-type': 'application/json; charset=utf-8',
        'content-length': String(Buffer.byteLength(body, 'utf8')),
        ...headers,
      },
    });
  }

  #onSocket(socket: Socket): void {
    if (ready.has(socket)) return this.#onConnected(socket);
    const { dnsMilliseconds, connectMilliseconds } = this.request.limits;
    const isSecure = this.request.to.protocol === 'https:';
    const assigned = performance.now();
    let resolved = assigned;
    let connected = assigned;
    const isNumber = isIP(this.request.to.hostname.replace(/^\[|\]$/g, '')) > 0;
    this.#connecting = setTimeout(
      () => this.#broken(this.#waitsFor),
      connectMilliseconds + (isNumber ? 0 : dnsMilliseconds),
    );
    socket.once('lookup', () => {
      resolved = performance.now();
      this.#phases.dnsMs = Math.round(resolved - assigned);
      clearTimeout(this.#connecting);
      if (!this.#isSettled) this.#connecting = setTimeout(() => this.#broken(this.#waitsFor), connectMilliseconds);
    });
    socket.once('connect', () => {
      connected = performance.now();
      this.#phases.connectMs = Math.round(connected - resolved);
      this.#waitsFor = 'TLS_TIMEOUT';
      if (!isSecure) this.#onConnected(socket);
    });
    socket.once('secureConnect', () => {
      this.#phases.tlsMs = Math.round(performance.now() - connected);
      this.#onConnected(socket);
    });
  }

  #onConnected(socket: Socket): void {
    ready.add(socket);
    clearTimeout(this.#connecting);
    this.#waitsFor = 'TIMEOUT';
    this.#address = socket.remoteAddress ?? null;
    this.#tlsVersion = (socket as Partial<TLSSocket>).getProtocol?.() ?? null;
  }

  #onError(error: NodeJS.ErrnoException): void {
    if (error instanceof AddressNotPublicError) {
      this.#settle({ kind: 'blocked', errorClass: error.code }, null, error.code);
      return;
    }
    const isDropped = !this.#hasAnswered && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
    this.#broken(errorClassOf(error), isDropped);
  }

  #onResponse(response: http.IncomingMessage): void {
    this.#hasAnswered = true;
    this.#phases.firstByteMs = Math.round(performance.now() - this.#begun);
    const { readBytes } = this.request.limits;
    const outcome = {
      kind: 'answered',
      status: response.statusCode!,
      retryAfter: response.headers['retry-after'] ?? null,
      date: response.headers.date ?? null,
      control: controlOf(response.headers['webhook-delivery']),
    } as const;
    const chunks: Buffer[] = [];
    let length = 0;
    response.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length > readBytes) this.#settle(outcome, chunks, 'RESPONSE_TOO_LARGE');
    });
    response.on('end', () => this.#settle(outcome, chunks, null));
    response.on('error', () => this.#broken('RESPONSE_BROKEN'));
    response.on('aborted', () => this.#broken('RESPONSE_BROKEN'));
  }

  #broken(errorClass: string, wasDropped = false): void {
    this.#settle({ kind: 'broken', errorClass }, null, errorClass, wasDropped);
  }

  /** A whole answer leaves its connection to the next message; everything else ends it. */
  #settle(
    outcome: PostResult['outcome'],
    chunks: readonly Buffer[] | null,
    errorClass: string | null,
    wasDropped = false,
  ): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    clearTimeout(this.#total);
    clearTimeout(this.#connecting);
    this.request.signal?.removeEventListener('abort', this.#interrupt);
    if (outcome.kind !== 'answered' || errorClass !== null) this.#sending.destroy();
    this.#done({
      wasDropped,
      result: {
        outcome,
        status: outcome.kind === 'answered' ? outcome.status : null,
        errorClass,
        address: this.#address,
        tlsVersion: this.#tlsVersion,
        phases: this.#phases,
        responseBody: chunks && readable(chunks, this.request.limits.keepBytes),
      },
    });
  }
}
