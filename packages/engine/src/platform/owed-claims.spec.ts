import type { QueuedRow } from './job-queue.ts';
import { OwedClaims } from './owed-claims.ts';

const claim = (rowId: string): QueuedRow => ({ rowId, generation: 1 });

describe('claims that have to be given back', () => {
  it('are given back once more when the worker stops, all that could not be before', async () => {
    const given: string[][] = [];
    let isAway = true;
    const owed = new OwedClaims((claims) => {
      if (isAway) return Promise.reject(new Error('away'));
      given.push(claims.map(({ rowId }) => rowId));
      return Promise.resolve([]);
    });
    await owed.giveBack([claim('a')]);
    await owed.giveBack([claim('b')]);
    isAway = false;
    await owed.stop();
    expect(given).toEqual([['a', 'b']]);
  });

  it('are asked for again only as far as somebody has their rows locked', async () => {
    const asked: string[][] = [];
    const owed = new OwedClaims((claims) => {
      asked.push(claims.map(({ rowId }) => rowId));
      return Promise.resolve(claims.filter(({ rowId }) => rowId === 'locked'));
    });
    await owed.giveBack([claim('free'), claim('locked')]);
    await owed.stop();
    expect([asked[0], asked.at(-1)]).toEqual([['free', 'locked'], ['locked']]);
  });
});
