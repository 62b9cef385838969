import { readFile } from 'node:fs/promises';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import Fastify, { LogController, type FastifyInstance, type FastifyReply } from 'fastify';
import type { ConsoleConfig } from './config.ts';

/** Serves the built console. Every address of the app is the same page; files that are not there are a plain 404. */
export async function siteServer(config: ConsoleConfig, siteDir: string): Promise<FastifyInstance> {
  const app = Fastify({
    logger: config.logLevel === 'silent' ? false : { level: config.logLevel, base: { name: 'console' } },
    logController: new LogController({ disableRequestLogging: true }),
  });
  const page = await readFile(path.join(siteDir, 'index.html'));
  const securityPolicy = [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self' data: https: ${config.apiUrl}`,
    `connect-src 'self' ${config.apiUrl} ${config.liveUrl}`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ');
  const sendPage = (reply: FastifyReply) =>
    reply
      .header('content-security-policy', securityPolicy)
      .header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(page);

  app.addHook('onRequest', async (_request, reply) => {
    void reply.header('x-content-type-options', 'nosniff').header('referrer-policy', 'no-referrer');
  });
  await app.register(fastifyStatic, {
    root: path.join(siteDir, 'assets'),
    prefix: '/assets/',
    immutable: true,
    maxAge: '1y',
    index: false,
  });
  app.get('/config.json', (_request, reply) =>
    reply.header('cache-control', 'no-cache').send({ apiUrl: config.apiUrl, liveUrl: config.liveUrl }),
  );
  app.get('/icon.svg', (_request, reply) => reply.sendFile('icon.svg', siteDir, { maxAge: '1d', immutable: false }));
  const health = () => ({ status: 'ok' });
  app.get('/health', health);
  app.get('/health/live', health);
  app.get('/health/ready', health);
  app.setNotFoundHandler((request, reply) => {
    const isPage = request.method === 'GET' && !/\.\w+$/.test(request.url.split('?')[0]!);
    return isPage ? sendPage(reply) : reply.code(404).type('text/plain').send('Not found');
  });
  return app;
}
