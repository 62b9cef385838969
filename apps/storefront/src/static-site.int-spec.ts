import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { readConfig } from './config.ts';
import { staticSite } from './static-site.ts';

interface Got {
  readonly statusCode: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

describe('the static server of the storefront', () => {
  let dist: string;
  let app: FastifyInstance;

  beforeAll(async () => {
    dist = await mkdtemp(path.join(tmpdir(), 'storefront-'));
    const files = {
      'w/1/loader.js': 'loader',
      'w/1/loader.js.gz': 'zipped',
      'w/1/manifest.json': '{}',
      'w/9.9.9/loader.js': 'loader',
      'w/9.9.9/core-abc.js': 'core',
      'orders/index.html': '<p>order</p>',
      'waitlist/index.html': '<p>place</p>',
      'checkout/index.html': '<p>pay</p>',
      'server.js': 'secret',
    };
    for (const [name, content] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(dist, name)), { recursive: true });
      await writeFile(path.join(dist, name), content);
    }
    app = await staticSite(readConfig({ PUBLIC_API_URL: 'https://api.example/', PUBLIC_LIVE_URL: '' }), dist);
    await app.listen({ port: 0, host: '127.0.0.1' });
  });
  afterAll(async () => {
    await app.close();
    await rm(dist, { recursive: true });
  });

  // Not fetch: it would tidy up the paths that must be refused.
  const get = (path: string, headers = {}) =>
    new Promise<Got>((resolve, reject) => {
      const { port } = app.server.address() as AddressInfo;
      request({ host: '127.0.0.1', port, path, headers }, (answer) => {
        let body = '';
        answer.on('data', (part: Buffer) => (body += part.toString()));
        answer.on('end', () => resolve({ statusCode: answer.statusCode ?? 0, headers: answer.headers, body }));
      })
        .on('error', reject)
        .end();
    });

  it('lets any page load the widget: a release is kept for a year, the floating channel for five minutes', async () => {
    for (const file of ['loader.js', 'manifest.json']) {
      const floating = await get(`/w/1/${file}`);
      expect(floating.headers['access-control-allow-origin']).toBe('*');
      expect(floating.headers['cache-control']).toBe('public, max-age=300');
    }
    for (const file of ['loader.js', 'core-abc.js']) {
      const fixed = await get(`/w/9.9.9/${file}`);
      expect(fixed.headers['access-control-allow-origin']).toBe('*');
      expect(fixed.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    }
    expect((await get('/w/9.9.9/core-abc.js')).body).toBe('core');
  });

  it('sends what was compressed at build time to browsers that take it', async () => {
    const loader = await get('/w/1/loader.js', { 'accept-encoding': 'gzip' });
    expect(loader.headers['content-encoding']).toBe('gzip');
    expect(loader.headers['content-type']).toMatch(/javascript/);
    expect(loader.headers['vary']).toMatch(/accept-encoding/i);
  });

  it('tells the widget where the shop is', async () => {
    for (const release of ['1', '9.9.9']) {
      const config = await get(`/w/${release}/config.json`);
      expect(JSON.parse(config.body)).toEqual({ apiUrl: 'https://api.example', liveUrl: null });
      // A shop may move; the release that asks may not change.
      expect(config.headers['cache-control']).toBe('public, max-age=60');
    }
  });

  it('shows the order page under any order, with a policy that lets nothing else in', async () => {
    const page = await get('/orders/ord_1');
    expect(page.body).toBe('<p>order</p>');
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("connect-src 'self' https://api.example");
    expect(policy).not.toContain('unsafe');
    expect(page.headers['referrer-policy']).toBe('no-referrer');
  });

  it.each([
    ['a place on the waitlist', '/waitlist/wle_1', '<p>place</p>'],
    ['the checkout of a show', '/checkout/table-talk?locale=de', '<p>pay</p>'],
  ])('shows %s with a policy that lets a checkout in, and no script of anybody else', async (_what, url, body) => {
    const page = await get(url);
    expect(page.body).toBe(body);
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toContain("script-src 'self' https://js.stripe.com;");
    expect(policy).toContain("connect-src 'self' https://api.example https://api.stripe.com;");
    expect(policy).toContain('frame-src https://js.stripe.com https://hooks.stripe.com;');
    expect(policy).not.toContain('unsafe');
    expect(page.headers['referrer-policy']).toBe('no-referrer');
  });

  it.each(['/', '/server.js', '/w/../server.js', '/w/%2e%2e/server.js', '/w/1/', '/w/nothing.js', '/anything'])(
    'has nothing at %s',
    async (url) => {
      const answer = await get(url);
      expect(answer.statusCode).toBeGreaterThanOrEqual(400);
      expect(answer.body).not.toContain('secret');
    },
  );

  it('names the variable that is wrong and never its value', () => {
    expect(() => readConfig({ PUBLIC_API_URL: 'ftp://hidden' })).toThrow(/PUBLIC_API_URL/);
    expect(() => readConfig({ PUBLIC_API_URL: 'ftp://hidden' })).not.toThrow(/hidden/);
  });
});
