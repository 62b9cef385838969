import { setTimeout as pause } from 'node:timers/promises';
import { hasRedis } from '@sidestall/testing';
import { Buyer } from './buyer.ts';
import { FaultHouse } from './fault-house.ts';
import { isQuiet, judge } from './oracle.ts';

/** Long enough for every connection to have noticed, and for several tries to come back. */
const OUTAGE_MS = 8_000;

if (!hasRedis) {
  it('R1, R2, R3, R4, R5: there is no redis-server on this machine, and the queue on PostgreSQL needs none', () => {
    expect(hasRedis).toBe(false);
  });
}

(hasRedis ? describe : () => undefined)('a house whose queue is on Redis', () => {
  let house: FaultHouse;
  let buyer: Buyer;
  beforeAll(async () => {
    house = await FaultHouse.open('Redis');
    buyer = new Buyer(house, await Buyer.listings(house));
  });
  afterAll(() => house.close());

  const finished = async (orders: readonly string[]): Promise<void> => {
    await house.until(
      async () =>
        (await house.count(`SELECT count(*) AS n FROM ordering."order" WHERE id = ANY($1) AND state = 'completed'`, [
          orders,
        ])) === orders.length,
      `${orders.length} orders to be paid and sent`,
    );
    await house.until(() => isQuiet(house), 'the house to become quiet');
    expect(await judge(house)).toEqual([]);
  };
  /** Whatever the weather, buyers were answered well at the first try. */
  const allWell = (): void => {
    expect(Object.keys(buyer.statuses)).toEqual(['201']);
  };

  it('R1: sells and ships while it is dead, and the same worker goes on when it is back', async () => {
    const pid = house.house.pid('worker');
    const orders = await buyer.buyMany(6);
    await house.stores.redis!.kill();
    orders.push(...(await buyer.buyMany(12)));
    await pause(OUTAGE_MS);
    await finished(orders);
    await house.stores.redis!.revive();
    const after = await buyer.buyMany(12);
    await finished(after);
    await house.until(
      () => house.house.logs.get('worker')!.text().includes('The queue is back'),
      'the worker to use its queue again',
    );
    expect(house.house.pid('worker')).toBe(pid);
    allWell();
  });

  it('R2: finishes everything although it forgets everything', async () => {
    const buying = buyer.buyMany(40);
    for (let turn = 0; turn < 8; turn++) {
      await pause(150);
      await house.stores.redis!.ask('FLUSHALL');
    }
    const orders = await buying;
    await house.passLeases();
    await finished(orders);
    allWell();
  });

  it('R3: starts and works without it', async () => {
    await house.stores.redis!.kill();
    await Promise.all([house.kill('api'), house.kill('worker')]);
    const [api, worker] = [house.house.pid('api'), house.house.pid('worker')];
    await house.passLeases();
    await finished(await buyer.buyMany(8));
    expect([house.house.pid('api'), house.house.pid('worker')]).toEqual([api, worker]);
    await house.stores.redis!.revive();
    await finished(await buyer.buyMany(4));
  });

  it('R4: works while it is full', async () => {
    await house.stores.redis!.ask('CONFIG', 'SET', 'maxmemory', '1mb');
    const orders = await buyer.buyMany(10);
    await finished(orders);
    await house.stores.redis!.ask('CONFIG', 'SET', 'maxmemory', '0');
  });

  it('R4: refuses to start a worker on one that would throw jobs away', async () => {
    await house.stores.redis!.ask('CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru');
    house.house.kill('worker', 'SIGKILL');
    await house.until(
      () => house.house.logs.get('worker')!.text().includes('set its maxmemory-policy to noeviction'),
      'the worker to say what is wrong',
    );
    const back = house.house.waitRestart('worker');
    await house.stores.redis!.ask('CONFIG', 'SET', 'maxmemory-policy', 'noeviction');
    await back;
    await house.passLeases();
    await finished(await buyer.buyMany(2));
  });

  it('R5: keeps no buyer waiting while it is slow or silent, and does the work', async () => {
    house.stores.toRedis!.turn({ latencyMs: 2_000 });
    const slow = await buyer.buyMany(6);
    await finished(slow);
    house.stores.toRedis!.turn({ latencyMs: 0, isSilent: true });
    const silent = await buyer.buyMany(6);
    await finished(silent);
    house.stores.toRedis!.clear();
    await finished(await buyer.buyMany(4));
  });
});
