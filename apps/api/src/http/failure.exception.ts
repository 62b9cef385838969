import { WIRE, type Failure } from '@sidestall/contracts';
import type { Result } from '@sidestall/kernel';

/** Carries an expected failure from a door to the filter that writes the problem answer. Use cases never throw it. */
export class FailureException extends Error {
  constructor(readonly failure: Failure) {
    super(failure.detail ?? WIRE[failure.code].title);
  }
}

/** The value of a result; a failure becomes its problem answer. */
export function respond<T>(result: Result<T, Failure>): T {
  if (result.ok) return result.value;
  throw new FailureException(result.error);
}
