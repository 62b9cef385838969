import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { OrderView, PlacedOrder, ProductDetail, ProductPage, Quote } from '@sidestall/contracts';
import { startHouse, type House } from '@sidestall/tooling/house';
import pg from 'pg';
import Stripe from 'stripe';

export const ADDRESS = {
  name: 'Ana Lima',
  line1: 'Lange Straße 1',
  city: 'Leipzig',
  postalCode: '04103',
  country: 'DE',
};

/** A packing slip as a sample retailer wrote it down and tells it at `GET /records`. */
export interface PackingSlip {
  readonly id: string;
  readonly order: { readonly orderNumber: string };
  readonly step: string;
  readonly parcel?: { readonly carrier: string; readonly trackingNumber: string };
}

/** The house as people run it, on free ports and with data of its own, and ways to ask each part what it knows. */
export class ShopHouse {
  readonly stripe: Stripe;

  private constructor(
    readonly house: House,
    readonly faultFile: string,
    private readonly pool: pg.Pool,
  ) {
    const sandbox = new URL(house.urls.stripeSandbox);
    this.stripe = new Stripe(house.secrets.stripeSecretKey, {
      host: sandbox.hostname,
      port: sandbox.port,
      protocol: 'http',
      telemetry: false,
    });
  }

  static async open(
    options: {
      only?: readonly string[];
      shipAfterMs?: number;
      /** Variables for every process. */
      env?: Readonly<Record<string, string>>;
    } = {},
  ): Promise<ShopHouse> {
    const faultFile = path.join(process.env['TMPDIR'] ?? '/tmp', `sidestall-fault-${randomUUID()}`);
    const house = await startHouse({
      ports: 'auto',
      only: options.only,
      restart: true,
      durable: false,
      env: {
        '*': { FAULT_FILE: faultFile, RETAILER_SHIP_AFTER_MS: String(options.shipAfterMs ?? 1_500), ...options.env },
      },
    });
    return new ShopHouse(house, faultFile, new pg.Pool({ connectionString: house.databaseUrl, max: 2 }));
  }

  async close(): Promise<void> {
    await this.pool.end();
    await this.house.stop();
  }

  async rows<R>(sql: string, params: unknown[] = []): Promise<R[]> {
    return (await this.pool.query(sql, params)).rows as R[];
  }

  /** Asks our API; a connection that breaks because a process was killed is an answer too: null. */
  async call<T>(
    method: string,
    route: string,
    options: { body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<{ status: number; body: T } | null> {
    try {
      const response = await fetch(`${this.house.urls.api}${route}`, {
        method,
        headers: { ...(options.body !== undefined && { 'content-type': 'application/json' }), ...options.headers },
        body: options.body === undefined ? undefined : JSON.stringify(options.body),
      });
      return { status: response.status, body: (await response.json()) as T };
    } catch {
      return null;
    }
  }

  /** Asks again until it is so, or throws when it takes longer than anybody would wait. */
  async until<T>(ask: () => Promise<T | null | undefined | false>, what: string, seconds = 60): Promise<T> {
    const deadline = performance.now() + seconds * 1_000;
    for (;;) {
      const value = await ask();
      if (value) return value;
      if (performance.now() > deadline) throw new Error(`Waited ${seconds} s for: ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async listing(
    handle: string,
    options: readonly string[] = [],
  ): Promise<{ listingId: string; product: ProductDetail }> {
    const page = await this.call<ProductPage>('GET', '/v1/products?limit=100');
    const card = page!.body.products.find((candidate) => candidate.handle === handle);
    const detail = await this.call<ProductDetail>('GET', `/v1/products/${card!.id}`);
    const product = detail!.body;
    const variant = product.variants.find((candidate) => options.every((value) => candidate.options.includes(value)))!;
    return { listingId: variant.listingId, product };
  }

  async quote(listingIds: readonly string[]): Promise<Quote> {
    const lines = listingIds.map((listingId) => ({ listingId, quantity: 1 }));
    const answer = await this.call<Quote>('POST', '/v1/quotes', { body: { lines, country: 'DE' } });
    if (answer?.status !== 201) throw new Error(`No quote: ${JSON.stringify(answer)}`);
    return answer.body;
  }

  async token(paymentMethod = 'pm_card_visa'): Promise<string> {
    return (await this.stripe.testHelpers.confirmationTokens.create({ payment_method: paymentMethod })).id;
  }

  /** Places an order the way the widget does: the same request and key until there is an answer. */
  async place(quote: Quote, token: string, key: string = randomUUID()): Promise<PlacedOrder> {
    return this.until(
      async () => {
        const answer = await this.call<PlacedOrder>('POST', '/v1/orders', {
          headers: { 'idempotency-key': key },
          body: {
            quoteId: quote.id,
            quoteHash: quote.hash,
            email: 'ana@example.com',
            shippingAddress: ADDRESS,
            confirmationTokenId: token,
            returnUrl: this.house.urls.demoStream,
          },
        });
        if (answer && answer.status !== 201 && answer.status !== 409 && answer.status < 500) {
          throw new Error(`Not placed: ${JSON.stringify(answer.body)}`);
        }
        return answer?.status === 201 && answer.body;
      },
      'the order to be placed',
      100,
    );
  }

  /** The buyer says yes on the bank's page, and nobody comes back from there. */
  async approveAtBank(orderId: string): Promise<void> {
    const intents = (await this.stripe.paymentIntents.list({ limit: 100 })).data;
    const intent = intents.find(({ metadata }) => metadata['order'] === orderId);
    const { source } = (intent!.next_action?.use_stripe_sdk ?? {}) as { source?: string };
    const answer = await fetch(`${this.house.urls.stripeSandbox}/_sandbox/challenges/${source}`, {
      method: 'POST',
      body: JSON.stringify({ outcome: 'complete' }),
    });
    if (!answer.ok) throw new Error(`The bank answered ${answer.status}`);
  }

  async order(placed: PlacedOrder): Promise<OrderView | null> {
    const answer = await this.call<OrderView>('GET', `/v1/orders/${placed.order.id}`, {
      headers: { authorization: `Bearer ${placed.orderToken}` },
    });
    return answer?.status === 200 ? answer.body : null;
  }

  /** What the retailer itself knows of this order. */
  async slips(retailer: 'northwind' | 'harbor', orderNumber: string): Promise<PackingSlip[]> {
    const response = await fetch(`${this.house.urls[retailer]}/records`);
    const { slips } = (await response.json()) as { slips: PackingSlip[] };
    return slips.filter((slip) => slip.order.orderNumber === orderNumber);
  }
}
