import type { StreamId } from '@sidestall/kernel';
import type { LiveReader } from '@sidestall/engine/live';
import { PING } from './frame.ts';
import { Show } from './show.ts';

const IDLE_MS = 60_000;
const UNKNOWN_MS = 5_000;
const MAX_UNKNOWN = 1_000;
const TICK_MS = 5_000;
const PING_EVERY_TICKS = 4;
const CLOSE_AT_ONCE = 200;
const CLOSE_PAUSE_MS = 50;

type HubReader = Pick<LiveReader, 'findStreamId' | 'snapshot' | 'eventsAfter'>;

/** Every stream somebody watches here. The database is asked once per stream, however many viewers come. */
export class Hub {
  readonly #shows = new Map<StreamId, Promise<Show | null>>();
  readonly #ids = new Map<string, Promise<StreamId | null>>();
  readonly #idleSince = new Map<StreamId, number>();
  readonly #timer: NodeJS.Timeout;
  #ticks = 0;

  constructor(
    private readonly reader: HubReader,
    private readonly now: () => Date,
    private readonly onTrouble: (error: Error) => void,
  ) {
    this.#timer = setInterval(() => void this.#tick(), TICK_MS).unref();
  }

  /** The show of a stream named by id or slug. */
  async open(idOrSlug: string): Promise<Show | null> {
    const streamId = await this.#remember(this.#ids, idOrSlug, () => this.reader.findStreamId(idOrSlug));
    if (!streamId) return null;
    this.#idleSince.delete(streamId);
    return this.#remember(this.#shows, streamId, () => Show.open(streamId, this.reader, this.now));
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
        if (viewer.isHopeless(now)) viewer.destroy();
        else if (isPing) viewer.send(PING, now);
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
