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

/** A page with a checkout needs Stripe beside our own: that of a place on the waitlist, and the one that only pays. */
function payingPagePolicy({ apiUrl, liveUrl, stripeJsUrl }: StorefrontConfig): string {
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

/** Serves the widget to every origin, and the pages of orders, of places on the waitlist and of the checkout on its own. `dist` is the folder the build wrote. */
export async function staticSite(config: StorefrontConfig, dist: string): Promise<FastifyInstance> {
  const app = fastify({ logger: false });

  app.get('/health', () => ({ status: 'ok' }));

  // Every release asks beside its loader where the shop is: that may change, the release may not.
  app.get('/w/:release/config.json', (_request, reply) =>
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
      // A release never changes; the channel's two files do, and whoever wants the newest waits no longer than this.
      const isChannel = path.basename(path.dirname(file)) === '1';
      response.setHeader(
        'cache-control',
        isChannel ? `public, max-age=${config.channelSeconds}` : `public, max-age=${YEAR}, immutable`,
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
  page('/waitlist/*', path.join(dist, 'waitlist/index.html'), payingPagePolicy(config));
  page('/checkout/*', path.join(dist, 'checkout/index.html'), payingPagePolicy(config));

  return app;
}
