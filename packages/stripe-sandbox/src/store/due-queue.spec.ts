import { DueQueue } from './due-queue.ts';

describe('the queue of what falls due', () => {
  it('gives up what is due, in order of time, and nothing before', () => {
    const queue = new DueQueue();
    const times = Array.from({ length: 200 }, (_, index) => (index * 7919) % 997);
    for (const at of times) queue.push({ at, scope: '', id: `${at}` });
    expect(queue.take(-1)).toBeUndefined();
    const taken: number[] = [];
    for (let due = queue.take(500); due; due = queue.take(500)) taken.push(due.at);
    expect(taken).toEqual(times.filter((at) => at <= 500).toSorted((a, b) => a - b));
    expect([queue.has(500), queue.has(1000)]).toEqual([false, true]);
  });
});
