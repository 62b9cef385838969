import { ApiError, type ErrorType } from '../http/api-error.ts';
import type { Store } from '../store/store.ts';

export interface FaultRequest {
  /** How many of the next matching calls fail. */
  count: number;
  status: number;
  code?: string;
  type?: ErrorType;
  message?: string;
  /** Only calls whose path contains this text, in which `*` stands for one part of a path and a leading `=` for nothing more. */
  path?: string;
  method?: string;
  /** The work is done, then the caller hears of a failure all the same. */
  afterEffect?: boolean;
  /** The connection is cut instead of answered. */
  hangUp?: boolean;
}

export interface Fault {
  error: ApiError;
  afterEffect: boolean;
  hangUp: boolean;
}

const SETTING = 'faults';

interface Kept {
  latency: number;
  ordered: FaultRequest[];
  mostPerSecond?: number;
}

/** Failures that were ordered through the control plane, to show how a caller copes with a bad day at Stripe. */
export class Faults {
  readonly #store: Store;
  #latency = 0;
  #ordered: FaultRequest[] = [];
  #mostPerSecond = 0;
  #second = 0;
  #calls = 0;

  constructor(store: Store) {
    this.#store = store;
    const kept = store.platform.find('setting', SETTING)?.value;
    if (typeof kept !== 'string') return;
    const { latency, ordered, mostPerSecond = 0 } = JSON.parse(kept) as Kept;
    this.#latency = latency;
    this.#ordered = ordered;
    this.#mostPerSecond = mostPerSecond;
  }

  /** How many calls are answered in one second of real time, as Stripe's rate limits have it; 0 is no limit. */
  get mostPerSecond(): number {
    return this.#mostPerSecond;
  }

  set mostPerSecond(calls: number) {
    this.#mostPerSecond = calls;
    this.#keep();
  }

  #isOverLimit(): boolean {
    if (this.#mostPerSecond === 0) return false;
    const second = Math.floor(Date.now() / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#calls = 0;
    }
    this.#calls += 1;
    return this.#calls > this.#mostPerSecond;
  }

  /** Milliseconds added to each call. */
  get latency(): number {
    return this.#latency;
  }

  set latency(milliseconds: number) {
    this.#latency = milliseconds;
    this.#keep();
  }

  #keep(): void {
    const kept: Kept = { latency: this.#latency, ordered: this.#ordered, mostPerSecond: this.#mostPerSecond };
    this.#store.platform.put('setting', { id: SETTING, value: JSON.stringify(kept) });
  }

  order(request: FaultRequest): void {
    this.#ordered.push({ ...request });
    this.#keep();
  }

  get ordered(): readonly FaultRequest[] {
    return this.#ordered;
  }

  clear(): void {
    this.#ordered = [];
    this.#mostPerSecond = 0;
    this.latency = 0;
  }

  next(method: string, path: string): Fault | undefined {
    if (this.#isOverLimit()) {
      const message =
        'Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.';
      const error = new ApiError(429, { type: 'invalid_request_error', code: 'rate_limit', message });
      return { error, afterEffect: false, hangUp: false };
    }
    const found = this.#ordered.find((fault) => fits(fault.path ?? '', path) && (fault.method ?? method) === method);
    if (!found) return undefined;
    found.count -= 1;
    if (found.count <= 0) this.#ordered = this.#ordered.filter((fault) => fault !== found);
    this.#keep();
    const type = found.type ?? (found.status >= 500 ? 'api_error' : 'invalid_request_error');
    const message = found.message ?? 'This failure was ordered through the sandbox control plane.';
    return {
      error: new ApiError(found.status, { type, message, ...(found.code ? { code: found.code } : {}) }),
      afterEffect: found.afterEffect === true,
      hangUp: found.hangUp === true,
    };
  }
}

function fits(wanted: string, path: string): boolean {
  const isWhole = wanted.startsWith('=');
  const text = isWhole ? wanted.slice(1) : wanted;
  const pattern = text.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', '[^/]+');
  return new RegExp(isWhole ? `^${pattern}$` : pattern).test(path);
}
