interface Row {
  currency: string;
  net: number;
  available_on: number;
}

/** What an account's balance rows add up to, without walking them: sums per currency, and per instant for what is pending. */
export class BalanceSheet {
  readonly #settled = new Map<string, number>();
  readonly #pending = new Map<number, Map<string, number>>();
  readonly #currencies = new Set<string>();
  #settledTo = -Infinity;
  #next = Infinity;

  change(row: object | undefined, previous: object | undefined): void {
    if (previous) this.#add(previous as Row, -1);
    if (row) this.#add(row as Row, 1);
  }

  get currencies(): string[] {
    return [...this.#currencies].sort();
  }

  available(currency: string, now: number): number {
    this.#settle(now);
    return this.#settled.get(currency) ?? 0;
  }

  pending(currency: string, now: number): number {
    this.#settle(now);
    let sum = 0;
    for (const sums of this.#pending.values()) sum += sums.get(currency) ?? 0;
    return sum;
  }

  #add(row: Row, sign: 1 | -1): void {
    this.#currencies.add(row.currency);
    let sums = this.#settled;
    if (row.available_on > this.#settledTo) {
      sums = this.#pending.get(row.available_on) ?? new Map<string, number>();
      this.#pending.set(row.available_on, sums);
      this.#next = Math.min(this.#next, row.available_on);
    }
    sums.set(row.currency, (sums.get(row.currency) ?? 0) + sign * row.net);
  }

  #settle(now: number): void {
    if (now < this.#next) return;
    this.#settledTo = now;
    this.#next = Infinity;
    for (const [at, sums] of this.#pending) {
      if (at > now) {
        this.#next = Math.min(this.#next, at);
        continue;
      }
      for (const [currency, sum] of sums) this.#settled.set(currency, (this.#settled.get(currency) ?? 0) + sum);
      this.#pending.delete(at);
    }
  }
}
