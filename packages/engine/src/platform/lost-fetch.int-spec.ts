import { FaultProxy, hasRedis, TestRedis } from '@sidestall/testing';
import { BullmqQueue } from './bullmq-queue.ts';
import { makeLogger } from './logger.ts';
import { Gate, platformConfig, until } from './platform.fixture.ts';

const silent = makeLogger('test', 'silent');
const NO_DATABASE = 'postgres://nobody@127.0.0.1:1/none';

if (!hasRedis) {
  it('R5: there is no redis-server on this machine, and no fetch to lose', () => {
    expect(hasRedis).toBe(false);
  });
}

(hasRedis ? describe : () => undefined)('R5: a connection that ends between a fetch and its answer', () => {
  it('gets the job handed out again, however often that happens', async () => {
    const redis = await TestRedis.start();
    const proxy = await FaultProxy.open({ host: '127.0.0.1', port: redis.port });
    const producer = new BullmqQueue(platformConfig(NO_DATABASE, redis.url), silent);
    const taker = new BullmqQueue(platformConfig(NO_DATABASE, `redis://127.0.0.1:${proxy.port}`), silent);
    const gate = new Gate();
    const taken: string[] = [];
    await taker.consume(['test'], 1, async ({ rowId }) => {
      taken.push(rowId);
      if (rowId === 'first') await gate.opened;
    });
    for (const rowId of ['first', 'second'])
      await producer.add([{ name: 'test.count', queue: 'test', rowId, generation: 1 }]);
    await until(() => taken.includes('first'));
    proxy.turn({ latencyMs: 1_000 });
    gate.open();
    for (const fetches of [1, 2]) {
      // On a machine too slow to come between, nothing is lost this time.
      await until(
        async () =>
          taken.includes('second') || Number(await redis.ask('HGET', 'bull:test:second-g1', 'ats')) >= fetches,
      );
      proxy.cut();
    }
    proxy.clear();
    await until(() => taken.includes('second'));
    expect(new Set(taken)).toEqual(new Set(['first', 'second']));
    await taker.close();
    await producer.close();
    await proxy.close();
    await redis.stop();
  });
});
