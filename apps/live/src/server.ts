import type { LiveReader } from '@sidestall/engine/live';
import { parseEventPlace } from '@sidestall/streams';
import Fastify, { LogController, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Door, Refusal } from './door.ts';
import type { Hub } from './hub.ts';
import type { LiveMetrics } from './live-metrics.ts';
import type { Show } from './show.ts';
import { Viewer } from './viewer.ts';

export interface LiveServerOptions {
  readonly reader: LiveReader;
  readonly hub: Hub;
  readonly door: Door;
  readonly metrics: LiveMetrics;
  /** Whose word on where a viewer comes from is believed, as addresses or networks. */
  readonly trustedProxies: readonly string[];
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

const REFUSALS: Readonly<Record<Refusal, readonly [status: number, code: string, title: string]>> = {
  full: [503, 'PLATFORM.UNAVAILABLE', 'The service is not ready; try again shortly'],
  draining: [503, 'PLATFORM.UNAVAILABLE', 'The service is not ready; try again shortly'],
  hasty: [503, 'PLATFORM.UNAVAILABLE', 'The service is not ready; try again shortly'],
  crowded: [429, 'REQUEST.RATE_LIMITED', 'Too many requests; try again shortly'],
};
const SAY_AGAIN_MS = 60_000;

/** The HTTP face of the live process: the event streams, whether it is well, and what it counts. */
export function liveServer(options: LiveServerOptions): FastifyInstance {
  const { reader, hub, door, metrics, trustedProxies, logLevel, random } = options;
  const app = Fastify({
    logger: logLevel === 'silent' ? false : { level: logLevel, base: { name: 'live' } },
    logController: new LogController({ disableRequestLogging: true }),
    exposeHeadRoutes: false,
    bodyLimit: 1_024,
    forceCloseConnections: 'idle',
    // Also while it closes we say ourselves that it goes, and when to come back.
    return503OnClosing: false,
    ...(trustedProxies.length > 0 && { trustProxy: [...trustedProxies] }),
  });
  let saidCrowdedAt = -SAY_AGAIN_MS;
  const refuse = (request: FastifyRequest, reply: FastifyReply, why: Refusal): FastifyReply => {
    metrics.refused(why);
    if (why === 'crowded' && performance.now() - saidCrowdedAt >= SAY_AGAIN_MS) {
      saidCrowdedAt = performance.now();
      const advice =
        'An address has as many viewers as LIVE_MAX_PER_ADDRESS; if it is a proxy, name it in LIVE_TRUSTED_PROXIES';
      request.log.warn({ address: request.ip }, advice);
    }
    void reply.header('retry-after', String(1 + Math.floor(random() * 5)));
    return problem(request, reply, ...REFUSALS[why]);
  };

  app.get<EventsRequest>('/v1/streams/:id/events', async (request, reply) => {
    // Counted before anything is waited for: who leaves meanwhile has left, and a burst does not slip past the limits.
    const address = request.ip;
    const refusal = door.enter(address);
    if (refusal) return refuse(request, reply, refusal);
    reply.raw.once('close', () => door.leave(address));
    const show = request.params.id.length > 100 ? null : await hub.open(request.params.id);
    if (!show) return problem(request, reply, 404, 'STREAMS.STREAM_NOT_FOUND', 'This stream does not exist');
    await attach(show, request, reply, options);
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
  app.get('/health/ready', (_request, reply) => {
    const { isDraining, viewers } = door;
    const isReady = reader.isListening && !isDraining;
    const checks = { database: reader.isListening, draining: isDraining };
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? 'ok' : 'unavailable', checks, viewers });
  });
  app.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()));

  app.setNotFoundHandler((request, reply) =>
    problem(request, reply, 404, 'REQUEST.NOT_FOUND', 'There is nothing at this address'),
  );
  app.setErrorHandler((error: Error, request, reply) => {
    request.log.error({ err: error }, 'A request failed');
    return problem(request, reply, 503, 'PLATFORM.UNAVAILABLE', 'The service is not ready; try again shortly');
  });
  return app;
}

const IGNORED = (): void => undefined;

/** Takes the socket over from the framework and gives it to the show. */
async function attach(
  show: Show,
  request: FastifyRequest<EventsRequest>,
  reply: FastifyReply,
  { random, metrics }: LiveServerOptions,
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
  const viewer = new Viewer(socket, isChunked, (drained) => {
    metrics.fellBehind();
    drained.send(show.snapshotFrame(), Date.now());
  });
  // The response's close, not the request's: the latter fires as soon as the request is read.
  // The framework would keep its request and reply until the viewer leaves, hours later, to write a line of the log.
  raw.removeAllListeners('finish').removeAllListeners('error').on('error', IGNORED);
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
