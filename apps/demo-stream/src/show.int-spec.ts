import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Clock } from '@sidestall/kernel';
import { type House, startHouse } from '@sidestall/tooling/house';
import type { FastifyInstance } from 'fastify';
import { type Browser, chromium, type Page } from 'playwright-core';
import { readConfig } from './config.ts';
import { readLoop } from './loop.ts';
import type { ShowVideo } from './page/channel.ts';
import { showServer } from './show-server.ts';

const root = path.resolve(import.meta.dirname, '..');
const media = path.join(root, 'media');
const FLAGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** A busy machine paints and decodes slowly; the rules below hold all the same. */
const PATIENCE = 60_000;

let scratch: string;
let storefront: House;
let app: FastifyInstance;
let browser: Browser;
let address: string;
let loopMs: number;

/** Builds the page's script as the package's build does, into a folder of this test's own. */
async function buildSite(): Promise<void> {
  const resolve = createRequire(import.meta.url).resolve;
  const vite = path.join(path.dirname(resolve('vite/package.json')), 'bin/vite.js');
  await promisify(execFile)(process.execPath, [vite, 'build', '--outDir', scratch, '--logLevel', 'error'], {
    cwd: root,
  });
}

/** The machine's clock, moved so that the loop ends in a few seconds instead of whenever it happens to. */
async function shortlyBeforeLoopEnd(): Promise<Clock> {
  const loop = await readLoop(media);
  loopMs = loop.segments.reduce((sum, { duration }) => sum + Math.round(duration * 1_000), 0);
  const ahead = loopMs - 2_000 - (Date.now() % loopMs);
  return { now: () => new Date(Date.now() + ahead) };
}

beforeAll(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), 'sidestall-show-'));
  [storefront] = await Promise.all([
    // The stall is served as people get it; a database is not needed for that.
    startHouse({ only: ['storefront'], ports: 'auto', given: { DATABASE_URL: 'postgres://nobody@localhost/none' } }),
    buildSite(),
  ]);
  const { urls } = storefront;
  const config = readConfig({
    PUBLIC_STOREFRONT_URL: urls.storefront,
    PUBLIC_API_URL: urls.api,
    PUBLIC_LIVE_URL: urls.live,
    STRIPE_SANDBOX_URL: urls.stripeSandbox,
  });
  app = await showServer(config, { media, site: scratch }, await shortlyBeforeLoopEnd());
  await app.listen({ port: 0, host: '127.0.0.1' });
  address = `http://localhost:${(app.server.address() as { port: number }).port}`;
  browser = await chromium.launch({ executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium', args: FLAGS });
});

afterAll(async () => {
  await browser?.close();
  await app?.close();
  await storefront?.stop();
  await rm(scratch, { recursive: true, force: true });
});

/** Opens the page and writes down everything its policy forbade. */
async function openPage(): Promise<{ page: Page; violations: string[] }> {
  const violations: string[] = [];
  // A small window: painting a large picture without a graphics card is what takes the time.
  const page = await browser.newPage({ viewport: { width: 1024, height: 560 } });
  page.setDefaultTimeout(PATIENCE);
  await page.exposeFunction('tellViolation', (what: string) => violations.push(what));
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) => {
      const tell = (window as unknown as { tellViolation: (what: string) => Promise<void> }).tellViolation;
      void tell(`${violatedDirective} ${blockedURI} ${sourceFile}`);
    });
  });
  await page.goto(address);
  return { page, violations };
}

const playingDate = (page: Page) =>
  page.evaluate(() => document.querySelector<ShowVideo>('#player')?.hls?.playingDate?.getTime() ?? null);

describe('the channel over HTTP', () => {
  const get = (route: string) => fetch(`${address}${route}`);
  const headersOf = (answer: Response) => Object.fromEntries(answer.headers);

  it('is open to every page, fresh every second, and says what it is', async () => {
    const playlist = await get('/live/index.m3u8');
    expect(headersOf(playlist)).toMatchObject({
      'content-type': 'application/vnd.apple.mpegurl',
      'access-control-allow-origin': '*',
      'cache-control': 'public, max-age=1',
    });
    const file = (await playlist.text()).split('\n').find((line) => line !== '' && !line.startsWith('#'))!;
    const segment = await get(`/live/${file}`);
    expect(segment.status).toBe(200);
    expect(headersOf(segment)).toMatchObject({
      'content-type': 'video/mp2t',
      'access-control-allow-origin': '*',
      'cache-control': 'public, max-age=3600',
    });
    const bytes = new Uint8Array(await segment.arrayBuffer());
    // Every packet of a transport stream begins with this byte.
    expect([bytes[0], bytes[188]]).toEqual([0x47, 0x47]);
  });

  it('serves nothing that is not part of the channel', async () => {
    for (const name of ['loop.json', 'segment-999.ts', '..%2fpackage.json']) {
      expect((await get(`/live/${name}`)).status).toBe(404);
    }
  });

  it('answers whoever asks for its health', async () => {
    expect(await (await get('/health')).json()).toEqual({ status: 'ok' });
  });
});

describe('the page of the show', () => {
  it('plays on past the end of the loop, tells the moment of its picture, and breaks no rule of its policy', async () => {
    const { page, violations } = await openPage();
    await page.waitForFunction(() => document.querySelector<ShowVideo>('#player')?.hls?.playingDate != null);
    const loopEnd = Math.ceil((await playingDate(page))! / loopMs) * loopMs;
    await page.waitForFunction(
      (end) => (document.querySelector<ShowVideo>('#player')?.hls?.playingDate?.getTime() ?? 0) > end,
      loopEnd + 3_000,
    );
    expect(await page.evaluate(() => document.querySelector('video')?.error)).toBeNull();
    await page.waitForFunction(() => document.querySelector('side-stall')?.shadowRoot?.childElementCount);
    expect(violations).toEqual([]);
    await page.close();
  }, 180_000);

  it('lets a viewer pause, come back to live, and hear, by keyboard alone', async () => {
    const { page, violations } = await openPage();
    const video = page.locator('#player');
    const isPaused = () => video.evaluate((element: HTMLVideoElement) => element.paused);
    await page.locator('.stage[data-state="playing"]').waitFor();
    await page.getByRole('button', { name: 'Pause' }).press('Enter');
    await page.locator('.stage[data-state="paused"]').waitFor();
    expect(await isPaused()).toBe(true);
    await page.getByRole('button', { name: 'Watch live' }).press('Enter');
    await page.locator('.stage[data-state="playing"]').waitFor();
    await page.locator('.big[data-act="sound"]').press('Enter');
    await page.getByRole('button', { name: 'Turn off sound' }).waitFor();
    expect(await video.evaluate((element: HTMLVideoElement) => element.muted)).toBe(false);
    expect(violations).toEqual([]);
    await page.close();
  }, 180_000);
});
