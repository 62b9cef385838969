import { stopDatabases, WrongClock } from '@sidestall/testing';
import { BACKENDS, count, OutboxHouse, slow } from './outbox-house.fixture.ts';
import { Gate, handlerOf, until } from './platform.fixture.ts';

const HOUR = 3_600_000;
const JUMPS = [
  { where: 'an hour ahead', milliseconds: HOUR },
  { where: 'an hour back', milliseconds: -HOUR },
];

const clock = new WrongClock();
afterAll(() => stopDatabases());

describe.each(BACKENDS)('S3: a worker whose clock jumps, with the queue on %s,', (backend) => {
  let house: OutboxHouse;
  beforeAll(async () => {
    house = await OutboxHouse.open(backend);
  });
  afterEach(async () => {
    clock.setRight();
    await house.clear();
  });
  afterAll(() => house.close());

  it.each(JUMPS)('$where, runs what is due by the database’s clock, and nothing else', async ({ milliseconds }) => {
    await house.worker(house.counting);
    await house.platform.schedule(count, { n: 1 }, { after: { seconds: 1_800 } });
    clock.jump(milliseconds);
    await house.platform.schedule(count, { n: 2 }, { after: { seconds: 1_800 } });
    await house.platform.schedule(count, { n: 3 });
    await house.platform.schedule(count, { n: 4 }, { after: { seconds: 0.3 } });
    await until(async () => (await house.rows()).filter((row) => row.state === 'done').length === 2);
    expect(house.ran.map(({ n }) => n).sort()).toEqual([3, 4]);
    const waiting = await house.platform.database.rows<{ n: number; seconds: number }>(
      `SELECT (payload->>'n')::int AS n, round(extract(epoch FROM next_at - created_at))::int AS seconds
         FROM platform.outbox WHERE state = 'pending' AND kind = 'job' ORDER BY 1`,
    );
    expect(waiting).toEqual([
      { n: 1, seconds: 1_800 },
      { n: 2, seconds: 1_800 },
    ]);
  });

  it.each(JUMPS)('$where, in the middle of a job, keeps it and does it once', async ({ milliseconds }) => {
    const [begun, finish] = [new Gate(), new Gate()];
    const handler = handlerOf(slow, async ({ n }: { n: number }, run) => {
      house.ran.push({ n, run });
      begun.open();
      await finish.opened;
    });
    await house.worker(handler);
    await house.worker(handler);
    await house.platform.schedule(slow, { n: 1 });
    await begun.opened;
    clock.jump(milliseconds);
    // Both workers look around, and neither takes the job for one that was left behind.
    for (let looks = 0; looks < 3; looks++) await house.rows();
    finish.open();
    const [row] = await house.allDone();
    expect(row).toMatchObject({ attempts: 1 });
    expect(house.ran).toHaveLength(1);
  });
});
