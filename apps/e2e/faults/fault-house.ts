import { randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { FaultPoint } from '@sidestall/engine';
import { FaultProxy, startPostgres, TestRedis, type PostgresServer } from '@sidestall/testing';
import { another, freePort, PROCESSES, startHouse, type House } from '@sidestall/tooling/house';
import pg from 'pg';
import Stripe from 'stripe';
import { FakePartner, newApiKey, newWebhookSecret } from './fake-partner.ts';

export type Backend = 'PostgreSQL' | 'Redis';

/** What keeps the house's data, and the ways there. */
interface Stores {
  readonly postgres: PostgresServer;
  readonly toPostgres: FaultProxy;
  readonly redis: TestRedis | null;
  readonly toRedis: FaultProxy | null;
}

const SEEDED = ['northwind', 'harbor'] as const;

interface FaultHouseOptions {
  readonly workers?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Retailers beside those of the seed shop, by slug; each stocks and ships what the first of the seed does. */
  readonly morePartners?: readonly string[];
}

/** The house as people run it, its database and its Redis behind proxies, its retailers played by the test. */
export class FaultHouse {
  readonly stripe: Stripe;
  #pool: pg.Pool;

  private constructor(
    readonly house: House,
    /** The names of its worker processes. */
    readonly workers: readonly string[],
    readonly stores: Stores,
    readonly partners: readonly FakePartner[],
    /** The way to each partner that is not of the seed, by slug. */
    readonly ways: ReadonlyMap<string, FaultProxy>,
    private readonly faultFile: string,
  ) {
    this.#pool = this.#newPool();
    const sandbox = new URL(house.urls.stripeSandbox);
    this.stripe = new Stripe(house.secrets.stripeSecretKey, {
      host: sandbox.hostname,
      port: sandbox.port,
      protocol: 'http',
      telemetry: false,
    });
  }

  static async open(
    backend: Backend,
    { workers: workerCount = 1, env, morePartners = [] }: FaultHouseOptions = {},
  ): Promise<FaultHouse> {
    const faultFile = path.join(process.env['TMPDIR'] ?? '/tmp', `sidestall-fault-${randomUUID()}`);
    const postgres = await startPostgres({ durable: true });
    const direct = new URL(postgres.url('sidestall'));
    const toPostgres = await FaultProxy.open({ host: direct.hostname, port: Number(direct.port) });
    const redis = backend === 'Redis' ? await TestRedis.start() : null;
    const toRedis = redis && (await FaultProxy.open({ host: '127.0.0.1', port: redis.port }));
    const throughProxy = new URL(direct);
    throughProxy.hostname = '127.0.0.1';
    throughProxy.port = String(toPostgres.port);
    const more = await Promise.all(
      Array.from({ length: workerCount - 1 }, async (_, index) =>
        another(`worker-${index + 2}`, 'worker', await freePort()),
      ),
    );
    const ports = new Map<string, number>();
    const ways = new Map<string, FaultProxy>();
    for (const name of morePartners) {
      ports.set(name, await freePort());
      ways.set(name, await FaultProxy.open({ host: '127.0.0.1', port: ports.get(name)! }));
    }
    const workers = ['worker', ...more.map(({ name }) => name)];
    const house = await startHouse({
      ports: 'auto',
      processes: [...PROCESSES, ...more],
      only: ['api', ...workers],
      restart: true,
      given: {
        DATABASE_URL: throughProxy.href,
        WEBHOOK_PRIVATE_HOSTS: [...ways.values()].map((way) => `127.0.0.1:${way.port}`).join(','),
      },
      env: {
        '*': {
          FAULT_FILE: faultFile,
          ...(toRedis && { REDIS_URL: `redis://127.0.0.1:${toRedis.port}` }),
          ...env,
        },
      },
    });
    const partners = await Promise.all(
      SEEDED.map((name) =>
        FakePartner.open({
          name,
          port: house.ports[name],
          apiUrl: house.urls.api,
          apiKey: house.secrets[`${name}ApiKey`],
          secrets: [house.secrets[`${name}WebhookSecret`]],
        }),
      ),
    );
    for (const [name, port] of ports) {
      const [apiKey, secret] = [newApiKey(), newWebhookSecret()];
      partners.push(await FakePartner.open({ name, port, apiUrl: house.urls.api, apiKey, secrets: [secret] }));
    }
    const opened = new FaultHouse(house, workers, { postgres, toPostgres, redis, toRedis }, partners, ways, faultFile);
    // A shop that has sold before: what it gives back need not wait for what it takes in to settle.
    await opened.stripe.topups.create({ amount: 10_000_000, currency: 'eur' });
    return opened;
  }

  async close(): Promise<void> {
    this.disarm();
    const { postgres, toPostgres, redis, toRedis } = this.stores;
    for (const proxy of [toPostgres, toRedis, ...this.ways.values()]) proxy?.clear();
    for (const partner of this.partners) await partner.close();
    await this.house.stop();
    await this.#pool.end();
    await toPostgres.close();
    for (const way of this.ways.values()) await way.close();
    await toRedis?.close();
    await redis?.stop();
    await postgres.stop();
  }

  partner(name: string): FakePartner {
    return this.partners.find((partner) => partner.name === name)!;
  }

  /** Asks the database past the proxy: whatever the weather, the test sees the truth. */
  async rows<R>(sql: string, params: unknown[] = []): Promise<R[]> {
    return (await this.#pool.query(sql, params)).rows as R[];
  }

  async count(sql: string, params: unknown[] = []): Promise<number> {
    return Number((await this.rows<{ n: string }>(sql, params))[0]?.n ?? 0);
  }

  /** The process that comes to that moment next dies as in a power cut. */
  arm(point: FaultPoint): void {
    writeFileSync(this.faultFile, point);
  }

  disarm(): void {
    rmSync(this.faultFile, { force: true });
  }

  /** Kills a process and waits until whoever keeps it running has started it again. */
  async kill(name: string, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const back = this.house.waitRestart(name);
    this.house.kill(name, signal);
    await back;
  }

  /** Resolves when one of the workers has died and come back; call it before what kills it. */
  eitherWorkerBack(): Promise<void> {
    return Promise.race(this.workers.map((name) => this.house.waitRestart(name)));
  }

  /** As if the leases of whoever died had run out: what they held may be taken by others now. */
  async passLeases(): Promise<void> {
    await this.rows(`UPDATE platform.outbox SET lease_until = now() WHERE state = 'pending' AND lease_until > now()`);
    await this.rows(`UPDATE fulfillment.delivery SET lease_until = now() WHERE state = 'in_flight'`);
  }

  /** Waits until it is so, or throws when it takes longer than anybody would wait. */
  async until(ask: () => Promise<boolean> | boolean, what: string, seconds = 90): Promise<void> {
    const deadline = performance.now() + seconds * 1_000;
    while (!(await Promise.resolve(ask()).catch(() => false))) {
      if (performance.now() > deadline) throw new Error(`Waited ${seconds} s for: ${what}`);
      await pause(100);
    }
  }

  /** Asks the API; null when nobody answers, as while a process is down. */
  async call<T>(
    method: string,
    route: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<{ status: number; body: T; headers: Headers } | null> {
    try {
      const response = await fetch(`${this.house.urls.api}${route}`, {
        method,
        headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: AbortSignal.timeout(30_000),
      });
      const text = await response.text();
      return { status: response.status, body: (text ? JSON.parse(text) : null) as T, headers: response.headers };
    } catch {
      return null;
    }
  }

  /** Tells the Stripe sandbox's control plane something. */
  async sandbox(address: string, body: unknown, method = 'POST'): Promise<void> {
    const response = await fetch(`${this.house.urls.stripeSandbox}/_sandbox${address}`, {
      method,
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`The sandbox answered ${response.status} at ${address}`);
    await response.arrayBuffer();
  }

  #newPool(): pg.Pool {
    const pool = new pg.Pool({ connectionString: this.stores.postgres.url('sidestall'), max: 3 });
    pool.on('error', () => undefined); // A connection that breaks is replaced; its next user hears of real trouble.
    return pool;
  }
}
