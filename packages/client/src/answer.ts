import type { FailureCode, Problem } from '@sidestall/contracts';

/** What can go wrong before any answer of the API is in hand. */
export type TransportCode = 'CLIENT.OFFLINE' | 'CLIENT.TIMEOUT' | 'CLIENT.UNREADABLE';

/**
 * Why a call failed: the API's own problem answer, or a problem of the way there with status 0. `code` is what to act
 * on, `detail` what to show; data such as a new quote or the lines that are gone stand beside them by name.
 */
export interface ApiProblem {
  readonly code: FailureCode | TransportCode;
  readonly status: number;
  readonly title: string;
  readonly detail?: string;
  readonly requestId?: string;
  readonly fields?: readonly { readonly path: string; readonly message: string }[];
  readonly [extra: string]: unknown;
}

/** Every call answers one of these and never rejects. */
export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: ApiProblem };

/** A problem answer of the API, whose `code` is one of the contract's. */
export function isWireProblem(body: unknown): body is Problem {
  return (
    typeof body === 'object' &&
    body !== null &&
    typeof (body as { code?: unknown }).code === 'string' &&
    typeof (body as { title?: unknown }).title === 'string'
  );
}

/**
 * True when nobody can say whether the call took effect: the same call may be sent again, with the same Idempotency-Key.
 */
export function isOutcomeUnknown(problem: ApiProblem): boolean {
  return problem.status === 0 || problem.code === 'IDEMPOTENCY.IN_FLIGHT' || problem.status >= 500;
}
