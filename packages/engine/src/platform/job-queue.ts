/** A row of work, and which claim of it. */
export interface QueuedRow {
  readonly rowId: string;
  readonly generation: number;
}

/**
 * What the queue carries: rows of one job that became due at about the same time, since carrying costs more than what is
 * carried. The first row stands by itself, as it did when every row travelled alone.
 */
export interface QueuedJob extends QueuedRow {
  readonly name: string;
  readonly queue: string;
  readonly others?: readonly QueuedRow[];
}

/** All rows of it, the first one first. */
export const rowsOf = ({ rowId, generation, others = [] }: QueuedJob): QueuedRow[] => [
  { rowId, generation },
  ...others,
];

/** A way to spread due rows over workers. What it forgets, the relay offers again. */
export interface JobQueue {
  add(jobs: readonly QueuedJob[]): Promise<void>;
  /** Starts taking work from these queues; each job is given to one worker at a time, perhaps more than once. */
  consume(queues: readonly string[], concurrency: number, run: (job: QueuedJob) => Promise<void>): Promise<void>;
  /** Stops taking work and waits for what runs, up to the deadline. */
  stop(deadlineMs: number): Promise<void>;
  close(): Promise<void>;
}
