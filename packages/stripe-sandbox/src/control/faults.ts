import { ApiError, type ErrorType } from '../http/api-error.ts';

export interface FaultRequest {
  /** How many of the next matching calls fail. */
  count: number;
  status: number;
  code?: string;
  type?: ErrorType;
  message?: string;
  /** Only calls whose path contains this text. */
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

/** Failures that were ordered through the control plane, to show how a caller copes with a bad day at Stripe. */
export class Faults {
  /** Milliseconds added to each call. */
  latency = 0;
  #ordered: FaultRequest[] = [];

  order(request: FaultRequest): void {
    this.#ordered.push({ ...request });
  }

  get ordered(): readonly FaultRequest[] {
    return this.#ordered;
  }

  clear(): void {
    this.#ordered = [];
    this.latency = 0;
  }

  next(method: string, path: string): Fault | undefined {
    const found = this.#ordered.find((fault) => path.includes(fault.path ?? '') && (fault.method ?? method) === method);
    if (!found) return undefined;
    found.count -= 1;
    if (found.count <= 0) this.#ordered = this.#ordered.filter((fault) => fault !== found);
    const type = found.type ?? (found.status >= 500 ? 'api_error' : 'invalid_request_error');
    const message = found.message ?? 'This failure was ordered through the sandbox control plane.';
    return {
      error: new ApiError(found.status, { type, message, ...(found.code ? { code: found.code } : {}) }),
      afterEffect: found.afterEffect === true,
      hangUp: found.hangUp === true,
    };
  }
}
