/** One piece of work as the queue carries it: which row, and which claim of it. */
export interface QueuedJob {
  readonly name: string;
  readonly queue: string;
  readonly rowId: string;
  readonly generation: number;
}

/** A way to spread due rows over workers. What it forgets, the relay offers again. */
export interface JobQueue {
  add(jobs: readonly QueuedJob[]): Promise<void>;
  /** Starts taking work from these queues; each job is given to one worker at a time, perhaps more than once. */
  consume(queues: readonly string[], concurrency: number, run: (job: QueuedJob) => Promise<void>): Promise<void>;
  /** Stops taking work and waits for what runs, up to the deadline. */
  stop(deadlineMs: number): Promise<void>;
  close(): Promise<void>;
}
