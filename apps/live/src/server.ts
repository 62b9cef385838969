import type { LiveReader } from '@sidestall/engine/live';
import { parseEventPlace } from '@sidestall/streams';
import Fastify, { LogController, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { Hub } from './hub.ts';
import type { Show } from './show.ts';
import { Viewer } from './viewer.ts';

export interface LiveServerOptions {
  readonly reader: LiveReader;
  readonly hub: Hub;
  readonly maxViewers: number;
  readonly logLevel: string;
  /** A number in [0, 1): spreads the moments at which browsers come back. */
  random(): number;
}

interface EventsRequest {
  Params: { id: string };
  Querystring: { lastEventId?: string };
}

const STREAM_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
  'access-control-allow-origin': '*',
};
const MIN_RETRY_MS = 1_000;
const MAX_RETRY_MS = 5_000;

/** The HTTP face of the live process: the event streams, and whether it is well. */
export function liveServer({ reader, hub, maxViewers, logLevel, random }: LiveServerOptions): FastifyInstance {
  const app = Fastify({
    logger: logLevel === 'silent' ? false : { level: logLevel, base: { name: 'live' } },
    logController: new LogController({ disableRequestLogging: true }),
    exposeHeadRoutes: false,
    bodyLimit: 1_024,
    forceCloseConnections: 'idle',
  });
  let viewers = 0;

  app.get<EventsRequest>('/v1/streams/:id/events', async (request, reply) => {
    if (viewers >= maxViewers) {
      void reply.header('retry-after', String(1 + Math.floor(random() * 5)));
      return problem(request, reply, 503, 'PLATFORM.UNAVAILABLE', 'The service is not ready; try again shortly');
    }
    const show = request.params.id.length > 100 ? null : await hub.open(request.params.id);
    if (!show) return problem(request, reply, 404, 'STREAMS.STREAM_NOT_FOUND', 'This stream does not exist');
    viewers += 1;
    reply.raw.once('close', () => {
      viewers -= 1;
    });
    await attach(show, request, reply, random);
    return reply;
  });

  app.options('/v1/streams/:id/events', (_request, reply) =>
    reply
      .headers({
        'access-control-allow-origin': '*',
        'access-control-allow-methods': 'GET',
        'access-control-allow-headers': 'Last-Event-ID, Cache-Control',
        'access-control-max-age': '86400',
      })
      .code(204)
      .send(),
  );

  app.get('/health/live', () => ({ status: 'ok' }));
  app.get('/health/ready', (_request, reply) =>
    reply
      .code(reader.isListening ? 200 : 503)
      .send({ status: reader.isListening ? 'ok' : 'unavailable', checks: { database: reader.isListening }, viewers }),
  );

  app.setNotFoundHandler((request, reply) =>
    problem(request, reply, 404, 'REQUEST.NOT_FOUND', 'There is nothing at this address'),
  );
  app.setErrorHandler((error: Error, request, reply) => {
    request.log.error({ err: error }, 'A request failed');
    return problem(request, reply, 503, 'PLATFORM.UNAVAILABLE', 'The service is not ready; try again shortly');
  });
  return app;
}

/** Takes the socket over from the framework and gives it to the show. */
async function attach(
  show: Show,
  request: FastifyRequest<EventsRequest>,
  reply: FastifyReply,
  random: () => number,
): Promise<void> {
  const { raw } = reply;
  const { socket } = raw;
  if (!socket || socket.destroyed) return;
  reply.hijack();
  const isChunked = request.raw.httpVersionMinor >= 1;
  raw.shouldKeepAlive = false;
  raw.writeHead(200, isChunked ? { ...STREAM_HEADERS, 'transfer-encoding': 'chunked' } : STREAM_HEADERS);
  raw.flushHeaders();
  socket.setTimeout(0);
  socket.setNoDelay(true);
  const viewer = new Viewer(socket, isChunked, (drained) => drained.send(show.snapshotFrame(), Date.now()));
  // The response's close, not the request's: the latter fires as soon as the request is read.
  raw.once('close', () => show.viewers.delete(viewer));
  const place = parseEventPlace(String(request.headers['last-event-id'] ?? request.query.lastEventId ?? ''));
  const retry = Math.round(MIN_RETRY_MS + random() * (MAX_RETRY_MS - MIN_RETRY_MS));
  await show.join(viewer, place, `retry: ${retry}\n\n`);
  if (socket.destroyed) show.viewers.delete(viewer);
}

function problem(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  code: string,
  title: string,
): FastifyReply {
  return reply
    .code(status)
    .header('access-control-allow-origin', '*')
    .type('application/problem+json')
    .send({ type: 'about:blank', title, status, code, instance: request.url.split('?')[0], requestId: request.id });
}
