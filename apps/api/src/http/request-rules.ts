import { ROUTES, STOCK_FILE_TYPES } from '@sidestall/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { FailureException } from './failure.exception.ts';
import { flawOf } from './json-flaw.ts';

const JSON_TYPE = 'application/json';
/** What a product file may be sent as. */
export const FILE_TYPES = ['text/csv', 'application/csv', 'application/octet-stream'];
const TYPES_OF = new Map<string, readonly string[]>([
  [ROUTES.consoleImports, FILE_TYPES],
  [ROUTES.partnerStockFiles, STOCK_FILE_TYPES],
  [ROUTES.partnerPriceFiles, STOCK_FILE_TYPES],
]);

/** What holds for every request before its route looks at it: the method, the type of its body, its text and nesting. */
export function guardRequests(server: FastifyInstance): void {
  const addresses: { readonly pattern: RegExp; readonly method: string }[] = [];
  server.addHook('onRoute', ({ url, method }) => {
    const pattern = new RegExp(`^${url.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/:[^/]+/g, '[^/]+')}/?$`);
    for (const each of [method].flat()) addresses.push({ pattern, method: each });
  });
  server.addHook('onRequest', async (request, reply) => {
    if (request.is404) {
      const path = request.url.split('?')[0]!;
      const allowed = [...new Set(addresses.filter((it) => it.pattern.test(path)).map((it) => it.method))];
      if (allowed.length === 0) return;
      void reply.header('allow', allowed.join(', '));
      throw new FailureException({ code: 'REQUEST.METHOD_NOT_ALLOWED', detail: `Use ${allowed.join(', ')}` });
    }
    refuseOtherTypes(request);
  });
  server.addHook('preValidation', async (request) => {
    const { body } = request;
    const isFile = typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
    const flaw = flawOf(request.params) ?? flawOf(request.query) ?? flawOf(isFile ? null : body);
    if (!flaw) return;
    const detail = [flaw.path, flaw.message].filter(Boolean).join(': ');
    throw new FailureException({ code: 'REQUEST.INVALID', detail, fields: [flaw] });
  });
}

/** Files only where files are due, JSON everywhere else; forms nowhere, since another site may send one unasked. */
function refuseOtherTypes(request: FastifyRequest): void {
  const type = request.headers['content-type'];
  if (type === undefined || request.method === 'GET' || request.method === 'HEAD') return;
  const due = TYPES_OF.get(request.routeOptions.url ?? '') ?? [JSON_TYPE];
  if (due.includes(type.split(';')[0]!.trim().toLowerCase())) return;
  throw new FailureException({ code: 'REQUEST.UNSUPPORTED_MEDIA_TYPE', detail: `Send ${due.join(' or ')}` });
}
