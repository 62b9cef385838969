/** An answer as it goes over the wire again and again. */
export interface Page {
  readonly headers: Readonly<Record<string, string | number | string[]>>;
  readonly etag: string;
  readonly body: Buffer;
}

interface Kept extends Page {
  readonly at: number;
  /** When somebody set out to fetch a newer one. */
  refreshing: number | null;
}

export interface PageCacheLimits {
  /** So long a page is sent without a look at the catalog, in milliseconds; 0 keeps nothing. */
  readonly freshMs: number;
  /** So long it is sent on while one request fetches a newer one. */
  readonly staleMs: number;
  readonly mostPages: number;
  readonly mostBytes: number;
}

/** A request that fetches a newer page and never comes back is given up after this long. */
const REFRESH_GIVEN_UP_MS = 5_000;

/**
 * Pages that everybody gets alike, for a moment. One request at a time fetches a newer one while the others get what is
 * there, so that a crowd on one product costs the database a look a second. Bounded: the page asked for longest ago goes.
 */
export class PageCache {
  readonly #limits: PageCacheLimits;
  readonly #now: () => number;
  readonly #pages = new Map<string, Kept>();
  #bytes = 0;

  constructor(limits: PageCacheLimits, now: () => number = () => performance.now()) {
    this.#limits = limits;
    this.#now = now;
  }

  /** The page to send, or null when this request is to fetch it. */
  find(key: string): Page | null {
    const page = this.#pages.get(key);
    if (!page) return null;
    const now = this.#now();
    const age = now - page.at;
    if (age >= this.#limits.freshMs) {
      const isFetched = page.refreshing !== null && now - page.refreshing < REFRESH_GIVEN_UP_MS;
      if (age >= this.#limits.freshMs + this.#limits.staleMs) {
        this.forget(key);
        return null;
      }
      if (!isFetched) {
        page.refreshing = now;
        return null;
      }
    }
    this.#pages.delete(key);
    this.#pages.set(key, page);
    return page;
  }

  keep(key: string, page: Page): void {
    const size = page.body.length;
    this.forget(key);
    if (this.#limits.freshMs === 0 || size > this.#limits.mostBytes) return;
    this.#pages.set(key, { ...page, at: this.#now(), refreshing: null });
    this.#bytes += size;
    for (const oldest of this.#pages.keys()) {
      if (this.#pages.size <= this.#limits.mostPages && this.#bytes <= this.#limits.mostBytes) break;
      this.forget(oldest);
    }
  }

  forget(key: string): void {
    const page = this.#pages.get(key);
    if (!page) return;
    this.#bytes -= page.body.length;
    this.#pages.delete(key);
  }

  get size(): number {
    return this.#pages.size;
  }
}

const PAGE = /^\/v1\/products(?:\/(prd_[0-9a-hjkmnp-tv-z]{26}))?\/?$/;
const ASKED = ['brand', 'stream', 'cursor', 'limit'] as const;

/**
 * One name for all addresses of one page, null for what is no page: order and strange parameters make no difference, so
 * that nobody can fill the cache with copies.
 */
export function pageKey(url: string): string | null {
  const at = url.indexOf('?');
  const path = at < 0 ? url : url.slice(0, at);
  const match = PAGE.exec(path);
  if (!match) return null;
  if (match[1]) return match[1];
  const given = new URLSearchParams(at < 0 ? '' : url.slice(at + 1));
  // Asked for twice, a parameter is the door's to judge.
  if (ASKED.some((name) => given.getAll(name).length > 1)) return null;
  return ASKED.map((name) => `${name}=${encodeURIComponent(given.get(name) ?? '')}`).join('&');
}
