/** An answer may be kept on its way for a second and tells an old time then; what is later is nearer to the truth. */
const KEPT_MS = 2_000;

/**
 * The server's time, carried on by a clock that nobody can set: deadlines are the shop's, so the time on the viewer's
 * device is never asked.
 */
export class ServerClock {
  #serverTime = 0;
  #heardAt: number | null = null;
  readonly #ticks: () => number;

  /** `ticks` counts milliseconds from anywhere and never jumps. */
  constructor(ticks: () => number = () => performance.now()) {
    this.#ticks = ticks;
  }

  get isSet(): boolean {
    return this.#heardAt !== null;
  }

  /** Takes the time of an answer; it was written about half the way back ago. */
  heard(serverTime: string, tookMs: number): void {
    const told = Date.parse(serverTime) + tookMs / 2;
    const behind = this.now() - told;
    if (behind > 0 && behind < KEPT_MS) return;
    this.#serverTime = told;
    this.#heardAt = this.#ticks();
  }

  /** Asks the shop and sets the clock by its answer. */
  async timed<T extends { readonly ok: boolean; readonly value?: { readonly serverTime: string } }>(
    ask: () => Promise<T>,
  ): Promise<T> {
    const began = this.#ticks();
    const answer = await ask();
    if (answer.value) this.heard(answer.value.serverTime, this.#ticks() - began);
    return answer;
  }

  /** Milliseconds since the epoch, by the server. */
  now(): number {
    return this.#heardAt === null ? Number.NaN : this.#serverTime + this.#ticks() - this.#heardAt;
  }
}
