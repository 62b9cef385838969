import type { z } from 'zod';

/** Something that happened and that others must hear of: named in the past tense, carrying ids. */
export interface Fact<N extends string = string, P = unknown> {
  readonly name: N;
  readonly payload: z.ZodType<P>;
}

/** Declares a fact once; its publisher and its subscribers share the declaration. */
export function defineFact<N extends string, P>(name: N, payload: z.ZodType<P>): Fact<N, P> {
  return { name, payload };
}

export interface JobOptions {
  /** After this many failures the row waits for a person; every failure in between backs off. */
  readonly attempts: number;
  /** How long one run may be silent before another worker takes it over. Runs renew it while they live. */
  readonly leaseSeconds: number;
  /** Jobs of one queue share workers; by default the context's own. */
  readonly queue: string;
  /** Runs by itself, this long after it last ended, in one worker of all; its payload is empty. */
  readonly everySeconds?: number;
}

/** Work to be done: named as a command, carrying ids. */
export interface Job<N extends string = string, P = unknown> {
  readonly name: N;
  readonly payload: z.ZodType<P>;
  readonly options: JobOptions;
}

/** Declares a job once: name, payload and options. */
export function defineJob<N extends string, P>(
  name: N,
  payload: z.ZodType<P>,
  options: Partial<JobOptions> = {},
): Job<N, P> {
  return { name, payload, options: { attempts: 12, leaseSeconds: 12, queue: name.split('.')[0]!, ...options } };
}

export interface Subscription {
  readonly fact: string;
  readonly job: Job;
  map(payload: unknown): unknown;
}

/** Says that a fact sets a job in motion. Lives in the context that does the job. */
export function subscribe<P, Q>(
  fact: Fact<string, P>,
  job: Job<string, Q>,
  ...map: P extends Q ? [map?: (payload: P) => Q] : [map: (payload: P) => Q]
): Subscription {
  const turn = map[0] ?? ((payload: P) => payload as unknown as Q);
  return { fact: fact.name, job: job as Job, map: (payload) => turn(payload as P) };
}
