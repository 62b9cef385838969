import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { another, freePort, PROCESSES, startHouse, type House } from '@sidestall/tooling/house';
import pg from 'pg';
import Stripe from 'stripe';
import type { Market } from './buyer.ts';
import type { Install } from './options.ts';

/** How long PostgreSQL may be away before a question to it fails. */
const PATIENCE_MS = 60_000;

export interface HouseNeeds {
  readonly apis: number;
  readonly signal: AbortSignal;
  /** Variables for single processes, by name. */
  readonly env?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Where the race takes place: a house of its own with any number of API processes, or somebody's install. */
export class RaceHouse {
  readonly stripe: Stripe;

  private constructor(
    readonly market: Market,
    /** Null where the processes are not ours to kill. */
    readonly own: House | null,
    /** Names of the API processes of an own house. */
    readonly apis: readonly string[],
    /** In which a process finds the moment at which it is to die. */
    readonly faultFile: string,
    private readonly pool: pg.Pool,
  ) {
    const { hostname, port, protocol } = new URL(market.stripeUrl);
    this.stripe = new Stripe(market.stripeSecretKey, {
      host: hostname,
      protocol: protocol === 'https:' ? 'https' : 'http',
      ...(port && { port }),
      telemetry: false,
      maxNetworkRetries: 5,
    });
  }

  static async open({ apis, signal, env }: HouseNeeds): Promise<RaceHouse> {
    const others = await Promise.all(
      Array.from({ length: apis - 1 }, async (_, index) => another(`api-${index + 2}`, 'api', await freePort())),
    );
    const names = ['api', ...others.map(({ name }) => name)];
    const faultFile = path.join(process.env['TMPDIR'] ?? '/tmp', `sidestall-race-${randomUUID()}`);
    const house = await startHouse({
      ports: 'auto',
      processes: [...PROCESSES, ...others],
      only: [...names, 'worker', 'retailer-northwind', 'retailer-harbor'],
      restart: true,
      durable: true,
      signal,
      env: { '*': { FAULT_FILE: faultFile, RETAILER_SHIP_AFTER_MS: '1000' }, ...env },
      onTrouble: (message) => console.error(`  ${message}`),
    });
    const ports = [house.ports.api, ...others.map(({ ownPort }) => ownPort!)];
    const market = {
      // By number, or a thousand buyers would ask for the address of this machine a thousand times.
      apiUrls: ports.map((port) => `http://127.0.0.1:${port}`),
      stripeUrl: `http://127.0.0.1:${house.ports.stripeSandbox}`,
      stripeSecretKey: house.secrets.stripeSecretKey,
    };
    return new RaceHouse(market, house, names, faultFile, poolOf(house.databaseUrl));
  }

  static visit(install: Install): RaceHouse {
    return new RaceHouse(install, null, [], '', poolOf(install.databaseUrl));
  }

  async close(): Promise<void> {
    await this.pool.end();
    await this.own?.stop();
    rmSync(this.faultFile, { force: true });
  }

  /** Asks the database; while it is away, again and again. */
  async rows<R>(sql: string, params: unknown[] = []): Promise<R[]> {
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      try {
        return (await this.pool.query(sql, params)).rows as R[];
      } catch (error) {
        if (!isAway(error) || performance.now() > deadline) throw error;
        await pause(200);
      }
    }
  }

  async count(sql: string, params: unknown[] = []): Promise<number> {
    const [row] = await this.rows<{ n: string }>(sql, params);
    return Number(row?.n ?? 0);
  }

  /** Tells the sandbox of an own house something. */
  async sandbox<T>(address: string, body?: unknown): Promise<T> {
    const told = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const response = await fetch(`${this.market.stripeUrl}/_sandbox${address}`, told);
    if (!response.ok) throw new Error(`The sandbox answered ${response.status} at ${address}`);
    return (await response.json()) as T;
  }

  async until(isSo: () => Promise<boolean>, seconds: number): Promise<boolean> {
    const deadline = performance.now() + seconds * 1_000;
    while (performance.now() < deadline) {
      if (await isSo()) return true;
      await pause(250);
    }
    return false;
  }
}

function poolOf(databaseUrl: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 4 });
  // A connection that breaks, lent or idle, is replaced; its next user hears of real trouble.
  return pool.on('error', () => undefined).on('connect', (client) => void client.on('error', () => undefined));
}

/** PostgreSQL is down, ends or begins, or the connection broke: not an answer to what was asked. */
function isAway(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return /^(57P|08|ECONN)/.test(code ?? '') || /terminated|ended/i.test(message ?? '');
}
