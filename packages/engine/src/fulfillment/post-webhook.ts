import http from 'node:http';
import https from 'node:https';
import type { AttemptOutcome } from '@sidestall/fulfillment';
import { AddressNotPublicError, checkEndpointUrl, guardedLookup, isAllowedPrivately } from './endpoint-address.ts';

export interface PostLimits {
  readonly dnsMilliseconds: number;
  readonly connectMilliseconds: number;
  /** For all of it, the answer's body included. */
  readonly totalMilliseconds: number;
  readonly readBytes: number;
  readonly keepBytes: number;
}

export const POST_LIMITS: PostLimits = {
  dnsMilliseconds: 2_000,
  connectMilliseconds: 3_000,
  totalMilliseconds: 15_000,
  readBytes: 64 * 1024,
  keepBytes: 4 * 1024,
};

export interface PostRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly allowPrivateHosts: readonly string[];
  readonly limits?: Partial<PostLimits>;
}

/** What came of it: never a thrown error, since every way it can fail is expected. */
export interface PostResult {
  readonly outcome: AttemptOutcome;
  readonly status: number | null;
  readonly errorClass: string | null;
  readonly address: string | null;
  readonly responseBody: string | null;
}

/** Why it broke, in a word an operator can look up. */
function errorClassOf(error: NodeJS.ErrnoException): string {
  const code = error.code ?? '';
  if (code.startsWith('HPE_')) return 'HTTP_INVALID';
  if (/^(ERR_TLS|CERT_|DEPTH_|UNABLE_|SELF_SIGNED|ERR_SSL)/.test(code)) return `TLS_${code}`.slice(0, 60);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'ENODATA') return 'DNS_FAILED';
  return code.slice(0, 60) || 'BROKEN';
}

/** Kept for people to read: text, without what cannot be stored as such. */
function readable(chunks: readonly Buffer[], limit: number): string {
  return Buffer.concat(chunks).subarray(0, limit).toString('utf8').replaceAll('\u0000', '\ufffd');
}

/**
 * POSTs one signed message. Follows no redirect, takes no compressed answer, reads at most so many bytes, and is over
 * after so much time whatever the other side does. An answer whose body is cut off still counts by its status.
 */
export function postWebhook(request: PostRequest): Promise<PostResult> {
  const limits = { ...POST_LIMITS, ...request.limits };
  const url = checkEndpointUrl(request.url, request.allowPrivateHosts);
  if (typeof url === 'string') {
    const outcome = { kind: 'blocked', errorClass: url } as const;
    return Promise.resolve({ outcome, status: null, errorClass: url, address: null, responseBody: null });
  }
  const isGuarded = !isAllowedPrivately(url, request.allowPrivateHosts);
  const body = Buffer.from(request.body, 'utf8');
  return new Promise((resolve) => {
    let address: string | null = null;
    let isSettled = false;
    let connectTimer: NodeJS.Timeout | undefined;

    const settle = (outcome: AttemptOutcome, chunks: readonly Buffer[] | null, note: string | null = null) => {
      if (isSettled) return;
      isSettled = true;
      clearTimeout(totalTimer);
      clearTimeout(connectTimer);
      sending.destroy();
      resolve({
        outcome,
        status: outcome.kind === 'answered' ? outcome.status : null,
        errorClass: outcome.kind === 'answered' ? note : outcome.errorClass,
        address,
        responseBody: chunks && readable(chunks, limits.keepBytes),
      });
    };
    const broken = (errorClass: string) => settle({ kind: 'broken', errorClass }, null);

    const sending = (url.protocol === 'https:' ? https : http).request(url, {
      method: 'POST',
      agent: false,
      lookup: guardedLookup(limits.dnsMilliseconds, isGuarded),
      headers: {
        'user-agent': 'Sidestall-Webhooks/1.0',
        accept: 'application/json',
        'accept-encoding': 'identity',
        'content-type': 'application/json; charset=utf-8',
        'content-length': String(body.length),
        ...request.headers,
      },
    });
    const totalTimer = setTimeout(() => broken('TIMEOUT'), limits.totalMilliseconds);
    sending.on('socket', (socket) => {
      connectTimer = setTimeout(() => broken('CONNECT_TIMEOUT'), limits.dnsMilliseconds + limits.connectMilliseconds);
      socket.once('lookup', () => {
        clearTimeout(connectTimer);
        connectTimer = setTimeout(() => broken('CONNECT_TIMEOUT'), limits.connectMilliseconds);
      });
      socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
        clearTimeout(connectTimer);
        address = socket.remoteAddress ?? null;
      });
    });
    sending.on('error', (error: NodeJS.ErrnoException) => {
      if (error instanceof AddressNotPublicError) settle({ kind: 'blocked', errorClass: error.code }, null);
      else broken(errorClassOf(error));
    });
    sending.on('response', (response) => {
      const chunks: Buffer[] = [];
      let length = 0;
      const retryAfter = response.headers['retry-after'];
      const outcome = { kind: 'answered', status: response.statusCode!, retryAfter: retryAfter ?? null } as const;
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        length += chunk.length;
        if (length > limits.readBytes) settle(outcome, chunks, 'RESPONSE_TOO_LARGE');
      });
      response.on('end', () => settle(outcome, chunks));
      response.on('error', () => broken('RESPONSE_BROKEN'));
      response.on('aborted', () => broken('RESPONSE_BROKEN'));
    });
    sending.end(body);
  });
}
