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

/** The page of a place on the waitlist opens a checkout, which needs Stripe beside our own. */
function waitlistPagePolicy({ apiUrl, liveUrl, stripeJsUrl }: StorefrontConfig): string {
  const api = new URL(apiUrl).origin;
  const stripe = new URL(stripeJsUrl).origin;
  const isStripe = stripe === 'https://js.stripe.com';
  const origins = (...all: (string | null)[]) => [...new Set(all.filter((each) => each !== null))].join(' ');
  return [
    "default-src 'none'",
    `script-src 'self' ${stripe}`,
    "style-src 'self'",
    `img-src 'self' data: https: ${api}`,
    `connect-src 'self' ${origins(api, liveUrl && new URL(liveUrl).origin, isStripe ? 'https://api.stripe.com' : stripe)}`,
    `frame-src ${origins(stripe, isStripe ? 'https://hooks.stripe.com' : null)}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Serves the widget to every origin, and the pages of orders and of places on the waitlist on its own. `dist` is the folder the build wrote. */
export async function staticSite(config: StorefrontConfig, dist: string): Promise<FastifyInstance> {
  const app = fastify({ logger: false });

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

  const page = (address: string, file: string, policy: string) =>
    app.get(address, async (_request, reply) =>
      reply
        .type('text/html; charset=utf-8')
        .header('cache-control', 'no-cache')
        .header('content-security-policy', policy)
        .header('referrer-policy', 'no-referrer')
        .header('x-content-type-options', 'nosniff')
        .send(await readFile(file)),
    );
  page('/orders/*', path.join(dist, 'orders/index.html'), orderPagePolicy(config.apiUrl));
  page('/waitlist/*', path.join(dist, 'waitlist/index.html'), waitlistPagePolicy(config));

  return app;
}
