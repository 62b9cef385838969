import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { Clock } from '@sidestall/kernel';
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import type { DemoStreamConfig } from './config.ts';
import { contentSecurityPolicy } from './content-security-policy.ts';
import { livePlaylist, recordedPlaylist } from './live-playlist.ts';
import { readLoop } from './loop.ts';
import { playgroundPage } from './playground-page.ts';
import { replayPage } from './replay-page.ts';
import { showPage } from './show-page.ts';

/** The folders a demo stream serves from. */
export interface ShowFolders {
  /** The loop, its segments and the poster. */
  readonly media: string;
  /** The page's built script and styles. */
  readonly site: string;
}

/** Serves the live channel to every origin, and the page of the show. */
export async function showServer(
  config: DemoStreamConfig,
  folders: ShowFolders,
  clock: Clock,
): Promise<FastifyInstance> {
  const loop = await readLoop(folders.media);
  const files = new Set(loop.segments.map(({ file }) => file));
  const policy = contentSecurityPolicy(config);
  const app = fastify({ logger: false });

  app.addHook('onRequest', async (_request, reply) => {
    void reply.header('x-content-type-options', 'nosniff').header('referrer-policy', 'strict-origin-when-cross-origin');
  });

  for (const [address, page] of [
    ['/', showPage(config)],
    ['/playground', playgroundPage(config)],
    ['/replay', replayPage(config)],
  ] as const) {
    app.get(address, (_request, reply) =>
      reply
        .header('content-security-policy', policy)
        .header('cache-control', 'no-cache')
        .type('text/html; charset=utf-8')
        .send(page),
    );
  }

  const health = () => ({ status: 'ok' });
  app.get('/health', health);
  app.get('/health/live', health);
  app.get('/health/ready', health);

  app.get('/live/index.m3u8', (_request, reply) =>
    openToAll(reply)
      // Only a second: the next segment changes it.
      .header('cache-control', 'public, max-age=1')
      .type('application/vnd.apple.mpegurl')
      .send(livePlaylist(loop, clock.now())),
  );

  app.get<{ Querystring: { from?: string; to?: string } }>('/live/recording.m3u8', (request, reply) => {
    const [from, to] = [new Date(request.query.from ?? ''), new Date(request.query.to ?? '')];
    if (!(from.getTime() >= 0 && from < to)) {
      return openToAll(reply).code(400).type('text/plain').send('Name two instants: from, and to after it');
    }
    return openToAll(reply)
      .header('cache-control', 'public, max-age=3600')
      .type('application/vnd.apple.mpegurl')
      .send(recordedPlaylist(loop, from, to));
  });

  // The channel's own route: by its ending a segment looks like a program text to whoever guesses types.
  await app.register(fastifyStatic, { root: folders.site, prefix: '/assets/', index: false, cacheControl: false });
  app.get<{ Params: { file: string } }>('/live/:file', (request, reply) => {
    const { file } = request.params;
    if (!files.has(file)) return openToAll(reply).code(404).type('text/plain').send('Not part of the channel');
    return openToAll(reply)
      .type('video/mp2t')
      .header('cache-control', 'public, max-age=3600')
      .sendFile(file, folders.media, { contentType: false, cacheControl: false });
  });
  app.get('/poster.jpg', (_request, reply) =>
    reply
      .header('cache-control', 'public, max-age=3600')
      .sendFile('poster.jpg', folders.media, { cacheControl: false }),
  );

  return app;
}

/** Any page may play the channel. */
function openToAll(reply: FastifyReply): FastifyReply {
  return reply
    .header('access-control-allow-origin', '*')
    .header('cross-origin-resource-policy', 'cross-origin')
    .header('timing-allow-origin', '*');
}

/** The folders of this package, seen from src/ in development and from dist/ once built. */
export function ownFolders(here: string): ShowFolders {
  const root = path.resolve(here, '..');
  return { media: path.join(root, 'media'), site: path.join(root, 'dist/site') };
}
