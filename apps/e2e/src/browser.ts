import { existsSync } from 'node:fs';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type FrameLocator,
  type Page,
  type Request,
} from 'playwright-core';

const CANDIDATES = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
const FLAGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--autoplay-policy=no-user-gesture-required',
];

/** The browser of the machine; `npm test` sees to it that there is one. */
export async function openBrowser(): Promise<Browser> {
  const executablePath =
    CANDIDATES.find((candidate) => candidate && existsSync(candidate)) ?? chromium.executablePath();
  return chromium.launch({ executablePath, args: FLAGS });
}

/** Everything a browser sent and complained about, for assertions on what must never happen. */
export class Watch {
  readonly requests: { readonly url: string; readonly body: string }[] = [];
  readonly troubles: string[] = [];

  on(context: BrowserContext): void {
    context.on('request', (request: Request) =>
      this.requests.push({ url: request.url(), body: request.postData() ?? '' }),
    );
    context.on('console', (message) => {
      if (message.type() === 'error' && !/status of (401|402|409|429)/.test(message.text()))
        this.troubles.push(message.text());
    });
    context.on('weberror', (error) => this.troubles.push(String(error.error())));
  }

  /** One page of a context that is not watched as a whole. */
  onPage(page: Page): void {
    page.on('console', (message) => {
      if (message.type() === 'error' && !/status of (401|402|409|429)/.test(message.text()))
        this.troubles.push(message.text());
    });
    page.on('pageerror', (error) => this.troubles.push(String(error)));
  }

  /** Requests that went anywhere but to that origin and carried the digits, however they were spaced or encoded. */
  carrying(digits: string, exceptOrigin: string): string[] {
    return this.requests
      .filter(({ url, body }) => !url.startsWith(exceptOrigin) && plain(`${url} ${body}`).includes(digits))
      .map(({ url }) => url);
  }
}

function plain(text: string): string {
  const decoded = text.replaceAll(/%[0-9a-f]{2}/gi, (code) => String.fromCharCode(Number.parseInt(code.slice(1), 16)));
  return decoded.replaceAll(/[\s+-]/g, '');
}

/** The card fields, which live in a frame of Stripe's (here the sandbox's) own origin. */
export const cardFrame = (page: Page): FrameLocator => page.frameLocator('iframe[src*="/elements/payment"]');

export async function fillCard(page: Page, number: string): Promise<void> {
  const frame = cardFrame(page);
  await frame.locator('#number').fill(number);
  await frame.locator('#expiry').fill('12 / 34');
  await frame.locator('#cvc').fill('123');
}

export async function fillAddress(page: Page, email: string): Promise<void> {
  await page.getByLabel('Email', { exact: true }).fill(email);
  await page.getByLabel('Country', { exact: true }).selectOption('DE');
  await page.getByLabel('Full name', { exact: true }).fill('Ana Lima');
  await page.getByLabel('Street and number', { exact: true }).fill('Lange Straße 1');
  await page.getByLabel('Postal code', { exact: true }).fill('04103');
  await page.getByLabel('City', { exact: true }).fill('Leipzig');
}
