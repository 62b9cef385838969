import { randomUUID } from 'node:crypto';
import { isId, type StreamId } from '@sidestall/kernel';
import type { LiveReader } from '@sidestall/engine/live';
import { PING } from './frame.ts';
import { Show } from './show.ts';

const IDLE_MS = 60_000;
const UNKNOWN_MS = 5_000;
/** How long a name is believed to be that of the same stream. */
const NAME_MS = 60_000;
const MAX_UNKNOWN = 1_000;
const TICK_MS = 5_000;
/** How often viewers are counted over all processes. */
const COUNT_MS = 2_000;
const PING_EVERY_TICKS = 4;
const CLOSE_AT_ONCE = 200;
const CLOSE_PAUSE_MS = 50;

type HubReader = Pick<LiveReader, 'findStreamId' | 'snapshot' | 'eventsAfter' | 'present' | 'absent'>;

/** Hears what is worth counting. */
export interface HubTally {
  told(viewers: number): void;
  closedSlow(): void;
}

const NOBODY_COUNTS: HubTally = { told: () => undefined, closedSlow: () => undefined };

/** Every stream somebody watches here. The database is asked once per stream, however many viewers come. */
export class Hub {
  readonly #shows = new Map<StreamId, Promise<Show | null>>();
  readonly #ids = new Map<string, Promise<StreamId | null>>();
  readonly #idleSince = new Map<StreamId, number>();
  readonly #timer: NodeJS.Timeout;
  readonly #counting: NodeJS.Timeout;
  /** Names this process among those that count. */
  readonly #node = randomUUID();
  #isCounting = false;
  #hasCounted = true;
  #ticks = 0;

  constructor(
    private readonly reader: HubReader,
    private readonly now: () => Date,
    private readonly onTrouble: (error: Error) => void,
    private readonly tally: HubTally = NOBODY_COUNTS,
  ) {
    this.#timer = setInterval(() => void this.#tick(), TICK_MS).unref();
    this.#counting = setInterval(() => void this.#count(), COUNT_MS).unref();
  }

  /** How many streams are held here. */
  get shows(): number {
    return this.#shows.size;
  }

  /** The show of a stream named by id or slug. Of an id nothing is asked but the state. */
  async open(idOrSlug: string): Promise<Show | null> {
    const streamId = isId('str', idOrSlug) ? idOrSlug : await this.#idOf(idOrSlug);
    if (!streamId) return null;
    this.#idleSince.delete(streamId);
    return this.#remember(this.#shows, streamId, () =>
      Show.open(streamId, this.reader, {
        now: this.now,
        onTrouble: (error) => this.report(error),
        onTold: (viewers) => this.tally.told(viewers),
      }),
    );
  }

  #idOf(slug: string): Promise<StreamId | null> {
    return this.#remember(this.#ids, slug, async () => {
      const found = await this.reader.findStreamId(slug);
      if (found) setTimeout(() => this.#ids.delete(slug), NAME_MS).unref();
      return found;
    });
  }

  /** Something was added to a stream's log. */
  async changed(streamId: StreamId, seq: number): Promise<void> {
    const show = await this.#opened(streamId);
    if (show && show.state.seq < seq) await show.advance();
  }

  /** Anything may have been added to any log. */
  async changedAnything(): Promise<void> {
    await Promise.all(
      [...this.#shows.keys()].map(async (streamId) => {
        await (await this.#opened(streamId))?.advance();
      }),
    );
  }

  /** Ends every stream in slices, so that a deploy does not send everybody to the neighbor in the same instant. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    clearInterval(this.#counting);
    for (const streamId of this.#shows.keys()) {
      const show = await this.#opened(streamId);
      if (!show) continue;
      let count = 0;
      for (const viewer of show.viewers) {
        viewer.end();
        if (++count % CLOSE_AT_ONCE === 0) await new Promise((resolve) => setTimeout(resolve, CLOSE_PAUSE_MS));
      }
      show.close();
    }
    this.#shows.clear();
    await this.reader.absent(this.#node).catch(() => undefined); // Then its count is too old in ten seconds.
  }

  /** While the database does not answer everybody keeps the last count. */
  async #count(): Promise<void> {
    if (this.#isCounting || this.#shows.size === 0) return;
    this.#isCounting = true;
    try {
      const held = new Map<StreamId, number>();
      for (const streamId of this.#shows.keys()) {
        const show = await this.#opened(streamId);
        if (show) held.set(streamId, show.viewers.size);
      }
      for (const [streamId, count] of await this.reader.present(this.#node, held)) {
        (await this.#opened(streamId))?.tellWatching(count);
      }
      this.#hasCounted = true;
    } catch (error) {
      if (this.#hasCounted) this.report(error);
      this.#hasCounted = false;
    } finally {
      this.#isCounting = false;
    }
  }

  #opened(streamId: StreamId): Promise<Show | null> {
    return this.#shows.get(streamId)?.catch(() => null) ?? Promise.resolve(null);
  }

  /** One question for all who ask at once; "there is none" is believed for a few seconds, an error not at all. */
  async #remember<K, V>(memory: Map<K, Promise<V | null>>, key: K, ask: () => Promise<V | null>): Promise<V | null> {
    const known = memory.get(key);
    if (known) return known;
    const asked = ask();
    memory.set(key, asked);
    try {
      const value = await asked;
      if (value === null) {
        if (memory.size > MAX_UNKNOWN) memory.delete(key);
        else setTimeout(() => memory.delete(key), UNKNOWN_MS).unref();
      }
      return value;
    } catch (error) {
      memory.delete(key);
      throw error;
    }
  }

  async #tick(): Promise<void> {
    const isPing = ++this.#ticks % PING_EVERY_TICKS === 0;
    const now = this.now().getTime();
    for (const streamId of this.#shows.keys()) {
      const show = await this.#opened(streamId);
      if (!show) continue;
      for (const viewer of show.viewers) {
        if (viewer.isHopeless(now)) {
          viewer.destroy();
          this.tally.closedSlow();
        } else if (isPing) viewer.send(PING, now);
      }
      this.#letGoIfIdle(streamId, show, now);
    }
  }

  #letGoIfIdle(streamId: StreamId, show: Show, now: number): void {
    if (show.viewers.size > 0) {
      this.#idleSince.delete(streamId);
      return;
    }
    const since = this.#idleSince.get(streamId);
    if (since === undefined) this.#idleSince.set(streamId, now);
    else if (now - since >= IDLE_MS) {
      show.close();
      this.#shows.delete(streamId);
      this.#idleSince.delete(streamId);
    }
  }

  /** Hands an error of a wake-up call to the log; the next one tries again. */
  report(error: unknown): void {
    this.onTrouble(error instanceof Error ? error : new Error(String(error)));
  }
}
