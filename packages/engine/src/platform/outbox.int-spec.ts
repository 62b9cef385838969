import type { Provider } from '@nestjs/common';
import { freshDatabase, stopDatabases, type TestDatabase } from '@sidestall/testing';
import { z } from 'zod';
import type { EngineConfig } from './config.ts';
import { defineFact, defineJob, subscribe } from './fact.ts';
import type { JobAgain, JobRun } from './job-handler.ts';
import { JobRunner } from './job-runner.ts';
import { migrate } from './migrate.ts';
import { Outbox } from './outbox.ts';
import { Gate, handlerOf, platformConfig, TestPlatform, until } from './platform.fixture.ts';
import { hasRedis, TestRedis } from './redis.fixture.ts';

const zNumbered = z.object({ n: z.int() });
const count = defineJob('test.count', zNumbered);
const fail = defineJob('test.fail', zNumbered, { attempts: 2 });
const slow = defineJob('test.slow', zNumbered, { leaseSeconds: 60, queue: 'test-slow' });
const fragile = defineJob('test.fragile', zNumbered, { leaseSeconds: 1, queue: 'test-slow' });
const newer = defineJob('test.newer', zNumbered);
const happened = defineFact('test.happened', zNumbered);

interface Row {
  id: string;
  state: string;
  generation: number;
  attempts: number;
  last_error: string | null;
  is_due: boolean;
  n: number;
}

if (!hasRedis) {
  it('runs on PostgreSQL alone here: there is no redis-server on this machine to repeat the suite on', () => {
    expect(hasRedis).toBe(false);
  });
}

describe.each(hasRedis ? ['PostgreSQL', 'Redis'] : ['PostgreSQL'])('the outbox, with the queue on %s,', (backend) => {
  let test: TestDatabase;
  let redis: TestRedis | null = null;
  let config: EngineConfig;
  let platform: TestPlatform;
  let ran: { n: number; run: JobRun }[] = [];
  const workers: TestPlatform[] = [];

  const counting = handlerOf(count, async ({ n }: { n: number }, run) => void ran.push({ n, run }));
  const worker = async (...handlers: Provider[]): Promise<TestPlatform> => {
    const opened = await TestPlatform.open(config, handlers);
    workers.push(opened);
    await opened.work();
    return opened;
  };
  /** The rows as they are; asking wakes the relay, so that no test waits for its clock. */
  const rows = async (name?: string) => {
    await platform.database.rows(`SELECT pg_notify('outbox', '')`);
    return platform.database.rows<Row>(
      `SELECT id, state, generation, attempts, last_error, next_at <= now() AS is_due, (payload->>'n')::int AS n
         FROM platform.outbox WHERE kind = 'job' AND ($1::text IS NULL OR name = $1) ORDER BY id`,
      [name ?? null],
    );
  };
  const allDone = (name?: string) =>
    until(async () => {
      const all = await rows(name);
      return all.length > 0 && all.every((row) => row.state === 'done') && all;
    });
  /** What waiting until then would do. */
  const pass = (what: 'lease_until' | 'next_at') =>
    platform.database.rows(`UPDATE platform.outbox SET ${what} = now() - interval '1 second' WHERE state = 'pending'`);
  const emptyQueue = async () => {
    if (redis) return void (await redis.ask('FLUSHALL'));
    const tables = await platform.database.rows<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
        WHERE schemaname = 'bullmq' AND tablename LIKE '%job%'`,
    );
    for (const { name } of tables) await platform.database.rows(`DELETE FROM ${name}`);
  };

  beforeAll(async () => {
    test = await freshDatabase(migrate);
    redis = backend === 'Redis' ? await TestRedis.start() : null;
    config = platformConfig(test.url, redis?.url);
    platform = await TestPlatform.open(config, [], [subscribe(happened, count)]);
  });
  afterEach(async () => {
    for (const opened of workers.splice(0)) await opened.close();
    ran = [];
    await platform.database.rows('TRUNCATE platform.outbox');
    await emptyQueue();
  });
  afterAll(async () => {
    await platform.close();
    await redis?.stop();
    await test.drop();
  });

  it('gives each job to one of two workers, once', async () => {
    await platform.database.transaction(async (tx) => {
      for (let n = 0; n < 150; n++) await platform.get(Outbox).schedule(tx, count, { n });
    });
    await Promise.all([worker(counting), worker(counting)]);
    const done = await allDone();
    const numbers = (list: { n: number }[]) => list.map((each) => each.n).sort((a, b) => a - b);
    expect(numbers(ran)).toEqual(numbers(done));
    expect(done.every((row) => row.attempts === 1)).toBe(true);
  });

  it('carries a fact to its subscribers', async () => {
    await platform.database.transaction((tx) => platform.get(Outbox).publish(tx, happened, { n: 7 }));
    await worker(counting);
    await allDone('test.count');
    expect(ran).toMatchObject([{ n: 7, run: { attempt: 1 } }]);
  });

  it('has no job of a transaction that was rolled back', async () => {
    const undone = platform.database.transaction(async (tx) => {
      await platform.get(Outbox).schedule(tx, count, { n: 1 });
      await platform.get(Outbox).publish(tx, happened, { n: 1 });
      throw new Error('no');
    });
    await expect(undone).rejects.toThrow('no');
    expect(await platform.database.rows('SELECT id FROM platform.outbox')).toEqual([]);
  });

  it('writes the same job and key once while it waits, and anew after it is done', async () => {
    await platform.schedule(count, { n: 1 }, { key: 'k' });
    await platform.schedule(count, { n: 2 }, { key: 'k' });
    await platform.schedule(count, { n: 3 }, { key: 'other' });
    expect((await rows()).map((row) => row.n)).toEqual([1, 3]);
    await worker(counting);
    await allDone();
    await platform.schedule(count, { n: 4 }, { key: 'k' });
    await allDone();
    expect(ran.map((each) => each.n).sort()).toEqual([1, 3, 4]);
  });

  it('does not swallow a job that is asked for again while its twin already runs', async () => {
    const started = new Gate();
    const finish = new Gate();
    await worker(
      handlerOf(slow, async ({ n }: { n: number }, run) => {
        ran.push({ n, run });
        started.open();
        await finish.opened;
      }),
    );
    await platform.schedule(slow, { n: 1 }, { key: 'k' });
    await started.opened;
    await platform.schedule(slow, { n: 2 }, { key: 'k' });
    finish.open();
    await allDone();
    expect(ran.map((each) => each.n).sort()).toEqual([1, 2]);
  });

  it('runs a job once more when somebody who asked for it had not committed yet as it started', async () => {
    await platform.schedule(count, { n: 1 }, { key: 'k' });
    const started = new Gate();
    await platform.database.transaction(async (tx) => {
      await platform.get(Outbox).schedule(tx, count, { n: 1 }, { key: 'k' });
      await worker(
        handlerOf(count, async ({ n }: { n: number }, run) => {
          ran.push({ n, run });
          started.open();
        }),
      );
      await started.opened;
    });
    await allDone();
    expect(ran.length).toBeGreaterThan(1);
  });

  it('is a timer too: a job does not run before its time', async () => {
    await worker(
      handlerOf(count, async ({ n }: { n: number }, run) => {
        ran.push({ n, run });
      }),
    );
    await platform.schedule(count, { n: 1 }, { after: { seconds: 3_600 } });
    await platform.schedule(count, { n: 2 }, { after: { seconds: 0.5 } });
    await platform.schedule(count, { n: 3 }, { after: new Date(0) });
    await until(async () => (await rows()).filter((row) => row.state === 'done').length === 2);
    const [hour, half] = await platform.database.rows<{ state: string; is_punctual: boolean }>(
      `SELECT state, done_at >= created_at + interval '0.5 seconds' AS is_punctual FROM platform.outbox ORDER BY id`,
    );
    expect(hour).toMatchObject({ state: 'pending' });
    expect(half).toMatchObject({ state: 'done', is_punctual: true });
    expect(ran.map((each) => each.n).sort()).toEqual([2, 3]);
  });

  it('lets a job ask for another time without counting that as a failure', async () => {
    await worker(
      handlerOf(count, async ({ n }: { n: number }, run): Promise<void | JobAgain> => {
        ran.push({ n, run });
        if (ran.length < 3) return { again: { seconds: 0 } };
      }),
    );
    await platform.schedule(count, { n: 1 }, { key: 'k' });
    await allDone();
    expect(ran.map((each) => each.run.attempt)).toEqual([1, 1, 1]);
  });

  it('offers a job of a silent worker again, and refuses what the overtaken run writes', async () => {
    const wakeUp = new Gate();
    const endings: string[] = [];
    await worker(
      handlerOf(slow, async ({ n }: { n: number }, run) => {
        ran.push({ n, run });
        if (ran.length > 1) return;
        await wakeUp.opened;
        endings.push('first');
        throw new Error('the first run says it failed');
      }),
    );
    await platform.schedule(slow, { n: 1 });
    await until(() => ran.length === 1);
    await pass('lease_until');
    const [done] = await allDone();
    wakeUp.open();
    await until(() => endings.length === 1);
    await Promise.all(workers.splice(0).map((opened) => opened.close()));
    expect(ran).toHaveLength(2);
    expect(ran[1]!.run.generation).toBeGreaterThan(ran[0]!.run.generation);
    expect(await rows()).toEqual([done]);
    expect(done).toMatchObject({ state: 'done', last_error: null });
  });

  it('tells a run that it was overtaken', async () => {
    await worker(
      handlerOf(fragile, async ({ n }: { n: number }, run) => {
        ran.push({ n, run });
        if (ran.length === 1) await new Promise((resolve) => run.signal.addEventListener('abort', resolve));
      }),
    );
    await platform.schedule(fragile, { n: 1 });
    await until(() => ran.length === 1);
    await platform.database.rows(
      `UPDATE platform.outbox SET generation = generation + 1, lease_until = NULL WHERE name = 'test.fragile'`,
    );
    await until(() => ran[0]!.run.signal.aborted);
    await allDone();
    expect(ran).toHaveLength(2);
  });

  it('keeps a job that runs longer than its lease, as long as its worker lives', async () => {
    const finish = new Gate();
    await worker(
      handlerOf(fragile, async ({ n }: { n: number }, run) => {
        ran.push({ n, run });
        await finish.opened;
      }),
    );
    await platform.schedule(fragile, { n: 1 });
    await until(() => ran.length === 1);
    const renewed = () =>
      platform.database.one(
        `SELECT 1 FROM platform.outbox WHERE lease_until > created_at + interval '3 seconds' AND lease_until > now()`,
      );
    await until(renewed);
    finish.open();
    await allDone();
    expect(ran).toHaveLength(1);
  });

  it('starts a claim once even if the queue delivers it twice', async () => {
    const finish = new Gate();
    const consumed: ((job: never) => Promise<void>)[] = [];
    const opened = await TestPlatform.open(config, [
      handlerOf(slow, async ({ n }: { n: number }, run) => {
        ran.push({ n, run });
        await finish.opened;
      }),
    ]);
    workers.push(opened);
    const runner = opened.get(JobRunner) as unknown as { queue: { consume(...args: unknown[]): Promise<void> } };
    const consume = runner.queue.consume.bind(runner.queue);
    runner.queue.consume = (queues, concurrency, run) => {
      const twice = async (job: never) => {
        consumed.push(run as never);
        await Promise.all([(run as (job: never) => Promise<void>)(job), (run as (job: never) => Promise<void>)(job)]);
      };
      return consume(queues, concurrency, twice);
    };
    await opened.work();
    await platform.schedule(slow, { n: 1 });
    await until(() => ran.length > 0);
    finish.open();
    await allDone();
    expect(consumed).toHaveLength(1);
    expect(ran).toHaveLength(1);
  });

  it('backs off after a failure, gives up in the end, and lets the others flow', async () => {
    const failing = handlerOf(fail, async ({ n }: { n: number }, run) => {
      ran.push({ n, run });
      throw new Error('out of order');
    });
    await platform.schedule(fail, { n: 1 });
    await platform.database.transaction(async (tx) => {
      for (let n = 10; n < 30; n++) await platform.get(Outbox).schedule(tx, count, { n });
    });
    await worker(
      failing,
      handlerOf(count, async () => undefined),
    );
    await allDone('test.count');
    const [row] = await until(async () => {
      const failed = await rows('test.fail');
      return failed[0]!.last_error !== null && failed;
    });
    expect(row).toMatchObject({ state: 'pending', attempts: 1, last_error: 'out of order', is_due: false });
    await pass('next_at');
    const [over] = await until(async () => {
      const failed = await rows('test.fail');
      return failed[0]!.state === 'failed' && failed;
    });
    expect(over).toMatchObject({ attempts: 2, last_error: 'out of order' });
    expect(ran.map((each) => each.run.attempt)).toEqual([1, 2]);
  });

  it('counts a payload that does not fit as a failure of that job alone', async () => {
    await platform.database.rows(
      `INSERT INTO platform.outbox (id, kind, name, payload) VALUES ('obx_odd', 'job', 'test.fail', '{"n": "x"}')`,
    );
    await worker(handlerOf(fail, async () => undefined));
    const odd = await until(async () => {
      const row = await platform.database.one<Row>(`SELECT * FROM platform.outbox WHERE id = 'obx_odd'`);
      return row?.last_error && row;
    });
    expect(odd).toMatchObject({ state: 'pending', attempts: 1 });
  });

  it('leaves a job that no handler here knows untouched, for a worker of a newer release', async () => {
    await platform.schedule(newer, { n: 1 });
    await platform.schedule(count, { n: 2 });
    await worker(counting);
    await allDone('test.count');
    expect(await rows('test.newer')).toMatchObject([{ state: 'pending', generation: 0, attempts: 0 }]);
    await worker(handlerOf(newer, async ({ n }: { n: number }, run) => void ran.push({ n, run })));
    await allDone('test.newer');
    expect(ran.map((each) => each.n)).toEqual([2, 1]);
  });

  it('loses nothing when the queue forgets everything', async () => {
    const finish = new Gate();
    await platform.database.transaction(async (tx) => {
      for (let n = 0; n < 30; n++) await platform.get(Outbox).schedule(tx, slow, { n });
    });
    await worker(
      handlerOf(slow, async ({ n }: { n: number }, run) => {
        ran.push({ n, run });
        await finish.opened;
      }),
    );
    await until(async () => (await rows()).every((row) => row.generation > 0) && ran.length === 4);
    await emptyQueue();
    finish.open();
    await until(async () => (await rows()).filter((row) => row.state === 'done').length >= 4);
    await pass('lease_until');
    await allDone();
    expect(new Set(ran.map((each) => each.n)).size).toBe(30);
  });

  it('goes on after its listening connection was cut', async () => {
    await worker(counting);
    const listeners = () =>
      platform.database.rows<{ pid: number }>(
        `SELECT pid FROM pg_stat_activity WHERE application_name = 'sidestall-relay' AND datname = current_database()
            AND query LIKE 'LISTEN%'`,
      );
    const [first] = await until(async () => {
      const found = await listeners();
      return found.length === 1 && found;
    });
    await platform.database.rows(`SELECT pg_terminate_backend($1)`, [first!.pid]);
    await platform.schedule(count, { n: 1 });
    await allDone();
    await until(async () => {
      const found = await listeners();
      return found.length === 1 && found[0]!.pid !== first!.pid;
    });
  });

  it('goes on after every connection of the worker was cut', async () => {
    await worker(counting);
    await platform.schedule(count, { n: 1 });
    await allDone();
    await platform.database.rows(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    await platform.schedule(count, { n: 2 });
    await allDone();
  });

  it('waits for what runs when it is told to stop', async () => {
    const started = new Gate();
    const finish = new Gate();
    const opened = await worker(
      handlerOf(slow, async () => {
        started.open();
        await finish.opened;
      }),
    );
    await platform.schedule(slow, { n: 1 });
    await started.opened;
    const stopped = opened.get(JobRunner).stop(30_000);
    finish.open();
    await stopped;
    expect(await rows()).toMatchObject([{ state: 'done' }]);
  });

  it('gives a job back at once, uncounted, when its handler heeds the call to stop', async () => {
    const started = new Gate();
    const first = await worker(
      handlerOf(slow, async (_payload, { signal }) => {
        started.open();
        await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
      }),
    );
    await platform.schedule(slow, { n: 1 });
    await started.opened;
    await first.get(JobRunner).stop(30_000);
    expect(await rows()).toMatchObject([{ state: 'pending', attempts: 0, last_error: null, is_due: true }]);
    await worker(handlerOf(slow, async ({ n }: { n: number }, run) => void ran.push({ n, run })));
    await allDone();
    expect(ran).toMatchObject([{ run: { attempt: 1 } }]);
  });

  it('stops by its deadline even if a handler does not end, and another worker does the job', async () => {
    const started = new Gate();
    const finish = new Gate();
    const first = await worker(
      handlerOf(slow, async () => {
        started.open();
        await finish.opened;
      }),
    );
    await platform.schedule(slow, { n: 1 });
    await started.opened;
    await first.get(JobRunner).stop(100);
    await worker(handlerOf(slow, async ({ n }: { n: number }, run) => void ran.push({ n, run })));
    const [done] = await allDone();
    finish.open();
    expect(ran).toHaveLength(1);
    expect(done!.last_error).toBeNull();
  });
});

afterAll(() => stopDatabases());
