/** Where a rule gets the time from. Deadlines that bind people compare against the database's clock instead. */
export interface Clock {
  now(): Date;
}

/** The machine's own clock. */
export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still until told otherwise, for tests and simulations. */
export class ManualClock implements Clock {
  #now: number;

  constructor(start: Date | string | number) {
    this.#now = new Date(start).getTime();
  }

  now(): Date {
    return new Date(this.#now);
  }

  /** Moves the clock forward (or back, to test skew) by milliseconds. */
  advance(milliseconds: number): void {
    this.#now += milliseconds;
  }
}
