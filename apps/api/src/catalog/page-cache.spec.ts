import { PageCache, pageKey, type Page } from './page-cache.ts';

const page = (text: string): Page => ({ headers: {}, etag: `"${text}"`, body: Buffer.from(text) });
const limits = { freshMs: 1_000, staleMs: 5_000, mostPages: 3, mostBytes: 100 };

describe('the page cache', () => {
  let now = 0;
  const cacheOf = (more: Partial<typeof limits> = {}) => new PageCache({ ...limits, ...more }, () => now);

  it('sends a page while it is fresh, then lets one request fetch and the others have what is there', () => {
    const cache = cacheOf();
    cache.keep('a', page('one'));
    now += 999;
    expect(cache.find('a')!.etag).toBe('"one"');
    now += 1;
    expect(cache.find('a')).toBeNull();
    expect(cache.find('a')!.etag).toBe('"one"');
    cache.keep('a', page('two'));
    expect(cache.find('a')!.etag).toBe('"two"');
  });

  it('never sends a page that nobody could renew for long', () => {
    const cache = cacheOf();
    cache.keep('a', page('one'));
    now += 1_000;
    expect(cache.find('a')).toBeNull();
    now += 5_000;
    expect(cache.find('a')).toBeNull();
    expect(cache.size).toBe(0);
  });

  it('has another request fetch when the first never came back', () => {
    const cache = cacheOf({ staleMs: 60_000 });
    cache.keep('a', page('one'));
    now += 1_000;
    expect(cache.find('a')).toBeNull();
    now += 5_000;
    expect(cache.find('a')).toBeNull();
    expect(cache.find('a')).not.toBeNull();
  });

  it('lets go of the page that was asked for longest ago when there are too many, or too many bytes', () => {
    const cache = cacheOf();
    for (const key of ['a', 'b', 'c']) cache.keep(key, page(key));
    cache.find('a');
    cache.keep('d', page('d'));
    expect(['a', 'b', 'c', 'd'].filter((key) => cache.find(key))).toEqual(['a', 'c', 'd']);
    cache.keep('e', page('x'.repeat(99)));
    expect(cache.size).toBe(1 + 1);
    cache.keep('f', page('x'.repeat(101)));
    expect(cache.find('f')).toBeNull();
  });

  it('keeps nothing where it is off', () => {
    const cache = cacheOf({ freshMs: 0 });
    cache.keep('a', page('one'));
    expect(cache.find('a')).toBeNull();
  });
});

describe('the name of a page', () => {
  it('is the same for every address of it', () => {
    const key = pageKey('/v1/products?stream=table-talk&limit=12');
    expect(pageKey('/v1/products/?limit=12&stream=table-talk&utm=x')).toBe(key);
    expect(pageKey('/v1/products?limit=13&stream=table-talk')).not.toBe(key);
  });

  it('is none for anything else', () => {
    for (const url of ['/v1/orders', '/v1/products/x', '/v1/products/prd_x/y', '/v1/products?limit=1&limit=2']) {
      expect(pageKey(url)).toBeNull();
    }
  });
});
