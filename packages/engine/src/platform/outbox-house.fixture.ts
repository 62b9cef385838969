import type { Provider } from '@nestjs/common';
import { freshDatabase, hasRedis, TestRedis, type TestDatabase } from '@sidestall/testing';
import { z } from 'zod';
import type { EngineConfig } from './config.ts';
import { defineFact, defineJob, subscribe } from './fact.ts';
import type { JobRun } from './job-handler.ts';
import { migrate } from './migrate.ts';
import { handlerOf, platformConfig, TestPlatform, until } from './platform.fixture.ts';

const zNumbered = z.object({ n: z.int() });
export const count = defineJob('test.count', zNumbered);
export const fail = defineJob('test.fail', zNumbered, { attempts: 2 });
export const slow = defineJob('test.slow', zNumbered, { leaseSeconds: 60, queue: 'test-slow' });
export const fragile = defineJob('test.fragile', zNumbered, { leaseSeconds: 1, queue: 'test-slow' });
export const newer = defineJob('test.newer', zNumbered);
export const tick = defineJob('test.tick', z.object({}), { everySeconds: 3_600 });
export const happened = defineFact('test.happened', zNumbered);

/** The queues that every rule of the outbox is tried on: PostgreSQL always, Redis where this machine has one. */
export const BACKENDS = hasRedis ? (['PostgreSQL', 'Redis'] as const) : (['PostgreSQL'] as const);

export interface JobRow {
  readonly id: string;
  readonly state: string;
  readonly generation: number;
  readonly attempts: number;
  readonly last_error: string | null;
  readonly is_due: boolean;
  readonly n: number;
}

/** A database, a queue, a platform that schedules, and workers that a test starts as it needs them. */
export class OutboxHouse {
  /** Which runs there were, in their order. */
  ran: { n: number; run: JobRun }[] = [];
  readonly workers: TestPlatform[] = [];
  readonly counting = handlerOf(count, async ({ n }, run) => void this.ran.push({ n, run }));

  private constructor(
    readonly config: EngineConfig,
    readonly platform: TestPlatform,
    private readonly test: TestDatabase,
    private readonly redis: TestRedis | null,
  ) {}

  static async open(backend: (typeof BACKENDS)[number]): Promise<OutboxHouse> {
    const test = await freshDatabase(migrate);
    const redis = backend === 'Redis' ? await TestRedis.start() : null;
    const config = platformConfig(test.url, redis?.url);
    const platform = await TestPlatform.open(config, [], [subscribe(happened, count)]);
    return new OutboxHouse(config, platform, test, redis);
  }

  async worker(...handlers: Provider[]): Promise<TestPlatform> {
    const opened = await TestPlatform.open(this.config, handlers);
    this.workers.push(opened);
    await opened.work();
    return opened;
  }

  /** The rows as they are; asking wakes the relay, so that no test waits for its clock. */
  async rows(name?: string): Promise<JobRow[]> {
    await this.platform.database.rows(`SELECT pg_notify('outbox', '')`);
    return this.platform.database.rows<JobRow>(
      `SELECT id, state, generation, attempts, last_error, next_at <= now() AS is_due, (payload->>'n')::int AS n
         FROM platform.outbox WHERE kind = 'job' AND ($1::text IS NULL OR name = $1) ORDER BY id`,
      [name ?? null],
    );
  }

  allDone(name?: string): Promise<JobRow[]> {
    return until(async () => {
      const all = await this.rows(name);
      return all.length > 0 && all.every((row) => row.state === 'done') && all;
    });
  }

  /** What waiting until then would do. */
  async pass(what: 'lease_until' | 'next_at'): Promise<void> {
    await this.platform.database.rows(
      `UPDATE platform.outbox SET ${what} = now() - interval '1 second' WHERE state = 'pending'`,
    );
  }

  async emptyQueue(): Promise<void> {
    if (this.redis) return void (await this.redis.ask('FLUSHALL'));
    const tables = await this.platform.database.rows<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
        WHERE schemaname = 'bullmq' AND tablename LIKE '%job%'`,
    );
    for (const { name } of tables) await this.platform.database.rows(`DELETE FROM ${name}`);
  }

  async clear(): Promise<void> {
    for (const opened of this.workers.splice(0)) await opened.close();
    this.ran = [];
    await this.platform.database.rows('TRUNCATE platform.outbox');
    await this.emptyQueue();
  }

  async close(): Promise<void> {
    await this.platform.close();
    await this.redis?.stop();
    await this.test.drop();
  }
}
