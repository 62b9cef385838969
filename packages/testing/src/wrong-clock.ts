/** What this process takes for the time, made wrong by so many milliseconds until it is set right. Timers go on as before. */
export class WrongClock {
  readonly #right = globalThis.Date;

  jump(milliseconds: number): void {
    const now = () => this.#right.now() + milliseconds;
    globalThis.Date = new Proxy(this.#right, {
      construct: (date, given: unknown[], made) =>
        Reflect.construct(date, given.length > 0 ? given : [now()], made) as object,
      get: (date, key) => (key === 'now' ? now : Reflect.get(date, key)) as unknown,
    });
  }

  setRight(): void {
    globalThis.Date = this.#right;
  }
}
