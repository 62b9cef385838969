import { appendFileSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Delivery } from '../webhooks/delivery.ts';
import { Store } from './store.ts';

const aFile = (): string => path.join(mkdtempSync(path.join(tmpdir(), 'sandbox-store-')), 'nested', 'journal.jsonl');
const setting = (id: string, value: number) => ({ id, value });

describe('the store', () => {
  it('remembers the newest state of each record over a restart, per account', () => {
    const file = aFile();
    const first = new Store(file);
    first.platform.put('setting', setting('a', 1));
    first.platform.put('setting', setting('a', 2));
    first.scope('acct_1').put('setting', setting('a', 9));
    first.platform.put('setting', setting('gone', 1));
    first.platform.remove('setting', 'gone');
    first.close();
    const second = new Store(file);
    expect(second.platform.find('setting', 'a')?.value).toBe(2);
    expect(second.scope('acct_1').find('setting', 'a')?.value).toBe(9);
    expect(second.platform.find('setting', 'gone')).toBeUndefined();
    second.close();
  });

  it('shrinks its journal to one line a record when it starts', () => {
    const file = aFile();
    const first = new Store(file);
    for (let value = 0; value < 50; value += 1) {
      first.platform.put('setting', setting('a', value));
      first.flush();
    }
    first.close();
    expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(50);
    new Store(file).close();
    expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(1);
  });

  it('writes what changed together as one line, and each record once', () => {
    const file = aFile();
    const first = new Store(file);
    for (let value = 0; value < 50; value += 1) first.platform.put('setting', setting('a', value));
    first.platform.put('setting', setting('b', 1));
    first.close();
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] as string)).toHaveLength(2);
    const second = new Store(file);
    expect([second.platform.find('setting', 'a')?.value, second.platform.find('setting', 'b')?.value]).toEqual([49, 1]);
    second.close();
  });

  it('finds records by what they point to, before and after a restart and a change', () => {
    const file = aFile();
    const of = (store: Store, event: string): string[] =>
      store.platform.where('delivery', 'open', event).map(({ id }) => id);
    const delivery = (id: string, event: string): Delivery => ({
      id,
      event,
      eventType: 'x',
      scope: '',
      endpoint: 'we_1',
      url: 'http://127.0.0.1',
      state: 'pending',
      nextAt: 0,
      createdAt: 0,
      tries: 0,
      attempts: [],
    });
    const first = new Store(file);
    const changing = first.platform.put('delivery', delivery('d1', 'evt_1'));
    first.platform.put('delivery', delivery('d2', 'evt_1'));
    first.platform.put('delivery', delivery('d3', 'evt_2'));
    expect(of(first, 'evt_1')).toEqual(['d1', 'd2']);
    changing.state = 'delivered';
    first.platform.put('delivery', changing);
    first.platform.remove('delivery', 'd3');
    first.close();
    const second = new Store(file);
    expect([of(second, 'evt_1'), of(second, 'evt_2')]).toEqual([['d2'], []]);
    second.close();
  });

  it('drops a last line that was torn while being written', () => {
    const file = aFile();
    const first = new Store(file);
    first.platform.put('setting', setting('a', 1));
    first.close();
    appendFileSync(file, '{"scope":"","kind":"sett');
    const second = new Store(file);
    expect(second.platform.find('setting', 'a')?.value).toBe(1);
    second.close();
  });

  it('refuses a journal that is damaged in the middle rather than forget money', () => {
    const file = aFile();
    new Store(file).close();
    appendFileSync(file, 'garbage\n{"scope":"","kind":"setting","id":"a","value":{"id":"a","value":1}}\n');
    expect(() => new Store(file)).toThrow('line 1 is not JSON');
  });
});
