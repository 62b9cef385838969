/** The middle value: one slow round on a busy machine does not move it. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** What a share of the values stays below, the share between 0 and 1. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** Half and nearly all of the durations, in milliseconds. */
export interface Spread {
  readonly p50: number;
  readonly p99: number;
}

export const spreadOf = (milliseconds: readonly number[]): Spread => ({
  p50: round(percentile(milliseconds, 0.5)),
  p99: round(percentile(milliseconds, 0.99)),
});

/** Four digits that mean something; more would only look exact. */
export const round = (value: number): number => Number(value.toPrecision(4));

/** Collects what a run finds: figures go out as they are known, broken promises decide how the run ends. */
export class Findings {
  readonly #broken: string[] = [];

  figure(name: string, value: number, unit: string, detail: Readonly<Record<string, unknown>>): void {
    console.log(JSON.stringify({ name, value: round(value), unit, detail }));
  }

  /** A promise of the house did not hold during the run. */
  broken(promise: string): void {
    console.error(`  broken: ${promise}`);
    this.#broken.push(promise);
  }

  /** Prints the last line; true when every promise held. */
  close(seconds: number): boolean {
    const ok = this.#broken.length === 0;
    console.log(JSON.stringify({ ok, seconds: round(seconds), ...(!ok && { broken: this.#broken }) }));
    return ok;
  }
}

/** Progress for a person, beside the figures on standard output. */
export const say = (message: string): void => console.error(`… ${message}`);
