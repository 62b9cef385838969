import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const ENTRIES = {
  '/stripe.js': 'stripe',
  '/elements/payment.js': 'payment-frame',
  '/elements/express.js': 'express-frame',
  '/elements/challenge.js': 'challenge-page',
  '/elements/wallet.js': 'wallet-page',
  '/dashboard.js': 'dashboard-page',
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
  const isSource = import.meta.url.endsWith('.ts');
  if (!isSource) return readFile(fileURLToPath(new URL(`./browser/${entry}.js`, import.meta.url)), 'utf8');
  const { bundleBrowserScript } = (await import(new URL('../../build/browser.mjs', import.meta.url).href)) as {
    bundleBrowserScript: (entry: string) => Promise<string>;
  };
  return bundleBrowserScript(entry);
}
