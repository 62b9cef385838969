import { hasRedis, stopDatabases } from '@sidestall/testing';
import type { JobAgain } from './job-handler.ts';
import { GivenUpJobs } from './given-up-jobs.ts';
import { Outbox } from './outbox.ts';
import {
  BACKENDS,
  count,
  fail,
  happened,
  newer,
  OutboxHouse,
  slow,
  tick,
  type JobRow,
} from './outbox-house.fixture.ts';
import { Gate, handlerOf, until } from './platform.fixture.ts';

afterAll(() => stopDatabases());

if (!hasRedis) {
  it('runs on PostgreSQL alone here: there is no redis-server on this machine to repeat the suite on', () => {
    expect(BACKENDS).toEqual(['PostgreSQL']);
  });
}

describe.each(BACKENDS)('the outbox, with the queue on %s,', (backend) => {
  let house: OutboxHouse;
  beforeAll(async () => {
    house = await OutboxHouse.open(backend);
  });
  afterEach(() => house.clear());
  afterAll(() => house.close());

  it('W7: gives each job to one of two workers, once', async () => {
    await house.platform.database.transaction(async (tx) => {
      for (let n = 0; n < 150; n++) await house.platform.get(Outbox).schedule(tx, count, { n });
    });
    await Promise.all([house.worker(house.counting), house.worker(house.counting)]);
    const done = await house.allDone();
    const numbers = (list: { n: number }[]) => list.map((each) => each.n).sort((a, b) => a - b);
    expect(numbers(house.ran)).toEqual(numbers(done));
    expect(done.every((row) => row.attempts === 1)).toBe(true);
  });

  it('carries a fact to its subscribers', async () => {
    await house.platform.database.transaction((tx) => house.platform.get(Outbox).publish(tx, happened, { n: 7 }));
    await house.worker(house.counting);
    await house.allDone('test.count');
    expect(house.ran).toMatchObject([{ n: 7, run: { attempt: 1 } }]);
  });

  it('repeats a job by itself, with one next run however many workers there are', async () => {
    let runs = 0;
    const ticking = handlerOf(tick, async () => void (runs += 1));
    await house.worker(ticking);
    await house.worker(ticking);
    /** What waits once every run has written down its end: a run plans the next one first. */
    const waiting = () =>
      until(async () => {
        const pending = (await house.rows(tick.name)).filter((row) => row.state === 'pending');
        return pending.length > 0 && pending.every((row) => !row.is_due) && pending;
      });
    await until(async () => runs >= 1);
    expect(await waiting()).toHaveLength(1);
    const before = runs;
    await house.pass('next_at');
    await until(async () => (await house.rows(tick.name)) && runs > before);
    expect(await waiting()).toHaveLength(1);
  });

  it('has no job of a transaction that was rolled back', async () => {
    const undone = house.platform.database.transaction(async (tx) => {
      await house.platform.get(Outbox).schedule(tx, count, { n: 1 });
      await house.platform.get(Outbox).publish(tx, happened, { n: 1 });
      throw new Error('no');
    });
    await expect(undone).rejects.toThrow('no');
    expect(await house.platform.database.rows('SELECT id FROM platform.outbox')).toEqual([]);
  });

  it('writes the same job and key once while it waits, and anew after it is done', async () => {
    await house.platform.schedule(count, { n: 1 }, { key: 'k' });
    await house.platform.schedule(count, { n: 2 }, { key: 'k' });
    await house.platform.schedule(count, { n: 3 }, { key: 'other' });
    expect((await house.rows()).map((row) => row.n)).toEqual([1, 3]);
    await house.worker(house.counting);
    await house.allDone();
    await house.platform.schedule(count, { n: 4 }, { key: 'k' });
    await house.allDone();
    expect(house.ran.map((each) => each.n).sort()).toEqual([1, 3, 4]);
  });

  it('does not swallow a job that is asked for again while its twin already runs', async () => {
    const started = new Gate();
    const finish = new Gate();
    await house.worker(
      handlerOf(slow, async ({ n }: { n: number }, run) => {
        house.ran.push({ n, run });
        started.open();
        await finish.opened;
      }),
    );
    await house.platform.schedule(slow, { n: 1 }, { key: 'k' });
    await started.opened;
    await house.platform.schedule(slow, { n: 2 }, { key: 'k' });
    finish.open();
    await house.allDone();
    expect(house.ran.map((each) => each.n).sort()).toEqual([1, 2]);
  });

  it('runs a job once more when somebody who asked for it had not committed yet as it started', async () => {
    await house.platform.schedule(count, { n: 1 }, { key: 'k' });
    const started = new Gate();
    await house.platform.database.transaction(async (tx) => {
      await house.platform.get(Outbox).schedule(tx, count, { n: 1 }, { key: 'k' });
      await house.worker(
        handlerOf(count, async ({ n }: { n: number }, run) => {
          house.ran.push({ n, run });
          started.open();
        }),
      );
      await started.opened;
    });
    await house.allDone();
    expect(house.ran.length).toBeGreaterThan(1);
  });

  it('is a timer too: a job does not run before its time', async () => {
    await house.worker(
      handlerOf(count, async ({ n }: { n: number }, run) => {
        house.ran.push({ n, run });
      }),
    );
    await house.platform.schedule(count, { n: 1 }, { after: { seconds: 3_600 } });
    await house.platform.schedule(count, { n: 2 }, { after: { seconds: 0.5 } });
    await house.platform.schedule(count, { n: 3 }, { after: new Date(0) });
    await until(async () => (await house.rows()).filter((row) => row.state === 'done').length === 2);
    const [hour, half] = await house.platform.database.rows<{ state: string; is_punctual: boolean }>(
      `SELECT state, done_at >= created_at + interval '0.5 seconds' AS is_punctual FROM platform.outbox ORDER BY id`,
    );
    expect(hour).toMatchObject({ state: 'pending' });
    expect(half).toMatchObject({ state: 'done', is_punctual: true });
    expect(house.ran.map((each) => each.n).sort()).toEqual([2, 3]);
  });

  it('lets a job ask for another time without counting that as a failure', async () => {
    await house.worker(
      handlerOf(count, async ({ n }: { n: number }, run): Promise<void | JobAgain> => {
        house.ran.push({ n, run });
        if (house.ran.length < 3) return { again: { seconds: 0 } };
      }),
    );
    await house.platform.schedule(count, { n: 1 }, { key: 'k' });
    await house.allDone();
    expect(house.ran.map((each) => each.run.attempt)).toEqual([1, 1, 1]);
  });

  it('W8: backs off after a failure, gives up in the end, and lets the others flow', async () => {
    const failing = handlerOf(fail, async ({ n }: { n: number }, run) => {
      house.ran.push({ n, run });
      throw new Error('out of order');
    });
    await house.platform.schedule(fail, { n: 1 });
    await house.platform.database.transaction(async (tx) => {
      for (let n = 10; n < 30; n++) await house.platform.get(Outbox).schedule(tx, count, { n });
    });
    await house.worker(
      failing,
      handlerOf(count, async () => undefined),
    );
    await house.allDone('test.count');
    const [row] = await until(async () => {
      const failed = await house.rows('test.fail');
      return failed[0]!.last_error !== null && failed;
    });
    expect(row).toMatchObject({ state: 'pending', attempts: 1, last_error: 'out of order', is_due: false });
    await house.pass('next_at');
    const [over] = await until(async () => {
      const failed = await house.rows('test.fail');
      return failed[0]!.state === 'failed' && failed;
    });
    expect(over).toMatchObject({ attempts: 2, last_error: 'out of order' });
    expect(house.ran.map((each) => each.run.attempt)).toEqual([1, 2]);
  });

  it('W8: has what was given up tried again, or let be, when a person says so', async () => {
    let isMended = false;
    const failing = handlerOf(fail, async ({ n }: { n: number }, run) => {
      house.ran.push({ n, run });
      if (!isMended) throw new Error('out of order');
    });
    const jobs = house.platform.get(GivenUpJobs);
    for (const n of [1, 2]) await house.platform.schedule(fail, { n }, { key: `k${n}` });
    await house.worker(failing);
    const givenUp = await until(async () => {
      await house.pass('next_at');
      const list = await jobs.list(null, 10);
      return list.length === 2 && list;
    });
    const [second, first] = givenUp;
    expect(first).toMatchObject({ name: 'test.fail', payload: { n: 1 }, attempts: 2, error: 'out of order' });
    expect(first!.gaveUpAt).toBeInstanceOf(Date);
    expect(await jobs.list(second!.id, 10)).toEqual([first]);
    expect(await jobs.drop(second!.id, 'acc_1')).toMatchObject({ ok: true });
    isMended = true;
    // The same work was asked for once more in the meantime.
    await house.platform.schedule(fail, { n: 1 }, { key: 'k1', after: { seconds: 600 } });
    expect(await jobs.tryAgain(first!.id, 'acc_1')).toMatchObject({ ok: true });
    await until(async () =>
      (await house.rows('test.fail')).find(({ id, state }) => id === first!.id && state === 'done'),
    );
    expect(house.ran.at(-1)).toMatchObject({ n: 1, run: { attempt: 1 } });
    expect([await jobs.list(null, 10), await jobs.count()]).toEqual([[], 0]);
    for (const settle of [jobs.tryAgain(first!.id, 'acc_1'), jobs.drop(second!.id, 'acc_1')]) {
      expect(await settle).toMatchObject({ ok: false, error: { code: 'PLATFORM.JOB_NOT_GIVEN_UP' } });
    }
  });

  it('counts a payload that does not fit as a failure of that job alone', async () => {
    await house.platform.database.rows(
      `INSERT INTO platform.outbox (id, kind, name, payload) VALUES ('obx_odd', 'job', 'test.fail', '{"n": "x"}')`,
    );
    await house.worker(handlerOf(fail, async () => undefined));
    const odd = await until(async () => {
      const row = await house.platform.database.one<JobRow>(`SELECT * FROM platform.outbox WHERE id = 'obx_odd'`);
      return row?.last_error && row;
    });
    expect(odd).toMatchObject({ state: 'pending', attempts: 1 });
  });

  it('leaves a job that no handler here knows untouched, for a worker of a newer release', async () => {
    await house.platform.schedule(newer, { n: 1 });
    await house.platform.schedule(count, { n: 2 });
    await house.worker(house.counting);
    await house.allDone('test.count');
    expect(await house.rows('test.newer')).toMatchObject([{ state: 'pending', generation: 0, attempts: 0 }]);
    await house.worker(handlerOf(newer, async ({ n }: { n: number }, run) => void house.ran.push({ n, run })));
    await house.allDone('test.newer');
    expect(house.ran.map((each) => each.n)).toEqual([2, 1]);
  });
});
