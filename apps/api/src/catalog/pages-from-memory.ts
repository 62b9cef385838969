import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { ROUTES } from '@sidestall/contracts';
import type { Logger } from '@sidestall/engine';
import { askOwn } from './own-request.ts';
import { pageAddress } from './page-address.ts';
import { PageCache, type Fetched, type Page } from './page-cache.ts';
import { lifeOf } from './page-life.ts';
import { hasTag } from './tags.ts';

/** Headers of one moment or one connection, which a kept page does not repeat. */
const OF_THE_MOMENT = new Set(['date', 'connection', 'keep-alive', 'content-length', 'transfer-encoding']);
/** What there is no need to say of a body that is not sent. */
const OF_THE_BODY = new Set(['content-type', 'content-security-policy']);

const MOST = { mostPages: 5_000, mostBytes: 64 * 1024 * 1024 };

interface WirePage extends Page {
  readonly etag: string | undefined;
  /** Name, value, name, value: nothing is left to be done for each answer. */
  readonly headers: string[];
  readonly headersAlone: string[];
}

export interface PagesOptions {
  /** How old a page may be that is sent from memory. */
  readonly mostMs: number;
  readonly logger: Logger;
  /** Whether the house still takes requests; what comes later is answered the long way, which ends the connection. */
  readonly isOpen: () => boolean;
}

/**
 * Answers the catalog's pages from memory, before the house is asked at all: they are public, carry no cookie, and are
 * the same for everybody. They are fetched through every floor of the house, as a viewer's own request would be.
 */
export function answerFromMemory(server: Server, options: PagesOptions): void {
  const { mostMs, logger, isOpen } = options;
  if (mostMs === 0) return;
  const others = server.listeners('request') as RequestListener[];
  const cache = new PageCache((address) => fetchPage(others, address), { mostMs, ...MOST });
  const pass = (request: IncomingMessage, response: ServerResponse): void => {
    for (const listener of others) listener.call(server, request, response);
  };
  const send = (request: IncomingMessage, response: ServerResponse, page: WirePage): void => {
    const status = answer(request, response, page);
    if (!logger.isLevelEnabled('debug')) return;
    const route = request.url!.startsWith(`${ROUTES.products}/`) ? ROUTES.product : ROUTES.products;
    logger.debug({ method: request.method, route, status, ms: 0, isKept: true }, 'Answered');
  };
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if ((request.method !== 'GET' && request.method !== 'HEAD') || !isOpen()) return pass(request, response);
    // Most ask by the address a page is kept under.
    const page = cache.find(request.url!);
    if (page) return send(request, response, page);
    const address = pageAddress(request.url!);
    if (address === null) return pass(request, response);
    const kept = cache.find(address);
    if (kept) return send(request, response, kept);
    cache.fetch(address).then(
      (fetched) => send(request, response, fetched),
      () => pass(request, response),
    );
  });
}

async function fetchPage(house: readonly RequestListener[], address: string): Promise<Fetched<WirePage>> {
  const { status, headers: sent, body, raw } = await askOwn(house, address);
  const headers = Object.entries(sent).flatMap(([name, value]): [string, string][] =>
    OF_THE_MOMENT.has(name) || value === undefined ? [] : [[name, String(value)]],
  );
  const page = {
    status,
    body,
    etag: typeof sent['etag'] === 'string' ? sent['etag'] : undefined,
    headers: [...headers, ['content-length', String(body.length)]].flat(),
    headersAlone: headers.filter(([name]) => !OF_THE_BODY.has(name)).flat(),
  };
  return { page, lifeMs: lifeOf(raw) };
}

function answer(request: IncomingMessage, response: ServerResponse, page: WirePage): number {
  const known = request.headers['if-none-match'];
  if (known !== undefined && page.etag !== undefined && hasTag(known, page.etag)) {
    response.writeHead(304, page.headersAlone).end();
    return 304;
  }
  response.writeHead(page.status, page.headers).end(request.method === 'HEAD' ? undefined : page.body);
  return page.status;
}
