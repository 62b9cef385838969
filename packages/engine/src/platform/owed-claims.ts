import type { QueuedRow } from './job-queue.ts';

const TRY_EVERY_MS = 500;

/**
 * Claims of this worker that have to be given back and could not be: the database was away, or somebody else has their
 * rows locked. They are given back as soon as that is over; should this process end first, their lease runs out.
 */
export class OwedClaims {
  readonly #owed = new Map<string, QueuedRow>();
  #timer: NodeJS.Timeout | null = null;
  #trying: Promise<void> | null = null;
  #isStopped = false;

  /** `leave` gives back what it can and answers the rest. */
  constructor(private readonly leave: (claims: readonly QueuedRow[]) => Promise<readonly QueuedRow[]>) {}

  /** Gives them back, now or as soon as it can be done. */
  async giveBack(claims: readonly QueuedRow[]): Promise<void> {
    for (const claim of claims) this.#owed.set(keyOf(claim), claim);
    await this.#try();
  }

  /** Once more, then never again. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#trying;
    if (this.#owed.size > 0) await this.#try();
  }

  #try(): Promise<void> {
    // One at a time: while the database is away each takes long.
    this.#trying ??= this.#leaveAll().finally(() => {
      this.#trying = null;
      if (this.#timer) clearTimeout(this.#timer);
      if (this.#owed.size > 0 && !this.#isStopped) this.#timer = setTimeout(() => void this.#try(), TRY_EVERY_MS);
    });
    return this.#trying;
  }

  async #leaveAll(): Promise<void> {
    const claims = [...this.#owed.values()];
    try {
      const kept = new Set((await this.leave(claims)).map(keyOf));
      for (const claim of claims) if (!kept.has(keyOf(claim))) this.#owed.delete(keyOf(claim));
    } catch {
      // Away still; how the database is stands in the log by whoever else asks it.
    }
  }
}

const keyOf = ({ rowId, generation }: QueuedRow): string => `${rowId}-${generation}`;
