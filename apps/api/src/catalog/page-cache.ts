/** An answer as it goes over the wire again and again. */
export interface Page {
  readonly status: number;
  readonly body: Buffer;
}

/** A page as it was fetched, and how long it will be true at most: until a drop starts or ends. */
export interface Fetched<P extends Page> {
  readonly page: P;
  readonly lifeMs: number;
}

export interface PageCacheLimits {
  /** How old a page may be when it is sent, in milliseconds. From half of that on a newer one is fetched meanwhile. */
  readonly mostMs: number;
  readonly mostPages: number;
  readonly mostBytes: number;
}

interface Kept<P> {
  readonly page: P;
  /** From then on a newer one is fetched, and the page is sent on until it has come. */
  readonly agesAt: number;
  /** From then on it is not sent any more. */
  readonly diesAt: number;
}

/** A fetch that does not come back is waited for by those who asked until then, and by nobody else. */
const GIVEN_UP_MS = 5_000;

/**
 * Pages that everybody gets alike, for a moment. A crowd on one page costs the database a look or two a second: one fetch
 * is under way at a time, and while a page is not too old nobody waits for it. What is not asked for is let go within the
 * same moment, so that only pages in use take room; of too many the oldest goes.
 */
export class PageCache<P extends Page> {
  readonly #fetch: (key: string) => Promise<Fetched<P>>;
  readonly #limits: PageCacheLimits;
  readonly #now: () => number;
  /** The one fetched longest ago comes first. */
  readonly #pages = new Map<string, Kept<P>>();
  readonly #underWay = new Map<string, { readonly since: number; readonly page: Promise<P> }>();
  #bytes = 0;

  constructor(
    fetch: (key: string) => Promise<Fetched<P>>,
    limits: PageCacheLimits,
    now: () => number = () => performance.now(),
  ) {
    this.#fetch = fetch;
    this.#limits = limits;
    this.#now = now;
  }

  /** The page, if one is there that may be sent; sees to it that a newer one will be when it is needed. */
  find(key: string): P | null {
    const kept = this.#pages.get(key);
    if (!kept) return null;
    const now = this.#now();
    if (now >= kept.diesAt) return null;
    // Trouble is told to whoever waits for the page once this one is too old.
    if (now >= kept.agesAt) this.fetch(key).catch(() => undefined);
    return kept.page;
  }

  /** The page as it is now; whoever asks at the same time gets the same. */
  fetch(key: string): Promise<P> {
    const now = this.#now();
    const underWay = this.#underWay.get(key);
    if (underWay && now - underWay.since < GIVEN_UP_MS) return underWay.page;
    const page = this.#bring(key, now).finally(() => {
      if (this.#underWay.get(key)?.page === page) this.#underWay.delete(key);
    });
    this.#underWay.set(key, { since: now, page });
    return page;
  }

  get size(): number {
    return this.#pages.size;
  }

  /** Its age counts from before it was looked up. */
  async #bring(key: string, since: number): Promise<P> {
    const { page, lifeMs } = await this.#fetch(key);
    if (page.status === 200) this.#keep(key, page, { since, lifeMs });
    // In trouble the page that is there does for as long as it may.
    else if (page.status < 500) this.#forget(key);
    return page;
  }

  #keep(key: string, page: P, { since, lifeMs }: { readonly since: number; readonly lifeMs: number }): void {
    const { mostMs, mostPages, mostBytes } = this.#limits;
    this.#forget(key);
    if (page.body.length > mostBytes) return;
    const diesAt = since + Math.min(mostMs, lifeMs);
    this.#pages.set(key, { page, agesAt: since + mostMs / 2, diesAt });
    this.#bytes += page.body.length;
    const now = this.#now();
    for (const [oldest, kept] of this.#pages) {
      if (now < kept.diesAt && this.#pages.size <= mostPages && this.#bytes <= mostBytes) break;
      this.#forget(oldest);
    }
  }

  #forget(key: string): void {
    const kept = this.#pages.get(key);
    if (!kept) return;
    this.#bytes -= kept.page.body.length;
    this.#pages.delete(key);
  }
}
