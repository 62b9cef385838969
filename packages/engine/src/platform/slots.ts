/** So many may be at work at once; the others wait in the order they came. */
export class Slots {
  readonly #waiting: (() => void)[] = [];
  #taken = 0;

  constructor(private readonly most: number) {}

  /** Does the work as soon as there is a slot for it. */
  async use<T>(work: () => Promise<T>): Promise<T> {
    if (this.#taken < this.most) this.#taken += 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#taken -= 1;
    }
  }
}
