import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FulfillmentOrderPage, OrderView, PlacedOrder, ProductPage, Quote } from '@sidestall/contracts';
import {
  CatalogReader,
  Database,
  EngineModule,
  JobRunner,
  makeLogger,
  type EngineConfig,
  type Logger,
} from '@sidestall/engine';
import { migrate } from '@sidestall/engine/migrate';
import type { BrandId, ListingId } from '@sidestall/kernel';
import { startSandbox, type Sandbox } from '@sidestall/stripe-sandbox';
import {
  freePort,
  freshDatabase,
  redisOfRun,
  stopDatabases,
  type TestDatabase,
  type TestRedis,
} from '@sidestall/testing';
import Stripe from 'stripe';
import { createApplication } from './application.ts';
import type { PartnerLimit } from './http/partner-limits.ts';
import { SeedShop } from './cli/seed-shop.ts';
import { zSeedBrands, zSeedStock } from './cli/seed-files.ts';

const SEED = path.resolve(import.meta.dirname, '../../../packages/testing/seed');
const WEBHOOK_SECRET = 'whsec_test_house_of_sidestall';
const THIN_WEBHOOK_SECRET = 'whsec_test_house_thin_events';
const ADDRESS = { name: 'Ana Lima', line1: 'Lange Straße 1', city: 'Leipzig', postalCode: '04103', country: 'DE' };

export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

export const RETAILER_KEYS = {
  northwind: 'sk_retail_northwind_test_0123456789',
  harbor: 'sk_retail_harbor_test_0123456789',
} as const;

@Module({})
class WorkerOfTest {}

/** A stocked house inside one test process: real database, sandbox, API over a port, and the worker's runner. */
export class TestHouse {
  private constructor(
    readonly url: string,
    readonly database: Database,
    readonly sandbox: Sandbox,
    readonly stripe: Stripe,
    readonly config: EngineConfig,
    private readonly parts: {
      api: NestFastifyApplication;
      runner: JobRunner;
      worker: { close(): Promise<void> };
      test: TestDatabase;
      redis: TestRedis | null;
    },
  ) {}

  static async open(
    options: {
      worker?: boolean;
      logger?: Logger;
      tax?: 'table' | 'stripe';
      /** How old the catalog's pages may be; every answer is fresh unless told otherwise. */ pageCacheMs?: number;
      /** The seed's retailers and first brand can be paid. */ accounts?: boolean;
      /** How often a retailer may call; as often as it likes when left out. */ partnerLimit?: PartnerLimit;
      /** `host:port` of receivers on this machine. */ privateHosts?: readonly string[];
    } = {},
  ): Promise<TestHouse> {
    const test = await freshDatabase(migrate);
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const sandbox = await startSandbox({
      port: 0,
      webhook: { url: `${url}/v1/webhooks/stripe`, secret: WEBHOOK_SECRET },
      thinWebhook: { url: `${url}/v1/webhooks/stripe-thin`, secret: THIN_WEBHOOK_SECRET },
    });
    const redis = await redisOfRun();
    const config: EngineConfig = {
      isProduction: false,
      redisUrl: redis?.url,
      databaseUrl: test.url,
      databasePool: 10,
      stripe: {
        secretKey: sandbox.secretKey,
        publishableKey: sandbox.publishableKey,
        webhookSecret: WEBHOOK_SECRET,
        thinWebhookSecret: THIN_WEBHOOK_SECRET,
        apiUrl: sandbox.url,
        jsUrl: `${sandbox.url}/stripe.js`,
      },
      tax: options.tax ?? 'table',
      mail: { from: 'shop@localhost' },
      publicUrls: {
        api: url,
        live: 'http://localhost:4001',
        storefront: 'http://localhost:4002',
        console: 'http://localhost:4003',
      },
      appSecret: 'a secret of the test house, long enough',
      webhooks: { allowPrivateHosts: options.privateHosts ?? [] },
      logLevel: 'silent',
    };
    const logger = options.logger ?? makeLogger('test', 'silent');
    const api = await createApplication(
      {
        engine: config,
        port,
        host: '127.0.0.1',
        mediaDir: path.dirname(SEED),
        pageCacheMs: options.pageCacheMs ?? 0,
        partnerLimit: options.partnerLimit ?? { perSecond: 1e6, burst: 1e6 },
      },
      logger,
    );
    await TestHouse.#stock(api, options.accounts ?? false);
    await api.listen(port, '127.0.0.1');
    const worker = await NestFactory.createApplicationContext(
      { module: WorkerOfTest, imports: [EngineModule.register(config, logger)] },
      { logger: false, abortOnError: false },
    );
    const runner = worker.get(JobRunner);
    if (options.worker !== false) await runner.start(4);
    const at = new URL(sandbox.url);
    const stripe = new Stripe(sandbox.secretKey, {
      host: at.hostname,
      port: at.port,
      protocol: 'http',
      telemetry: false,
    });
    return new TestHouse(url, api.get(Database), sandbox, stripe, config, { api, runner, worker, test, redis });
  }

  static async #stock(api: NestFastifyApplication, hasAccounts: boolean): Promise<void> {
    const read = async (name: string): Promise<unknown> => JSON.parse(await readFile(path.join(SEED, name), 'utf8'));
    const stock = zSeedStock.parse(await read('stock.json'));
    const shop = new SeedShop(api);
    // Partners without a server: the tests answer for them through the API.
    const pulls = (apiKey: string) => ({
      apiKey,
      webhookSecret: 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=',
      webhookUrl: null,
    });
    await shop.registerRetailers(stock, {
      northwind: pulls(RETAILER_KEYS.northwind),
      harbor: pulls(RETAILER_KEYS.harbor),
    });
    const brands = zSeedBrands.parse(await read('brands.json'));
    await shop.registerBrands(brands);
    await shop.importProducts(createReadStream(path.join(SEED, 'products.csv')));
    await shop.fillShelves(stock);
    await shop.openShow();
    await shop.giveOutCoupons();
    await shop.registerParties(stock, brands);
    if (hasAccounts) await shop.openAccounts();
  }

  async close(): Promise<void> {
    await this.parts.runner.stop(5_000);
    await this.parts.worker.close();
    await this.parts.api.close();
    await this.sandbox.close();
    await this.parts.redis?.stop();
    await this.parts.test.drop();
    await stopDatabases();
  }

  get<T>(token: new (...args: never[]) => T): T {
    return this.parts.api.get(token);
  }

  async call<T>(
    method: string,
    route: string,
    options: { body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Answer<T>> {
    const response = await fetch(`${this.url}${route}`, {
      method,
      headers: { ...(options.body !== undefined && { 'content-type': 'application/json' }), ...options.headers },
      body: options.body === undefined ? undefined : JSON.stringify(options.body),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: (text ? JSON.parse(text) : null) as T };
  }

  /** The listing of a SKU of the seed shop. */
  async listing(sku: string): Promise<ListingId> {
    const row = await this.database.one<{ id: ListingId }>(
      `SELECT l.id FROM catalog.listing l JOIN catalog.variant v ON v.id = l.variant_id WHERE v.sku = $1`,
      [sku],
    );
    return row!.id;
  }

  async quote(cart: Record<string, number>, country = 'DE'): Promise<Quote> {
    const lines = await Promise.all(
      Object.entries(cart).map(async ([sku, quantity]) => ({ listingId: await this.listing(sku), quantity })),
    );
    const answer = await this.call<Quote>('POST', '/v1/quotes', { body: { lines, country } });
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    return answer.body;
  }

  /** What the card fields would hand over for that test payment method. */
  async token(paymentMethod = 'pm_card_visa'): Promise<string> {
    return (await this.stripe.testHelpers.confirmationTokens.create({ payment_method: paymentMethod })).id;
  }

  async place(
    quote: Quote,
    options: { card?: string; token?: string; key?: string; change?: Record<string, unknown> } = {},
  ): Promise<Answer<PlacedOrder>> {
    return this.call('POST', '/v1/orders', {
      headers: { 'idempotency-key': options.key ?? randomUUID() },
      body: {
        quoteId: quote.id,
        quoteHash: quote.hash,
        email: 'ana@example.com',
        shippingAddress: { ...ADDRESS, country: quote.country },
        confirmationTokenId: options.token ?? (await this.token(options.card)),
        returnUrl: 'http://localhost:4004/',
        ...options.change,
      },
    });
  }

  async order(placed: PlacedOrder): Promise<OrderView> {
    return (
      await this.call<OrderView>('GET', `/v1/orders/${placed.order.id}`, {
        headers: { authorization: `Bearer ${placed.orderToken}` },
      })
    ).body;
  }

  /** Asks again until it is so; a promise that is not kept fails the test at its own limit. */
  async until<T>(ask: () => Promise<T | null | undefined | false>, what: string, seconds = 40): Promise<T> {
    const deadline = performance.now() + seconds * 1_000;
    for (;;) {
      const value = await ask();
      if (value) return value;
      if (performance.now() > deadline) throw new Error(`Waited ${seconds} s for: ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }

  partner<T>(retailer: keyof typeof RETAILER_KEYS, method: string, route: string, body?: unknown): Promise<Answer<T>> {
    return this.call(method, `/v1/partner/fulfillment-orders${route}`, {
      body,
      headers: {
        authorization: `Bearer ${RETAILER_KEYS[retailer]}`,
        ...(method === 'POST' && { 'idempotency-key': randomUUID() }),
      },
    });
  }

  /** The fulfillment order that routing gave this retailer for an order. */
  requested(
    retailer: keyof typeof RETAILER_KEYS,
    placed: PlacedOrder,
  ): Promise<FulfillmentOrderPage['fulfillmentOrders'][number]> {
    return this.until(async () => {
      const page = await this.partner<FulfillmentOrderPage>(retailer, 'GET', '');
      return page.body.fulfillmentOrders.find((candidate) => candidate.orderNumber === placed.order.number);
    }, `a request to ${retailer}`);
  }

  /** Asks the sandbox's control plane for something that Stripe would do by itself. */
  async control<T>(path: string, body: object = {}, method = 'POST'): Promise<T> {
    const response = await fetch(`${this.sandbox.url}/_sandbox${path}`, {
      method,
      ...(method === 'POST' && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return (await response.json()) as T;
  }

  async intentsOf(orderId: string): Promise<Stripe.PaymentIntent[]> {
    const intents = await this.stripe.paymentIntents.list({ limit: 100 });
    return intents.data.filter((intent) => intent.metadata['order'] === orderId);
  }

  /** What the buyer does on the bank's page. */
  async answerBank(orderId: string, outcome: 'complete' | 'fail'): Promise<void> {
    const [intent] = await this.intentsOf(orderId);
    const { source } = (intent!.next_action?.use_stripe_sdk ?? {}) as { source?: string };
    await this.control(`/challenges/${source}`, { outcome });
  }

  /** Makes a waiting job of an order due now; it has been tried that often already. */
  async hurry(job: string, orderId: string, tries = 0): Promise<void> {
    await this.database.rows(
      `UPDATE platform.outbox SET next_at = now(), attempts = $3
        WHERE name = $1 AND state = 'pending' AND payload->>'orderId' = $2`,
      [job, orderId, tries],
    );
  }

  /** The facts of money written down for an order, the oldest first, each with its entries as `account amount`. */
  async books(orderId: string): Promise<{ idemKey: string; kind: string; state: string; entries: string[] }[]> {
    return this.database.rows(
      `SELECT t.idem_key AS "idemKey", t.kind, t.state,
              coalesce(array_agg(a.code || ' ' || e.amount ORDER BY e.seq) FILTER (WHERE e.seq IS NOT NULL), '{}') AS entries
         FROM ledger.tx t LEFT JOIN ledger.entry e ON e.tx_id = t.id LEFT JOIN ledger.account a ON a.id = e.account_id
        WHERE t.order_id = $1 GROUP BY t.id ORDER BY t.created_at, t.id`,
      [orderId],
    );
  }

  async firstProducts(): Promise<ProductPage> {
    return (await this.call<ProductPage>('GET', '/v1/products')).body;
  }

  async brandIds(): Promise<BrandId[]> {
    return (await this.get(CatalogReader).allBrands(this.database)).map((brand) => brand.id);
  }

  /** Units of a SKU that could be bought now. */
  async available(sku: string): Promise<number> {
    const row = await this.database.one<{ available: number }>(
      `SELECT s.on_hand - s.claimed AS available FROM inventory.variant_stock s JOIN catalog.variant v ON v.id = s.variant_id
        WHERE v.sku = $1 AND v.archived_at IS NULL`,
      [sku],
    );
    return row!.available;
  }
}
