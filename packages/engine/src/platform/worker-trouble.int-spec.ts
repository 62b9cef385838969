import { FaultProxy, hasRedis, stopDatabases, TestRedis } from '@sidestall/testing';
import pg from 'pg';
import { JobRunner } from './job-runner.ts';
import { Outbox } from './outbox.ts';
import { BACKENDS, count, fragile, OutboxHouse, slow } from './outbox-house.fixture.ts';
import { Gate, handlerOf, TestPlatform, until } from './platform.fixture.ts';

afterAll(() => stopDatabases());

describe.each(BACKENDS)('a worker in trouble, with the queue on %s,', (backend) => {
  let house: OutboxHouse;
  beforeAll(async () => {
    house = await OutboxHouse.open(backend);
  });
  afterEach(() => house.clear());
  afterAll(() => house.close());

  it('W6: offers a job of a silent worker again, and refuses what the overtaken run writes', async () => {
    const wakeUp = new Gate();
    const endings: string[] = [];
    await house.worker(
      handlerOf(slow, async ({ n }: { n: number }, run) => {
        house.ran.push({ n, run });
        if (house.ran.length > 1) return;
        await wakeUp.opened;
        endings.push('first');
        throw new Error('the first run says it failed');
      }),
    );
    await house.platform.schedule(slow, { n: 1 });
    await until(() => house.ran.length === 1);
    await house.pass('lease_until');
    const [done] = await house.allDone();
    wakeUp.open();
    await until(() => endings.length === 1);
    await Promise.all(house.workers.splice(0).map((opened) => opened.close()));
    expect(house.ran).toHaveLength(2);
    expect(house.ran[1]!.run.generation).toBeGreaterThan(house.ran[0]!.run.generation);
    expect(await house.rows()).toEqual([done]);
    expect(done).toMatchObject({ state: 'done', last_error: null });
  });

  it('tells a run that it was overtaken', async () => {
    await house.worker(
      handlerOf(fragile, async ({ n }: { n: number }, run) => {
        house.ran.push({ n, run });
        if (house.ran.length === 1) await new Promise((resolve) => run.signal.addEventListener('abort', resolve));
      }),
    );
    await house.platform.schedule(fragile, { n: 1 });
    await until(() => house.ran.length === 1);
    await house.platform.database.rows(
      `UPDATE platform.outbox SET generation = generation + 1, lease_until = NULL WHERE name = 'test.fragile'`,
    );
    await until(() => house.ran[0]!.run.signal.aborted);
    await house.allDone();
    expect(house.ran).toHaveLength(2);
  });

  it('keeps a job that runs longer than its lease, as long as its worker lives', async () => {
    const finish = new Gate();
    await house.worker(
      handlerOf(fragile, async ({ n }: { n: number }, run) => {
        house.ran.push({ n, run });
        await finish.opened;
      }),
    );
    await house.platform.schedule(fragile, { n: 1 });
    await until(() => house.ran.length === 1);
    const renewed = () =>
      house.platform.database.one(
        `SELECT 1 FROM platform.outbox WHERE lease_until > created_at + interval '3 seconds' AND lease_until > now()`,
      );
    await until(renewed);
    finish.open();
    await house.allDone();
    expect(house.ran).toHaveLength(1);
  });

  it('W7: starts a claim once even if the queue delivers it twice', async () => {
    const finish = new Gate();
    const consumed: ((job: never) => Promise<void>)[] = [];
    const opened = await TestPlatform.open(house.config, [
      handlerOf(slow, async ({ n }: { n: number }, run) => {
        house.ran.push({ n, run });
        await finish.opened;
      }),
    ]);
    house.workers.push(opened);
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
    await house.platform.schedule(slow, { n: 1 });
    await until(() => house.ran.length > 0);
    finish.open();
    await house.allDone();
    expect(consumed).toHaveLength(1);
    expect(house.ran).toHaveLength(1);
  });

  it('R2: loses nothing when the queue forgets everything', async () => {
    const finish = new Gate();
    // More than the queue's jobs under way can carry, so that some wait in the queue when it forgets them.
    const many = 140;
    await house.platform.database.transaction(async (tx) => {
      for (let n = 0; n < many; n++) await house.platform.get(Outbox).schedule(tx, slow, { n });
    });
    await house.worker(
      handlerOf(slow, async ({ n }: { n: number }, run) => {
        house.ran.push({ n, run });
        await finish.opened;
      }),
    );
    await until(async () => (await house.rows()).every((row) => row.generation > 0) && house.ran.length === 16);
    await house.emptyQueue();
    finish.open();
    await until(async () => (await house.rows()).filter((row) => row.state === 'done').length >= 16);
    await house.pass('lease_until');
    await house.allDone();
    expect(new Set(house.ran.map((each) => each.n)).size).toBe(many);
  });

  it('goes on after its listening connection was cut', async () => {
    await house.worker(house.counting);
    const listeners = () =>
      house.platform.database.rows<{ pid: number }>(
        `SELECT pid FROM pg_stat_activity WHERE application_name = 'sidestall-relay' AND datname = current_database()
            AND query LIKE 'LISTEN%'`,
      );
    const [first] = await until(async () => {
      const found = await listeners();
      return found.length === 1 && found;
    });
    await house.platform.database.rows(`SELECT pg_terminate_backend($1)`, [first!.pid]);
    await house.platform.schedule(count, { n: 1 });
    await house.allDone();
    await until(async () => {
      const found = await listeners();
      return found.length === 1 && found[0]!.pid !== first!.pid;
    });
  });

  it('goes on after every connection of the worker was cut', async () => {
    await house.worker(house.counting);
    await house.platform.schedule(count, { n: 1 });
    await house.allDone();
    await house.platform.database.rows(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    await house.platform.schedule(count, { n: 2 });
    await house.allDone();
  });

  it('offers a claim again at once that could not be begun', async () => {
    const { database } = house.platform;
    await database.rows(`CREATE SEQUENCE public.begun`);
    await database.rows(
      `CREATE FUNCTION public.refuse_once() RETURNS trigger LANGUAGE plpgsql AS
         $$ BEGIN IF nextval('public.begun') = 1 THEN RAISE 'no'; END IF; RETURN new; END $$`,
    );
    await database.rows(
      `CREATE TRIGGER refuse_once BEFORE UPDATE ON platform.outbox FOR EACH ROW
         WHEN (new.attempts > old.attempts) EXECUTE FUNCTION public.refuse_once()`,
    );
    await house.platform.schedule(count, { n: 1 });
    await house.worker(house.counting);
    const row = await until(() =>
      database.one<{ isSoon: boolean }>(
        `SELECT coalesce(lease_until <= now() + interval '1 second', true) AS "isSoon"
           FROM platform.outbox, public.begun WHERE begun.is_called AND (lease_until < now() + interval '40 seconds' OR state = 'done')`,
      ),
    );
    await database.rows(`DROP FUNCTION public.refuse_once CASCADE`);
    await database.rows(`DROP SEQUENCE public.begun`);
    expect(row.isSoon).toBe(true);
    await house.allDone();
    expect(house.ran).toHaveLength(1);
  });

  it('offers it again as soon as the database lets it, when it cannot even be given back', async () => {
    const { database } = house.platform;
    await database.rows(`CREATE SEQUENCE public.refused`);
    await database.rows(
      `CREATE FUNCTION public.refuse() RETURNS trigger LANGUAGE plpgsql AS
         $$ BEGIN IF nextval('public.refused') <= 4 THEN RAISE 'no'; END IF; RETURN new; END $$`,
    );
    // To be begun, and three times to be given back.
    await database.rows(
      `CREATE TRIGGER refuse BEFORE UPDATE ON platform.outbox FOR EACH ROW
         WHEN (new.attempts > old.attempts OR new.generation = old.generation) EXECUTE FUNCTION public.refuse()`,
    );
    await house.platform.schedule(count, { n: 1 });
    await house.worker(house.counting);
    const row = await until(() =>
      database.one<{ isSoon: boolean }>(
        `SELECT coalesce(lease_until <= now() + interval '1 second', true) AS "isSoon" FROM platform.outbox
          WHERE generation > 0 AND (lease_until < now() + interval '40 seconds' OR state = 'done')`,
      ),
    );
    await database.rows(`DROP FUNCTION public.refuse CASCADE`);
    await database.rows(`DROP SEQUENCE public.refused`);
    expect(row.isSoon).toBe(true);
    await house.allDone();
    expect(house.ran).toHaveLength(1);
  });

  it('begins what is claimed beside a row that somebody has locked, and that one when it is free', async () => {
    const other = new pg.Client({ connectionString: house.config.databaseUrl });
    await other.connect();
    const opened = await TestPlatform.open(house.config, [house.counting]);
    house.workers.push(opened);
    const runner = opened.get(JobRunner) as unknown as { queue: { consume(...args: unknown[]): Promise<void> } };
    const consume = runner.queue.consume.bind(runner.queue);
    let locking: Promise<unknown> | null = null;
    runner.queue.consume = (queues, concurrency, run) =>
      consume(queues, concurrency, async (job: unknown) => {
        // Between the claims and their beginning.
        locking ??= other.query(`BEGIN; SELECT 1 FROM platform.outbox WHERE payload->>'n' = '3' FOR UPDATE`);
        await locking;
        await (run as (job: unknown) => Promise<void>)(job);
      });
    await house.platform.database.transaction(async (tx) => {
      for (let n = 0; n < 6; n++) await house.platform.get(Outbox).schedule(tx, count, { n });
    });
    await opened.work();
    await until(() => house.ran.length === 5);
    // By the claim they had: none was given up and claimed anew.
    expect(house.ran.map(({ n, run }) => `${n} by ${run.generation}`).sort()).toEqual(
      [0, 1, 2, 4, 5].map((n) => `${n} by 2`),
    );
    await other.query('ROLLBACK');
    await other.end();
    await house.allDone();
    expect(house.ran.filter(({ n }) => n === 3)).toMatchObject([{ run: { attempt: 1 } }]);
  });

  it('W5: waits for what runs when it is told to stop', async () => {
    const started = new Gate();
    const finish = new Gate();
    const opened = await house.worker(
      handlerOf(slow, async () => {
        started.open();
        await finish.opened;
      }),
    );
    await house.platform.schedule(slow, { n: 1 });
    await started.opened;
    const stopped = opened.get(JobRunner).stop(30_000);
    finish.open();
    await stopped;
    expect(await house.rows()).toMatchObject([{ state: 'done' }]);
  });

  it('W5: gives a job back at once, uncounted, when its handler heeds the call to stop', async () => {
    const started = new Gate();
    const first = await house.worker(
      handlerOf(slow, async (_payload, { signal }) => {
        started.open();
        await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
      }),
    );
    await house.platform.schedule(slow, { n: 1 });
    await started.opened;
    await first.get(JobRunner).stop(30_000);
    expect(await house.rows()).toMatchObject([{ state: 'pending', attempts: 0, last_error: null, is_due: true }]);
    await house.worker(handlerOf(slow, async ({ n }: { n: number }, run) => void house.ran.push({ n, run })));
    await house.allDone();
    expect(house.ran).toMatchObject([{ run: { attempt: 1 } }]);
  });

  it('W5: stops by its deadline even if a handler does not end, and another worker does the job', async () => {
    const started = new Gate();
    const finish = new Gate();
    const first = await house.worker(
      handlerOf(slow, async () => {
        started.open();
        await finish.opened;
      }),
    );
    await house.platform.schedule(slow, { n: 1 });
    await started.opened;
    await first.get(JobRunner).stop(100);
    await house.worker(handlerOf(slow, async ({ n }: { n: number }, run) => void house.ran.push({ n, run })));
    const [done] = await house.allDone();
    finish.open();
    expect(house.ran).toHaveLength(1);
    expect(done!.last_error).toBeNull();
  });
});

(hasRedis ? describe : () => undefined)('R5: a worker whose way to Redis swallows everything', () => {
  it('finds another by itself, and does what was queued meanwhile', async () => {
    const redis = await TestRedis.start();
    const proxy = await FaultProxy.open({ host: '127.0.0.1', port: Number(new URL(redis.url).port) });
    const house = await OutboxHouse.open('PostgreSQL');
    const config = { ...house.config, redisUrl: `redis://127.0.0.1:${proxy.port}` };
    const worker = await TestPlatform.open(config, [house.counting]);
    house.workers.push(worker);
    await worker.work();
    await house.platform.schedule(count, { n: 1 });
    await house.allDone();
    const before = proxy.accepted;
    proxy.forget();
    // The first finds the queue away and is done from the row; the second goes to the queue over a new connection.
    for (const n of [2, 3]) {
      await house.platform.schedule(count, { n });
      await house.allDone();
    }
    expect(proxy.accepted).toBeGreaterThan(before);
    expect(house.ran.map(({ n }) => n)).toEqual([1, 2, 3]);
    await house.clear();
    await proxy.close();
    await redis.stop();
    await house.close();
  });
});
