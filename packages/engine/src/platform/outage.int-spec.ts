import { startPostgres, type PostgresServer } from '@sidestall/testing';
import { z } from 'zod';
import { BullmqQueue } from './bullmq-queue.ts';
import { defineJob } from './fact.ts';
import { makeLogger } from './logger.ts';
import { migrate } from './migrate.ts';
import { handlerOf, platformConfig, TestPlatform, until } from './platform.fixture.ts';

const count = defineJob('test.count', z.object({ n: z.int() }));

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres({ durable: true });
});
afterAll(() => server.stop());

it('a worker outlives its PostgreSQL: what was written before and after the crash is done by the same process', async () => {
  const url = server.url('sidestall');
  await migrate(url);
  const ran: number[] = [];
  const log: string[] = [];
  const platform = await TestPlatform.open(
    platformConfig(url),
    [handlerOf(count, async ({ n }) => void ran.push(n))],
    [],
    makeLogger('test', 'warn', { write: (line) => void log.push(line) }),
  );
  await platform.work();
  await platform.schedule(count, { n: 1 });
  await until(() => ran.length === 1);
  await platform.schedule(count, { n: 2 }, { after: { seconds: 2 } });

  await server.kill();
  await expect(platform.schedule(count, { n: 3 })).rejects.toThrow();
  await until(() => log.filter((line) => line.includes('The outbox could not be read')).length >= 3);
  await server.revive();

  await platform.schedule(count, { n: 4 });
  await until(() => ran.includes(2) && ran.includes(4));
  const rows = () =>
    platform.database.rows<{ state: string; n: number }>(
      `SELECT state, (payload->>'n')::int AS n FROM platform.outbox ORDER BY id`,
    );
  await until(async () => (await rows()).every((row) => row.state === 'done'));
  expect(await rows()).toEqual([1, 2, 4].map((n) => ({ state: 'done', n })));
  await platform.close();
});

it('a queue that was first needed during the outage works after it', async () => {
  const url = server.url('sidestall');
  const queue = new BullmqQueue(platformConfig(url), makeLogger('test', 'silent'));
  const job = { name: 'test.count', queue: 'first-needed', rowId: 'obx_1', generation: 1 };
  await server.kill();
  await expect(queue.add([job])).rejects.toThrow();
  await server.revive();
  await queue.add([job]);
  const taken = new Promise((resolve) => {
    void queue.consume(['first-needed'], 1, async (each) => resolve(each));
  });
  expect(await taken).toEqual(job);
  await queue.close();
});
