import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ENTRIES = {
  '/stripe.js': 'stripe',
  '/elements/payment.js': 'payment-frame',
  '/elements/express.js': 'express-frame',
  '/elements/address.js': 'address-frame',
  '/elements/link.js': 'link-frame',
  '/elements/challenge.js': 'challenge-page',
  '/elements/wallet.js': 'wallet-page',
  '/dashboard.js': 'dashboard-page',
  '/onboarding.js': 'onboarding-page',
} as const;

/** The scripts a browser loads, by path. From source they are bundled on first use, so that development never serves a stale build. */
export class BrowserAssets {
  readonly #scripts = new Map<string, Promise<string>>();

  async script(path: string): Promise<string | undefined> {
    const entry = (ENTRIES as Record<string, string>)[path];
    if (!entry) return undefined;
    let script = this.#scripts.get(entry);
    if (!script) this.#scripts.set(entry, (script = load(entry)));
    return script;
  }
}

async function load(entry: string): Promise<string> {
  const isBuilt = import.meta.url.endsWith('.js');
  if (isBuilt) return readFile(fileURLToPath(new URL(`./browser/${entry}.js`, import.meta.url)), 'utf8');
  return bundleScript(fileURLToPath(new URL(`../browser/${entry}.entry.ts`, import.meta.url)));
}

/** Bundles one TypeScript file for a browser, in a process of its own. */
export async function bundleScript(file: string): Promise<string> {
  const bundler = fileURLToPath(new URL('../../build/browser.mjs', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [bundler, file], {
    maxBuffer: 32 * 1024 * 1024,
    env: {},
  });
  return stdout;
}
