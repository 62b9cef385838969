import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { newId } from '@sidestall/kernel';
import type { ProductPage, SnapshotFrame, StreamView } from '@sidestall/contracts';

const DIST = fileURLToPath(new URL('../../storefront/dist/', import.meta.url));
const BUY_BUTTON = fileURLToPath(import.meta.resolve('@shopify/buy-button-js/dist/buybutton.min.js'));
/** Buy Button asks a shop of this name; the page answers for it at once. */
const DOMAIN = 'shop.example';
const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
};
/** The same picture for both; Buy Button writes sizes into its name. */
const PICTURE = 'https://pictures.example/cups.svg';
const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"><rect width="400" height="400" fill="#b85"/></svg>';
const told = (value: unknown, origin: string): string =>
  JSON.stringify(value).replaceAll(new URL(PICTURE).origin, origin);

export type Embed = 'none' | 'ours' | 'buy-button';

const brand = { id: newId('brd'), slug: 'clay', name: 'Clay', accent: '#9a3d1c' };
const view = (origin: string): StreamView => ({
  id: newId('str'),
  slug: 'show',
  title: 'A show',
  hostName: 'Mara',
  status: 'live',
  endedAt: null,
  recordingStartsAt: null,
  startedAt: new Date().toISOString(),
  currency: 'EUR',
  brands: [brand] as StreamView['brands'],
  liveUrl: `${origin}/events`,
  orderPageUrl: `${origin}/orders/`,
  checkout: { publishableKey: 'pk_test_x', stripeJsUrl: `${origin}/stripe.js`, isTestMoney: true, countries: ['DE'] },
});
const snapshot = (): SnapshotFrame => ({
  serverTime: new Date().toISOString(),
  snapshot: {
    streamId: newId('str'),
    epoch: 'e',
    seq: 1,
    status: 'live',
    earlier: [],
    drops: [],
    pins: [
      {
        pinId: newId('pin'),
        pinnedAt: new Date().toISOString(),
        mediaTime: null,
        listing: {
          listingId: newId('lst'),
          productId: newId('prd'),
          variantId: newId('var'),
          title: 'Espresso Cup Pair',
          variantTitle: null,
          imageUrl: PICTURE,
          imageAlt: '',
          brand: brand as StreamView['brands'][number],
          price: { amount: 2_600, currency: 'EUR' },
          compareAtPrice: null,
          available: 12,
        },
      },
    ],
  },
});

/** What Shopify's storefront API would say of the same cups. */
const SHOPIFY_PRODUCT = {
  data: {
    node: {
      __typename: 'Product',
      id: 'gid://shopify/Product/1',
      availableForSale: true,
      createdAt: '2026-01-01T00:00:00Z',
      updatedAt: '2026-01-01T00:00:00Z',
      publishedAt: '2026-01-01T00:00:00Z',
      descriptionHtml: '<p>Two cups.</p>',
      description: 'Two cups.',
      handle: 'cups',
      productType: 'Cups',
      title: 'Espresso Cup Pair',
      vendor: 'Clay',
      onlineStoreUrl: null,
      options: [{ id: 'gid://shopify/ProductOption/1', name: 'Title', values: ['Default Title'] }],
      images: {
        pageInfo: { hasNextPage: false, hasPreviousPage: false },
        edges: [
          {
            cursor: 'a',
            node: {
              id: 'gid://shopify/ProductImage/1',
              src: PICTURE,

              altText: null,
              width: 400,
              height: 400,
            },
          },
        ],
      },
      variants: {
        pageInfo: { hasNextPage: false, hasPreviousPage: false },
        edges: [
          {
            cursor: 'a',
            node: {
              id: 'gid://shopify/ProductVariant/1',
              title: 'Default Title',
              price: { amount: '26.0', currencyCode: 'EUR' },
              priceV2: { amount: '26.0', currencyCode: 'EUR' },
              compareAtPrice: null,
              compareAtPriceV2: null,
              weight: 1,
              available: true,
              sku: 'CUP',
              image: {
                id: 'gid://shopify/ProductImage/1',
                src: PICTURE,

                altText: null,
                width: 400,
                height: 400,
              },
              selectedOptions: [{ name: 'Title', value: 'Default Title' }],
              unitPrice: null,
              unitPriceMeasurement: {
                measuredType: null,
                quantityUnit: null,
                quantityValue: 0,
                referenceUnit: null,
                referenceValue: 0,
              },
            },
          },
        ],
      },
    },
  },
};

/** The pages to compare and all they ask for, on two origins as in life: the host's and the shop's. */
export class WidgetShop {
  private constructor(
    private readonly host: Server,
    private readonly shop: Server,
  ) {}

  static async open(): Promise<WidgetShop> {
    const buyButton = gzipSync(await readFile(BUY_BUTTON), { level: 9 });
    const shop = createServer((request, response) => void answerShop(request, response, buyButton));
    await listen(shop);
    const origin = originOf(shop);
    const host = createServer((request, response) => answerHost(request, response, origin));
    await listen(host);
    return new WidgetShop(host, shop);
  }

  page(embed: Embed): string {
    return `${originOf(this.host)}/${embed}`;
  }

  async close(): Promise<void> {
    for (const server of [this.host, this.shop]) {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    }
  }
}

const listen = (server: Server) =>
  new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
const originOf = (server: Server) => `http://localhost:${(server.address() as AddressInfo).port}`;

async function answerShop(request: IncomingMessage, response: ServerResponse, buyButton: Buffer): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://x');
  const origin = `http://${request.headers.host}`;
  response.setHeader('access-control-allow-origin', '*');
  response.setHeader('timing-allow-origin', '*');
  const json = (value: unknown) => response.setHeader('content-type', 'application/json').end(told(value, origin));
  if (pathname === '/buybutton.js') {
    response.setHeader('content-type', TYPES['.js']!).setHeader('content-encoding', 'gzip').end(buyButton);
  } else if (/^\/w\/[^/]+\/config\.json$/.test(pathname)) {
    json({ apiUrl: origin, liveUrl: null });
  } else if (pathname === '/v1/streams/show') {
    json(view(origin));
  } else if (pathname === '/events') {
    response.setHeader('content-type', 'text/event-stream');
    response.write(`event: snapshot\nid: e.1\ndata: ${told(snapshot(), origin)}\n\n`);
  } else if (/^\/cups.*\.svg$/.test(pathname)) {
    response.setHeader('content-type', 'image/svg+xml').end(SVG);
  } else if (pathname === '/v1/drops') {
    json({ drops: [], serverTime: new Date().toISOString() });
  } else if (pathname === '/v1/products') {
    json({ products: [], nextCursor: null } satisfies Partial<ProductPage>);
  } else if (pathname.startsWith('/w/') && !pathname.includes('..')) {
    try {
      const body = await readFile(path.join(DIST, `${pathname}.gz`));
      response.setHeader('content-type', TYPES[path.extname(pathname)] ?? 'text/plain');
      response.setHeader('content-encoding', 'gzip').end(body);
    } catch {
      response.writeHead(404).end();
    }
  } else {
    response.writeHead(404).end('{}');
  }
}

function answerHost(request: IncomingMessage, response: ServerResponse, shop: string): void {
  const { pathname } = new URL(request.url ?? '/', 'http://x');
  const policy = `script-src 'self' ${shop}; style-src 'self'; require-trusted-types-for 'script'`;
  response.setHeader('content-security-policy-report-only', policy);
  if (pathname === '/start.js') {
    // What Shopify hands out to embed, without the part that fetches the script.
    response.setHeader('content-type', TYPES['.js']!).end(`
      const answered = ${JSON.stringify(told(SHOPIFY_PRODUCT, shop))};
      const ask = window.fetch.bind(window);
      window.fetch = (what, how) => String(what?.url ?? what).includes('${DOMAIN}')
        ? Promise.resolve(new Response(answered, { headers: { 'content-type': 'application/json' } }))
        : ask(what, how);
      const client = ShopifyBuy.buildClient({ domain: '${DOMAIN}', storefrontAccessToken: 'x' });
      ShopifyBuy.UI.init(client).createComponent('product', { id: '1', node: document.getElementById('shop') });`);
    return;
  }
  if (pathname === '/page.css') {
    response.setHeader('content-type', TYPES['.css']!).end(`
      body { margin: 0; font: 16px sans-serif } h1 { margin: 0; height: 420px; font-size: 64px; background: #ddd }
      #shop { height: 600px; overflow: hidden }`);
    return;
  }
  const embedded = {
    '/none': '',
    '/ours': `<script type="module" src="${shop}/w/1/loader.js"></script><side-stall stream="show"></side-stall>`,
    '/buy-button': `<script defer src="${shop}/buybutton.js"></script><script defer src="/start.js"></script>`,
  }[pathname];
  if (embedded === undefined) {
    response.writeHead(404).end();
    return;
  }
  response.setHeader('content-type', 'text/html; charset=utf-8').end(
    `<!doctype html><html lang="en"><title>A post</title><meta name="viewport" content="width=device-width">
     <link rel="icon" href="data:,"><link rel="stylesheet" href="/page.css">
     <h1>A post with a stream above its shop, whose title is what is seen first</h1><div id="shop">${embedded}</div></html>`,
  );
}
