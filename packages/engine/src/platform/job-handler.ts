import { SetMetadata } from '@nestjs/common';
import type { z } from 'zod';
import type { Job } from './fact.ts';

export const HANDLED_JOB = Symbol('HANDLED_JOB');

/** What a run knows about itself. */
export interface JobRun {
  /** Counts up from 1 over failures of the same work. */
  readonly attempt: number;
  readonly maxAttempts: number;
  /** The row's claim number; a write that must not come from an overtaken run compares it. */
  readonly generation: number;
  /** Aborted when the process is asked to stop or the claim was lost. */
  readonly signal: AbortSignal;
}

/** Run again later without counting as a failure: timers and retry schedules of their own. */
export type JobAgain = { readonly again: Date | { readonly seconds: number } };

export interface JobHandler<J extends Job = Job> {
  handle(payload: z.infer<J['payload']>, run: JobRun): Promise<void | JobAgain>;
}

/** Marks the provider that does a job; start-up of the worker refuses a job without one. */
export const Handles = (job: Job): ClassDecorator => SetMetadata(HANDLED_JOB, job);
