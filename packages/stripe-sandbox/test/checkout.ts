import { chromium, type Browser, type FrameLocator, type Page } from 'playwright-core';
import type { Sandbox } from '../src/index.ts';
import { startSandbox } from './fidelity.ts';
import { openShop, type Shop } from './shop.ts';

/** A sandbox, a shop on another origin that sells through it, and a browser to buy with. */
export interface Mall {
  sandbox: Sandbox;
  shop: Shop;
  browser: Browser;
  openCheckout(query?: string): Promise<Checkout>;
  close(): Promise<void>;
}

export interface Checkout {
  page: Page;
  card: FrameLocator;
  address: FrameLocator;
  mail: FrameLocator;
  wallet: FrameLocator;
  complaints: string[];
  pay(): Promise<void>;
  status(): Promise<string | null>;
  /** What the elements told the page so far. */
  heard(): Promise<Heard[]>;
}

export type Heard = { name: string } & Record<string, unknown>;

export async function openMall(chromiumPath = '/usr/bin/chromium'): Promise<Mall> {
  const sandbox = await startSandbox({ port: 0 });
  const shop = await openShop(sandbox);
  const browser = await chromium.launch({
    executablePath: chromiumPath,
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
  return {
    sandbox,
    shop,
    browser,
    openCheckout: (query = '') => openCheckout(browser, shop.url + query),
    close: async () => {
      await browser.close();
      await shop.close();
      await sandbox.close();
    },
  };
}

async function openCheckout(browser: Browser, url: string): Promise<Checkout> {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !/status of (400|402|404)/.test(message.text()))
      complaints.push(message.text());
  });
  await page.goto(url);
  await page.waitForSelector('button[data-ready=true]');
  return {
    page,
    card: page.frameLocator('iframe[title="Secure payment input frame"]'),
    address: page.frameLocator('iframe[title="Secure address input frame"]'),
    mail: page.frameLocator('iframe[title="Secure email input frame"]'),
    wallet: page.frameLocator('iframe[title="Test wallet"]'),
    complaints,
    // By key, not by pointer: the fields above it may just be making room for a complaint.
    pay: () => page.getByRole('button', { name: 'Pay $49.00' }).press('Enter'),
    status: async () => {
      await page.waitForFunction(() => document.querySelector('output')?.textContent !== '');
      return page.locator('output').textContent();
    },
    heard: () => page.evaluate(() => (window as unknown as { heard: Heard[] }).heard),
  };
}
