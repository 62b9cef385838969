import { cacheControl } from './entity-tag.ts';
import { pageAddress } from './page-address.ts';
import { PageCache, type Fetched, type Page } from './page-cache.ts';

const limits = { mostMs: 1_000, mostPages: 3, mostBytes: 100 };
const page = (text: string, status = 200): Page => ({ status, body: Buffer.from(text) });

/** A cache whose fetches come back when they are told to. */
class Table {
  now = 0;
  readonly asked: string[] = [];
  readonly #answers: ((fetched: Fetched<Page> | Error) => void)[] = [];
  readonly cache = new PageCache<Page>(
    (key) => {
      this.asked.push(key);
      return new Promise((resolve, reject) => {
        this.#answers.push((fetched) => (fetched instanceof Error ? reject(fetched) : resolve(fetched)));
      });
    },
    limits,
    () => this.now,
  );

  /** The oldest fetch under way comes back. */
  async comes(fetched: Page | Error, lifeMs = Infinity): Promise<void> {
    this.#answers.shift()!(fetched instanceof Error ? fetched : { page: fetched, lifeMs });
    await new Promise((resolve) => setImmediate(resolve));
  }

  async keep(key: string, text = key, lifeMs = Infinity): Promise<void> {
    void this.cache.fetch(key);
    await this.comes(page(text), lifeMs);
  }

  find(key: string): string | null {
    return this.cache.find(key)?.body.toString() ?? null;
  }
}

let table: Table;
beforeEach(() => {
  table = new Table();
});

describe('the page cache', () => {
  it('fetches once for all who ask at the same time', async () => {
    const asked = [table.cache.fetch('a'), table.cache.fetch('a'), table.cache.fetch('a')];
    await table.comes(page('one'));
    expect((await Promise.all(asked)).map(({ body }) => body.toString())).toEqual(['one', 'one', 'one']);
    expect(table.asked).toEqual(['a']);
  });

  it('sends a page on while one newer is fetched, and nobody waits', async () => {
    await table.keep('a', 'one');
    table.now = 499;
    expect(table.find('a')).toBe('one');
    expect(table.asked).toHaveLength(1);
    table.now = 500;
    expect([table.find('a'), table.find('a')]).toEqual(['one', 'one']);
    expect(table.asked).toHaveLength(2);
    await table.comes(page('two'));
    expect(table.find('a')).toBe('two');
    expect(table.asked).toHaveLength(2);
  });

  it('never sends a page that is too old, counting from before it was looked up', async () => {
    void table.cache.fetch('a');
    table.now = 900;
    await table.comes(page('slow'));
    expect(table.find('a')).toBe('slow');
    table.now = 1_000;
    expect(table.find('a')).toBeNull();
  });

  it('never sends a page beyond its life', async () => {
    await table.keep('a', 'one', 120);
    table.now = 119;
    expect(table.find('a')).toBe('one');
    table.now = 120;
    expect(table.find('a')).toBeNull();
  });

  it('lets go at once of what is gone, and in trouble sends what it has for as long as it may', async () => {
    await table.keep('a', 'one');
    table.now = 600;
    table.find('a');
    await table.comes(page('trouble', 503));
    expect(table.find('a')).toBe('one');
    await table.comes(new Error('trouble'));
    expect(table.find('a')).toBe('one');
    await table.comes(page('gone', 404));
    expect(table.find('a')).toBeNull();
    table.now = 1_000;
    const asked = table.cache.fetch('a');
    await table.comes(page('gone', 404));
    expect((await asked).status).toBe(404);
    expect([table.find('a'), table.cache.size]).toEqual([null, 0]);
  });

  it('has another fetch made when one never comes back', async () => {
    void table.cache.fetch('a');
    table.now = 4_999;
    void table.cache.fetch('a');
    expect(table.asked).toHaveLength(1);
    table.now = 5_000;
    void table.cache.fetch('a');
    expect(table.asked).toHaveLength(2);
    await table.comes(page('late'));
    await table.comes(page('new'));
    expect(table.find('a')).toBe('new');
  });

  it('holds no more pages and bytes than it may: the one fetched longest ago goes', async () => {
    for (const key of ['a', 'b', 'c', 'd']) await table.keep(key);
    expect(['a', 'b', 'c', 'd'].map((key) => table.find(key))).toEqual([null, 'b', 'c', 'd']);
    await table.keep('e', 'x'.repeat(99));
    expect([table.find('d'), table.cache.size]).toEqual(['d', 2]);
    await table.keep('f', 'x'.repeat(101));
    expect([table.find('f'), table.cache.size]).toEqual([null, 2]);
  });

  it('lets go of what nobody asks for any more', async () => {
    for (const key of ['a', 'b']) await table.keep(key);
    table.now = 1_000;
    await table.keep('c');
    expect(table.cache.size).toBe(1);
  });
});

describe('the address of a page', () => {
  it('is the same however it is spelled', () => {
    const address = '/v1/products?stream=table-talk&limit=12';
    for (const spelling of [
      address,
      '/v1/products/?limit=12&stream=table-talk',
      '/v1/products?utm=x&limit=12&stream=table%2Dtalk&y',
    ])
      expect(pageAddress(spelling)).toBe(address);
    expect(pageAddress('/v1/products?limit=13&stream=table-talk')).not.toBe(address);
    expect(pageAddress('/v1/products?')).toBe('/v1/products');
    const id = 'prd_01h455vb4pex5vsknk084sn02q';
    expect(pageAddress(`/v1/products/${id}/?x=1&limit=3`)).toBe(`/v1/products/${id}`);
    expect(pageAddress(`/v1/products/${id}?drops=apart&stream=a`)).toBe(`/v1/products/${id}?stream=a&drops=apart`);
  });

  it('keeps what a value says', () => {
    expect(pageAddress('/v1/products?brand=a%26limit%3D1&cursor=')).toBe('/v1/products?brand=a%26limit%3D1&cursor=');
  });

  it('is none for anything else', () => {
    for (const url of ['/v1/orders', '/v1/products/x', '/v1/products/prd_x/y', '/v1/products?limit=1&limit=2']) {
      expect(pageAddress(url)).toBeNull();
    }
  });
});

describe('how long other caches may keep a page', () => {
  it('is what the route says, unless the page will be wrong sooner', () => {
    expect(cacheControl(2, Infinity)).toBe('public, max-age=2, stale-while-revalidate=4');
    expect(cacheControl(2, 6_500)).toBe('public, max-age=2, stale-while-revalidate=3');
    expect(cacheControl(2, 2_999)).toBe('public, max-age=1, must-revalidate');
    expect(cacheControl(2, 500)).toBe('public, max-age=0, must-revalidate');
  });
});
