import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PageCache, pageKey } from './page-cache.ts';

/** Headers of one moment or one connection, which a kept page does not repeat. */
const OF_THE_MOMENT = new Set(['date', 'connection', 'keep-alive', 'content-length', 'transfer-encoding']);

const MOST = { mostPages: 5_000, mostBytes: 64 * 1024 * 1024 };
/** How long pages are sent on while a newer one is fetched. */
const STALE_MS = 5_000;

/** A cache for pages that may be so old. */
export const pagesFor = (freshMs: number): PageCache => new PageCache({ freshMs, staleMs: STALE_MS, ...MOST });

interface Fetching {
  pageKey?: string;
}

const tagsOf = (header: string): string[] => header.split(',').map((tag) => tag.trim().replace(/^W\//, ''));

/**
 * Answers the catalog's pages from memory, before anything else of the house is asked. They are public and the same for
 * everybody. To be set up before any other hook.
 */
export function answerFromMemory(server: FastifyInstance, cache: PageCache): void {
  server.addHook('onRequest', (request: FastifyRequest & Fetching, reply: FastifyReply, done: () => void) => {
    const key = request.raw.method === 'GET' ? pageKey(request.raw.url!) : null;
    if (key === null) return done();
    const page = cache.find(key);
    if (!page) {
      // The whole page is fetched, also for whoever has an older one.
      delete request.headers['if-none-match'];
      request.pageKey = key;
      return done();
    }
    const known = request.headers['if-none-match'];
    const isKnown = known !== undefined && (known.trim() === '*' || tagsOf(known).includes(page.etag));
    reply.hijack();
    if (isKnown) reply.raw.writeHead(304, page.headers).end();
    else reply.raw.writeHead(200, { ...page.headers, 'content-length': page.body.length }).end(page.body);
  });
}

/** Keeps pages as they are sent. To be set up after every hook that adds to them. */
export function keepPages(server: FastifyInstance, cache: PageCache): void {
  server.addHook(
    'onSend',
    (
      request: FastifyRequest & Fetching,
      reply: FastifyReply,
      payload: unknown,
      done: (error: null, payload: unknown) => void,
    ) => {
      const key = request.pageKey;
      if (key !== undefined) {
        const etag = reply.getHeader('etag');
        if (reply.statusCode === 200 && typeof payload === 'string' && typeof etag === 'string') {
          const headers = Object.fromEntries(
            Object.entries(reply.getHeaders()).filter(
              (header): header is [string, string | number | string[]] =>
                !OF_THE_MOMENT.has(header[0]) && header[1] !== undefined,
            ),
          );
          cache.keep(key, { headers, etag, body: Buffer.from(payload) });
        } else {
          cache.forget(key);
        }
      }
      done(null, payload);
    },
  );
}
