import { createPostgresBackend, Queue, withBackend, Worker, type ConnectionOptions, type Job } from 'bullmq';
import type { EngineConfig } from './config.ts';
import type { JobQueue, QueuedJob } from './job-queue.ts';
import type { Logger } from './logger.ts';

const FEW = 10;

interface AnyQueue {
  add(name: string, data: QueuedJob, opts: object): Promise<unknown>;
  addBulk(jobs: { name: string; data: QueuedJob; opts: object }[]): Promise<unknown>;
  close(): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

interface AnyWorker {
  pause(doNotWaitActive?: boolean): Promise<void>;
  close(force?: boolean): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

export const BULLMQ_SCHEMA = 'bullmq';

/** How BullMQ reaches PostgreSQL: its commits need not wait for the disk, since the outbox is the truth. */
const postgresConnection = (databaseUrl: string, max: number) => ({
  connectionString: databaseUrl,
  schema: BULLMQ_SCHEMA,
  options: '-c synchronous_commit=off',
  application_name: 'sidestall-queue',
  max,
});

const KEEP = { removeOnComplete: true, removeOnFail: { count: 500 }, attempts: 1 };

/** BullMQ on the same PostgreSQL, or on Redis when an address is given. */
export class BullmqQueue implements JobQueue {
  readonly #queues = new Map<string, AnyQueue>();
  readonly #workers: AnyWorker[] = [];
  readonly #underWay = new Set<Promise<void>>();

  constructor(
    private readonly config: EngineConfig,
    private readonly logger: Logger,
  ) {}

  async add(jobs: readonly QueuedJob[]): Promise<void> {
    const byQueue = new Map<string, QueuedJob[]>();
    for (const job of jobs) byQueue.set(job.queue, [...(byQueue.get(job.queue) ?? []), job]);
    for (const [name, list] of byQueue) {
      try {
        // The id carries the claim: BullMQ silently ignores an id it has seen, even one it gave up on.
        const entries = list.map((job) => ({
          name: job.name,
          data: job,
          opts: { ...KEEP, jobId: `${job.rowId}-g${job.generation}` },
        }));
        const queue = this.#queue(name);
        // On PostgreSQL a bulk makes temporary tables, which costs more than ten single calls.
        if (entries.length > FEW) await queue.addBulk(entries);
        else for (const { name: jobName, data, opts } of entries) await queue.add(jobName, data, opts);
      } catch (error) {
        this.#forget(name);
        throw error;
      }
    }
  }

  async consume(queues: readonly string[], concurrency: number, run: (job: QueuedJob) => Promise<void>): Promise<void> {
    for (const name of queues) {
      const process = async (job: Job<QueuedJob>) => {
        const running = run(job.data).finally(() => this.#underWay.delete(running));
        this.#underWay.add(running);
        await running;
      };
      const options = { concurrency, lockDuration: 30_000, stalledInterval: 15_000, runRetryDelay: 1_000 };
      const worker: AnyWorker = this.config.redisUrl
        ? new Worker(name, process, { ...options, connection: this.#redis(true) })
        : new (withBackend(createPostgresBackend).Worker)<QueuedJob>(name, process, {
            ...options,
            connection: postgresConnection(this.config.databaseUrl, 4),
          });
      worker.on('error', (error) => this.logger.warn({ err: error, queue: name }, 'The queue had trouble; it goes on'));
      this.#workers.push(worker);
    }
    await Promise.resolve();
  }

  async stop(deadlineMs: number): Promise<void> {
    const workers = this.#workers.splice(0);
    await Promise.all(workers.map((worker) => worker.pause(true)));
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<true>((resolve) => {
      timer = setTimeout(() => resolve(true), deadlineMs);
    });
    const isLate = await Promise.race([Promise.allSettled(this.#underWay).then(() => false), late]);
    clearTimeout(timer);
    // A worker that was asked to close gently cannot be forced any more: only the first call counts.
    await Promise.all(workers.map((worker) => worker.close(isLate)));
  }

  async close(): Promise<void> {
    await this.stop(1_000);
    await Promise.all([...this.#queues.values()].map((queue) => queue.close()));
    this.#queues.clear();
  }

  /** A queue whose first connection failed remembers that forever; the next one asks anew. */
  #forget(name: string): void {
    const queue = this.#queues.get(name);
    this.#queues.delete(name);
    queue?.close().catch(() => undefined);
  }

  #queue(name: string): AnyQueue {
    let queue = this.#queues.get(name);
    if (!queue) {
      queue = this.config.redisUrl
        ? (new Queue(name, { connection: this.#redis(false) }) as unknown as AnyQueue)
        : (new (withBackend(createPostgresBackend).Queue)(name, {
            connection: postgresConnection(this.config.databaseUrl, 1),
          }) as unknown as AnyQueue);
      queue.on('error', (error) => this.logger.warn({ err: error, queue: name }, 'The queue had trouble; it goes on'));
      this.#queues.set(name, queue);
    }
    return queue;
  }

  /** Producers must fail fast while Redis is away, workers must wait for it. */
  #redis(isWorker: boolean): ConnectionOptions {
    const url = this.config.redisUrl!;
    return isWorker ? { url, maxRetriesPerRequest: null } : { url, enableOfflineQueue: false, maxRetriesPerRequest: 1 };
  }
}
