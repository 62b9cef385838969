import type { FulfillmentOrderState, Problem } from './wire.ts';

/** The API answered and said no. `code` is stable; `message` is for people. */
export class PartnerApiError extends Error {
  override readonly name = 'PartnerApiError';
  readonly status: number;
  /** Such as `FULFILLMENT.STATE_CONFLICT`. */
  readonly code: string;
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.status = problem.status;
    this.code = problem.code;
    this.problem = problem;
  }

  /** Where the fulfillment order stands now, when an answer came too late. */
  get currentState(): FulfillmentOrderState | undefined {
    const extra = this.problem['extra'] as { currentState?: FulfillmentOrderState } | undefined;
    return (this.problem['currentState'] as FulfillmentOrderState | undefined) ?? extra?.currentState;
  }
}

/** The API could not be reached, or did not answer in time, after all retries. What was asked may still have happened. */
export class PartnerUnreachableError extends Error {
  override readonly name = 'PartnerUnreachableError';
}
