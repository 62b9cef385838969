import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort, startHouse, type House } from '@sidestall/tooling/house';
import pg from 'pg';
import { say } from './figures.ts';
import { cpuTimes, type CpuTimes, type ProcessName } from './processor-time.ts';
import { profiledVariables, Profiles } from './profiles.ts';

/** Marks the API's own sessions: what it says to the database can be written to the server's log, on demand. */
const API_SESSIONS = '-c log_statement=all';

/** Where retailers' servers of a bench may listen, so that the worker may call them. */
export interface ReceiverPorts {
  readonly ports: readonly number[];
  /** Of a server that is in trouble, so that it shares nothing with the others. */
  readonly troubledPort: number;
}

const RECEIVERS = 4;
const MARK_TURNS = 500;
const IDLE_WITHIN_MS = 300_000;

/** The house as `npm start` runs it, on free ports, with data of its own that survives a loss of power. */
export class BenchHouse {
  private constructor(
    private readonly house: House,
    private readonly pool: pg.Pool,
    /** Null unless the run is to say where time goes. */
    readonly profiles: Profiles | null,
    readonly receivers: ReceiverPorts,
  ) {}

  static async open(signal: AbortSignal, isProfiled: boolean): Promise<BenchHouse> {
    say('starting the house');
    const [troubledPort, ...ports] = await Promise.all(Array.from({ length: RECEIVERS + 1 }, () => freePort()));
    const house = await startHouse({
      ports: 'auto',
      given: { WEBHOOK_PRIVATE_HOSTS: [troubledPort, ...ports].map((port) => `127.0.0.1:${port}`).join(',') },
      only: ['api', 'worker', 'retailer-northwind', 'retailer-harbor'],
      // A profiled database is started once more, with the library that counts.
      restart: isProfiled,
      durable: true,
      signal,
      env: {
        api: { PGOPTIONS: API_SESSIONS, ...(isProfiled && profiledVariables('api')) },
        worker: isProfiled ? profiledVariables('worker') : {},
      },
      onTrouble: (message) => console.error(`  ${message}`),
    });
    const pool = new pg.Pool({ connectionString: house.databaseUrl, max: 3 });
    pool.on('error', () => undefined); // A connection that breaks is replaced; its next user hears of real trouble.
    try {
      const profiles = isProfiled ? await Profiles.open(house, pool) : null;
      const opened = new BenchHouse(house, pool, profiles, { ports, troubledPort: troubledPort! });
      await opened.logStatements(false);
      // A shop that has been open for a minute has statistics; without them plans would change in the middle of a round.
      await pool.query('VACUUM ANALYZE');
      return opened;
    } catch (error) {
      await house.stop();
      throw error;
    }
  }

  get urls(): House['urls'] {
    return this.house.urls;
  }

  get databaseUrl(): string {
    return this.house.databaseUrl;
  }

  pid(name: ProcessName): number | undefined {
    return this.house.pid(name);
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

  /** Waits until no job is due: whoever is held still then holds no lock that others wait for. */
  async untilIdle(): Promise<void> {
    const deadline = performance.now() + IDLE_WITHIN_MS;
    const due = `SELECT count(*)::int AS due FROM platform.outbox WHERE kind = 'job' AND state = 'pending' AND next_at <= now()`;
    while ((await this.rows<{ due: number }>(due))[0]!.due > 0) {
      if (performance.now() > deadline) throw new Error('The worker does not come to the end of its jobs');
      await pause(200);
    }
  }

  /** Holds a process still, or lets it go on. */
  signal(name: ProcessName, signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.house.kill(name, signal);
  }

  /** Processor time used so far. */
  cpu(): CpuTimes {
    return cpuTimes((name) => this.house.pid(name));
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
    for (let turn = 0; turn < MARK_TURNS; turn++) {
      // Said again now and then: a session hears of a changed setting only between two statements.
      if (turn % 10 === 0) await this.pool.query(`DO $$ BEGIN RAISE LOG '${mark}'; END $$`);
      await pause(20);
      const text = readFileSync(log.path, 'utf8');
      if (text.includes(mark)) return text;
    }
    throw new Error('The database does not write its log');
  }

  /** Asks the sandbox's control plane, or tells it something when there is a body. */
  async sandbox<T>(address: string, body?: unknown): Promise<T> {
    const told = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const response = await fetch(`${this.urls.stripeSandbox}/_sandbox${address}`, told);
    if (!response.ok) throw new Error(`The sandbox answered ${response.status} at ${address}`);
    return (await response.json()) as T;
  }
}
