import type { Answer, Call, Door } from '../http/call.ts';
import type { BrowserAssets } from './browser-assets.ts';

const SECURITY = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

const FRAMES: Record<string, { title: string; script: string }> = {
  '/elements/payment.html': { title: 'Secure payment input frame', script: '/elements/payment.js' },
  '/elements/express.html': { title: 'Express checkout frame', script: '/elements/express.js' },
  '/elements/address.html': { title: 'Secure address input frame', script: '/elements/address.js' },
  '/elements/link.html': { title: 'Secure email input frame', script: '/elements/link.js' },
  '/elements/wallet.html': { title: 'Test wallet', script: '/elements/wallet.js' },
};

export function html(body: string, more: Record<string, string> = {}): Answer {
  return { status: 200, headers: { ...SECURITY, 'content-type': 'text/html; charset=utf-8', ...more }, body };
}

/** A document that is nothing but its script: everything it shows is built there, on the sandbox's own origin. */
export function shell(title: string, script: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title></head><body><script src="${script}"></script></body></html>`;
}

/** Serves stripe.js, the frames that hold card fields, and the bank's challenge page. */
export function framesDoor(assets: BrowserAssets): Door {
  return async ({ method, url }: Call) => {
    if (method !== 'GET') return undefined;
    const script = await assets.script(url.pathname);
    if (script !== undefined) {
      const headers = {
        'content-type': 'text/javascript; charset=utf-8',
        'access-control-allow-origin': '*',
        'cross-origin-resource-policy': 'cross-origin',
        'cache-control': 'no-cache',
      };
      return { status: 200, headers, body: script };
    }
    const frame = FRAMES[url.pathname];
    if (frame) return html(shell(frame.title, frame.script));
    if (/^\/challenges\/[\w-]+$/.test(url.pathname))
      return html(shell('Confirm your payment', '/elements/challenge.js'));
    return undefined;
  };
}
