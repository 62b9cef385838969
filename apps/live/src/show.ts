import type { StreamId } from '@sidestall/kernel';
import { foldStream, needsSnapshot, type EventPlace, type StreamSnapshot } from '@sidestall/streams';
import type { LiveReader } from '@sidestall/engine/live';
import { changeFrame, frameOf, snapshotFrame, viewersFrame, type Frame } from './frame.ts';
import type { Viewer } from './viewer.ts';

/** How many of the last events a viewer who comes back can be told from memory. */
export const RING_SIZE = 512;
const RETRY_MS = 500;

type LogReader = Pick<LiveReader, 'snapshot' | 'eventsAfter'>;

interface Surroundings {
  now(): Date;
  /** Told of the first of reads that fail in a row. */
  onTrouble(error: unknown): void;
  /** A change was told to so many viewers. */
  onTold(viewers: number): void;
}

/** One stream as this process holds it: its state, its last events as ready bytes, and who watches. */
export class Show {
  readonly viewers = new Set<Viewer>();
  readonly #ring: { readonly seq: number; readonly frame: Frame }[] = [];
  #state: StreamSnapshot;
  #json: string | null = null;
  #reading: Promise<void> | null = null;
  #isStale = false;
  #isClosed = false;
  /** How many watch, in all processes; null before that is known. */
  #watching: number | null = null;

  private constructor(
    state: StreamSnapshot,
    private readonly reader: LogReader,
    private readonly around: Surroundings,
  ) {
    this.#state = state;
  }

  static async open(streamId: StreamId, reader: LogReader, around: Surroundings): Promise<Show | null> {
    const state = await reader.snapshot(streamId);
    return state && new Show(state, reader, around);
  }

  get state(): StreamSnapshot {
    return this.#state;
  }

  close(): void {
    this.#isClosed = true;
    for (const viewer of this.viewers) viewer.end();
  }

  /** Takes a viewer in: with what it missed when that is in memory, with the whole state otherwise. */
  async join(viewer: Viewer, place: EventPlace | null, greeting: string): Promise<void> {
    // A viewer who knows more than this process heard of makes it look, once for however many such viewers.
    if (place && place.epoch === this.#state.epoch && place.seq > this.#state.seq) await this.advance();
    const now = this.around.now().getTime();
    viewer.send(frameOf(greeting), now);
    const missed = place && this.#after(place);
    if (missed) for (const frame of missed) viewer.send(frame, now);
    else viewer.send(this.snapshotFrame(), now);
    if (this.#watching !== null) viewer.send(viewersFrame(this.#watching), now);
    this.viewers.add(viewer);
  }

  /** Tells everybody how many watch, where that is news. */
  tellWatching(count: number): void {
    if (count === this.#watching) return;
    this.#watching = count;
    this.#broadcast(viewersFrame(count));
  }

  snapshotFrame(): Frame {
    this.#json ??= JSON.stringify(this.#state);
    return snapshotFrame(this.#state, this.#json, this.around.now());
  }

  /** Reads what is new and tells everybody. Calls that come while it reads make it read once more, not once each. */
  async advance(): Promise<void> {
    this.#isStale = true;
    this.#reading ??= this.#readAll().finally(() => {
      this.#reading = null;
    });
    await this.#reading;
  }

  async #readAll(): Promise<void> {
    let isTold = false;
    while (this.#isStale && !this.#isClosed) {
      this.#isStale = false;
      try {
        await this.#readOnce();
        isTold = false;
      } catch (error) {
        this.#isStale = true;
        if (!isTold) this.around.onTrouble(error);
        isTold = true;
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS).unref());
        if (this.#isClosed) throw error;
      }
    }
  }

  async #readOnce(): Promise<void> {
    const slice = await this.reader.eventsAfter(this.#state.streamId, this.#state.seq);
    if (!slice) return;
    const hasGap = slice.events[0] !== undefined && needsSnapshot(this.#state, slice.events[0]);
    if (slice.epoch !== this.#state.epoch || hasGap) return this.#beginAnew();
    for (const event of slice.events) {
      this.#state = foldStream(this.#state, event);
      this.#json = null;
      const frame = changeFrame(slice.epoch, event);
      this.#ring.push({ seq: event.seq, frame });
      if (this.#ring.length > RING_SIZE) this.#ring.shift();
      this.#broadcast(frame);
      this.around.onTold(this.viewers.size);
    }
  }

  async #beginAnew(): Promise<void> {
    const state = await this.reader.snapshot(this.#state.streamId);
    if (!state) return;
    this.#state = state;
    this.#json = null;
    this.#ring.length = 0;
    this.#broadcast(this.snapshotFrame());
  }

  #broadcast(frame: Frame): void {
    const now = this.around.now().getTime();
    for (const viewer of this.viewers) viewer.send(frame, now);
  }

  /** The events after a place, or null when they are not all in memory. */
  #after({ epoch, seq }: EventPlace): Frame[] | null {
    if (epoch !== this.#state.epoch || seq > this.#state.seq) return null;
    if (seq === this.#state.seq) return [];
    const first = this.#ring[0];
    if (!first || first.seq > seq + 1) return null;
    return this.#ring.slice(seq + 1 - first.seq).map((entry) => entry.frame);
  }
}
