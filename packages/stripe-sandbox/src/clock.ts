import type { Store } from './store/store.ts';

const OFFSET = 'clock-offset';

/** The sandbox's own time: the machine's, moved forward by whatever the control plane asked for. Lasts over a restart. */
export class SandboxClock {
  readonly #store: Store;
  readonly #base: () => number;

  constructor(store: Store, base: { now(): Date } | undefined) {
    this.#store = store;
    this.#base = base ? () => base.now().getTime() : () => Date.now();
  }

  /** Unix milliseconds. */
  get milliseconds(): number {
    return this.#base() + this.offset;
  }

  /** Unix seconds. */
  get seconds(): number {
    return Math.floor(this.milliseconds / 1000);
  }

  get offset(): number {
    return Number(this.#store.platform.find('setting', OFFSET)?.value ?? 0);
  }

  advance(seconds: number): void {
    this.#store.platform.put('setting', { id: OFFSET, value: this.offset + seconds * 1000 });
  }
}
