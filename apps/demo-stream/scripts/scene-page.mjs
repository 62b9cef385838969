import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from 'playwright-core';

const TYPES = { '.html': 'text/html', '.js': 'text/javascript' };
const ORIGIN = 'http://scene.invalid';

/** Opens the scene in Chromium without a server: modules do not load from file URLs. */
export async function openScene(executablePath) {
  const browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
  const page = await browser.newPage({ viewport: { width: 960, height: 540 } });
  page.on('pageerror', (error) => console.error(error));
  await page.route(`${ORIGIN}/**`, async (route) => {
    const name = path.basename(new URL(route.request().url()).pathname);
    const body = await readFile(path.join(import.meta.dirname, name)).catch(() => undefined);
    await route.fulfill(body ? { body, contentType: TYPES[path.extname(name)] } : { status: 404, body: '' });
  });
  await page.goto(`${ORIGIN}/scene.html?still`, { waitUntil: 'load' });
  await page.waitForFunction(() => 'paintScene' in globalThis);
  const frame = async (t, type = 'image/jpeg', quality = 0.95) => {
    const encoded = await page.evaluate(
      ([second, format, grade]) => {
        globalThis.paintScene(second);
        return document.querySelector('canvas').toDataURL(format, grade).split(',')[1];
      },
      [t, type, quality],
    );
    return Buffer.from(encoded, 'base64');
  };
  return { frame, close: () => browser.close() };
}
