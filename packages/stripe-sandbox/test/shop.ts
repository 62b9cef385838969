import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import Stripe from 'stripe';
import type { Sandbox } from '../src/index.ts';
import { bundleScript } from '../src/pages/browser-assets.ts';

export interface Shop {
  url: string;
  /** Every request the shop's own origin received: method, path, headers and body. */
  received: string[];
  close(): Promise<void>;
}

export function clientOf(sandbox: Sandbox): Stripe {
  return new Stripe(sandbox.secretKey, {
    host: '127.0.0.1',
    port: sandbox.port,
    protocol: 'http',
    telemetry: false,
    maxNetworkRetries: 0,
  });
}

/** A shop on its own origin (`localhost`, while the sandbox is on 127.0.0.1) that charges through the real server SDK. */
export async function openShop(sandbox: Sandbox): Promise<Shop> {
  const script = await bundleScript(fileURLToPath(new URL('./checkout-page.tsx', import.meta.url)));
  const stripe = clientOf(sandbox);
  const received: string[] = [];
  const policy = `default-src 'self'; script-src 'self' ${sandbox.url}; frame-src ${sandbox.url}; connect-src 'self' ${sandbox.url}; style-src 'self'; require-trusted-types-for 'script'`;
  const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Shop</title><link rel="stylesheet" href="/shop.css"><script src="${sandbox.url}/stripe.js"></script></head><body><main id="root"></main><script defer src="/shop.js"></script></body></html>`;
  const style =
    'body{margin:0;padding:16px;font-family:system-ui}main{max-width:480px;margin:auto}form{display:grid;gap:16px}button{padding:12px;font:inherit}';
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      received.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)} ${body}`);
      const send = (type: string, text: string, more = {}): void => {
        response.writeHead(200, { 'content-type': type, ...more });
        response.end(text);
      };
      if (request.url === '/shop.js') return send('text/javascript', script);
      if (request.url === '/shop.css') return send('text/css', style);
      if (request.url === '/intent') {
        const made = stripe.paymentIntents.create({ amount: 4900, currency: 'usd', capture_method: 'manual' });
        void made.then(({ client_secret }) =>
          send('application/json', JSON.stringify({ clientSecret: client_secret })),
        );
        return;
      }
      if (request.url !== '/pay') return send('text/html', page, { 'content-security-policy': policy });
      void pay(stripe, (JSON.parse(body) as { token: string }).token).then((order) =>
        send('application/json', JSON.stringify(order)),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    received,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function pay(stripe: Stripe, token: string): Promise<object> {
  try {
    const intent = await stripe.paymentIntents.create({
      amount: 4900,
      currency: 'usd',
      capture_method: 'manual',
      confirm: true,
      confirmation_token: token,
      automatic_payment_methods: { enabled: true },
      metadata: { order: 'ord_1' },
    });
    return { status: intent.status, clientSecret: intent.client_secret };
  } catch (error) {
    if (error instanceof Stripe.errors.StripeCardError)
      return { status: 'failed', decline: error.decline_code ?? error.code };
    throw error;
  }
}
