import { setImmediate as turn } from 'node:timers/promises';
import { Gatherer } from './gatherer.ts';

describe('a gatherer', () => {
  it('lets asks of the same moment travel together and answers each with its own', async () => {
    const trips: number[][] = [];
    const gatherer = new Gatherer<number, number>(async (asks) => {
      trips.push([...asks]);
      return asks.map((ask) => ask * 2);
    });
    expect(await Promise.all([1, 2, 3].map((ask) => gatherer.ask(ask)))).toEqual([2, 4, 6]);
    expect(trips).toEqual([[1, 2, 3]]);
  });

  it('gathers what comes while all lanes are busy, in order, and no more at once than it may', async () => {
    const trips: number[][] = [];
    let letGo = (): void => undefined;
    const gate = new Promise<void>((resolve) => (letGo = resolve));
    const gatherer = new Gatherer<number, number>(
      async (asks) => {
        trips.push([...asks]);
        if (trips.length === 1) await gate;
        return asks;
      },
      { most: 3 },
    );
    const first = gatherer.ask(0);
    await turn();
    await turn();
    const later = [1, 2, 3, 4].map((ask) => gatherer.ask(ask));
    await turn();
    expect(trips).toEqual([[0]]);
    letGo();
    expect(await Promise.all([first, ...later])).toEqual([0, 1, 2, 3, 4]);
    expect(trips).toEqual([[0], [1, 2, 3], [4]]);
  });

  it('fails only the ask that fails', async () => {
    const gatherer = new Gatherer<number, number>(async (asks) => {
      if (asks.includes(2)) throw new Error('two');
      return asks;
    });
    const ended = await Promise.allSettled([1, 2, 3].map((ask) => gatherer.ask(ask)));
    expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('tells everybody at once when the database is away, and takes no further trip', async () => {
    let trips = 0;
    const gatherer = new Gatherer<number, number>(() => {
      trips += 1;
      return Promise.reject(Object.assign(new Error('canceling statement due to lock timeout'), { code: '55P03' }));
    });
    const ended = await Promise.allSettled([1, 2, 3].map((ask) => gatherer.ask(ask)));
    expect(ended.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(trips).toBe(1);
  });
});
