import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { startHouse, type House } from '@sidestall/tooling/house';
import pg from 'pg';
import Stripe from 'stripe';

const RETAILERS = ['northwind', 'harbor'] as const;
export type Retailer = (typeof RETAILERS)[number];

export interface Reply<T> {
  readonly status: number;
  readonly body: T;
}

/** The house as people run it, with everything in it that can be made to fail. */
export class SoakHouse {
  readonly stripe: Stripe;
  readonly #cookies = new Map<string, string>();

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
      maxNetworkRetries: 5,
    });
  }

  static async open(signal: AbortSignal): Promise<SoakHouse> {
    const faultFile = path.join(process.env['TMPDIR'] ?? '/tmp', `sidestall-soak-${randomUUID()}`);
    const house = await startHouse({
      ports: 'auto',
      only: ['api', 'worker', 'retailer-northwind', 'retailer-harbor'],
      restart: true,
      durable: false,
      signal,
      env: { '*': { FAULT_FILE: faultFile, RETAILER_SHIP_AFTER_MS: '200' } },
    });
    const pool = new pg.Pool({ connectionString: house.databaseUrl, max: 4 });
    pool.on('error', () => undefined); // A connection that breaks is replaced; its next user hears of real trouble.
    return new SoakHouse(house, faultFile, pool);
  }

  async close(): Promise<void> {
    await this.pool.end();
    await this.house.stop();
  }

  async rows<R>(sql: string, params: unknown[] = []): Promise<R[]> {
    return (await this.pool.query(sql, params)).rows as R[];
  }

  async count(sql: string, params: unknown[] = []): Promise<number> {
    const [row] = await this.rows<{ n: string }>(sql, params);
    return Number(row?.n ?? 0);
  }

  /** Asks the API; null when nobody answers, as while a process is down. */
  async call<T>(
    method: string,
    route: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Reply<T> | null> {
    try {
      const response = await fetch(`${this.house.urls.api}${route}`, {
        method,
        headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: AbortSignal.timeout(30_000),
      });
      const text = await response.text();
      return { status: response.status, body: (text ? JSON.parse(text) : null) as T };
    } catch {
      return null;
    }
  }

  /** The same, as a person who is signed in to the console. */
  async asMember<T>(email: string, method: string, route: string, body?: unknown): Promise<Reply<T> | null> {
    let cookie = this.#cookies.get(email);
    if (!cookie) {
      cookie = await this.#signIn(email);
      this.#cookies.set(email, cookie);
    }
    return this.call(method, route, body, { cookie, 'idempotency-key': randomUUID() });
  }

  async #signIn(email: string): Promise<string> {
    const response = await fetch(`${this.house.urls.api}/v1/console/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password: 'sidestall-demo' }),
    });
    if (!response.ok) throw new Error(`${email} cannot sign in: ${response.status}`);
    return response.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ');
  }

  /** Tells the sandbox's control plane something. */
  async sandbox<T>(address: string, body: unknown, method = 'POST'): Promise<T> {
    const response = await fetch(`${this.house.urls.stripeSandbox}/_sandbox${address}`, {
      method,
      body: method === 'GET' ? undefined : JSON.stringify(body),
    });
    if (!response.ok)
      throw new Error(`The sandbox answered ${response.status} at ${address}: ${await response.text()}`);
    return (await response.json()) as T;
  }

  /** How a retailer answers new work from now on. */
  async setMode(retailer: Retailer, mode: string): Promise<void> {
    await fetch(`${this.house.urls[retailer]}/mode`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ mode }),
    }).catch(() => undefined);
  }

  async until(ask: () => Promise<boolean>, seconds: number): Promise<boolean> {
    const deadline = performance.now() + seconds * 1_000;
    while (performance.now() < deadline) {
      if (await ask().catch(() => false)) return true;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    return false;
  }
}
