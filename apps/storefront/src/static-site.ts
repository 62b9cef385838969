import { readFile } from 'node:fs/promises';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import fastify, { type FastifyInstance } from 'fastify';
import type { StorefrontConfig } from './config.ts';

const YEAR = 31_536_000;

/** The order page shows money and addresses: it runs our script, asks our API, and nothing else. */
function orderPagePolicy(apiUrl: string): string {
  const api = new URL(apiUrl).origin;
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    // Brands may keep their pictures anywhere.
    `img-src 'self' data: https: ${api}`,
    `connect-src 'self' ${api}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
}

/** Serves the widget to every origin, and the order page on its own. `dist` is the folder the build wrote. */
export async function staticSite(config: StorefrontConfig, dist: string): Promise<FastifyInstance> {
  const app = fastify({ logger: false });
  const orderPage = path.join(dist, 'orders/index.html');

  app.get('/health', () => ({ status: 'ok' }));

  app.get('/w/1/config.json', (_request, reply) =>
    reply
      .header('access-control-allow-origin', '*')
      .header('cache-control', 'public, max-age=60')
      .send({ apiUrl: config.apiUrl, liveUrl: config.liveUrl }),
  );

  await app.register(fastifyStatic, {
    root: path.join(dist, 'w'),
    prefix: '/w/',
    cacheControl: false,
    preCompressed: true,
    setHeaders(response, file) {
      response.setHeader('access-control-allow-origin', '*');
      response.setHeader('vary', 'accept-encoding');
      response.setHeader('cross-origin-resource-policy', 'cross-origin');
      response.setHeader('x-content-type-options', 'nosniff');
      // The loader's name never changes, so a browser asks each time whether its content has; a shared cache may wait.
      const isLoader = path.basename(path.dirname(file)) === '1';
      response.setHeader(
        'cache-control',
        isLoader ? 'public, max-age=0, s-maxage=300, must-revalidate' : `public, max-age=${YEAR}, immutable`,
      );
    },
  });

  app.get('/orders/*', async (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-cache')
      .header('content-security-policy', orderPagePolicy(config.apiUrl))
      .header('referrer-policy', 'no-referrer')
      .header('x-content-type-options', 'nosniff')
      .send(await readFile(orderPage)),
  );

  return app;
}
