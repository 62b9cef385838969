import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { startHouse, type House } from '@sidestall/tooling/house';
import pg from 'pg';
import { say } from './figures.ts';

/** Marks the API's own sessions: what it says to the database can be written to the server's log, on demand. */
const API_SESSIONS = '-c log_statement=all';

/** The house as `npm start` runs it, on free ports, with data of its own that survives a loss of power. */
export class BenchHouse {
  private constructor(
    private readonly house: House,
    readonly pool: pg.Pool,
  ) {}

  static async open(signal: AbortSignal): Promise<BenchHouse> {
    say('starting the house');
    const house = await startHouse({
      ports: 'auto',
      only: ['api', 'worker', 'retailer-northwind', 'retailer-harbor'],
      restart: false,
      durable: true,
      signal,
      env: { api: { PGOPTIONS: API_SESSIONS } },
      onTrouble: (message) => console.error(`  ${message}`),
    });
    const pool = new pg.Pool({ connectionString: house.databaseUrl, max: 3 });
    const opened = new BenchHouse(house, pool);
    await opened.logStatements(false);
    return opened;
  }

  get urls(): House['urls'] {
    return this.house.urls;
  }

  get databaseUrl(): string {
    return this.house.databaseUrl;
  }

  get stripeSecretKey(): string {
    return this.house.secrets.stripeSecretKey;
  }

  async close(): Promise<void> {
    await this.pool.end();
    await this.house.stop();
  }

  async rows<R>(sql: string, params: unknown[] = []): Promise<R[]> {
    return (await this.pool.query(sql, params)).rows as R[];
  }

  /** Holds processes still, or lets them go on. */
  signal(names: readonly string[], signal: 'SIGSTOP' | 'SIGCONT' | 'SIGUSR2'): void {
    for (const name of names) this.house.kill(name, signal);
  }

  /** Processor time a process has used since it began; null where the system does not tell. */
  cpuMilliseconds(name: string): number | null {
    try {
      const stat = readFileSync(`/proc/${this.house.pid(name)}/stat`, 'latin1');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return (Number(fields[11]) + Number(fields[12])) * 10;
    } catch {
      return null;
    }
  }

  /** Whether the API's statements reach the database's log. What is not logged costs nothing. */
  async logStatements(isOn: boolean): Promise<void> {
    // LOG messages rank just below FATAL here, so PANIC leaves them out.
    await this.pool.query(`ALTER SYSTEM SET log_min_messages = '${isOn ? 'warning' : 'panic'}'`);
    await this.pool.query('SELECT pg_reload_conf()');
  }

  /** The database's log so far, up to and including everything that has been answered before this call. */
  async databaseLog(): Promise<string> {
    const log = this.house.logs.get('postgres')!;
    const mark = `mark ${crypto.randomUUID()}`;
    await this.pool.query(`DO $$ BEGIN RAISE LOG '${mark}'; END $$`);
    for (;;) {
      const text = readFileSync(log.path, 'utf8');
      if (text.includes(mark)) return text;
      await pause(20);
    }
  }

  async sandbox<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.urls.stripeSandbox}/_sandbox${path}`, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`The sandbox answered ${response.status} at ${path}`);
    return (await response.json()) as T;
  }
}
