import { createPostgresBackend, Queue, withBackend, Worker, type ConnectionOptions, type Job } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { EngineConfig } from './config.ts';
import type { JobQueue, QueuedJob } from './job-queue.ts';
import type { Logger } from './logger.ts';
import { QuietClient } from './quiet-client.ts';

const FEW = 10;
/** A queue that takes longer to take something is as good as away: the rows are done without it. */
const PATIENCE_MS = { redis: 1_000, postgres: 10_000 } as const;

interface Entry {
  readonly name: string;
  readonly data: QueuedJob;
  readonly opts: object;
}

interface AnyQueue {
  add(name: string, data: QueuedJob, opts: object): Promise<unknown>;
  addBulk(jobs: Entry[]): Promise<unknown>;
  close(isForced?: boolean): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

interface AnyWorker {
  pause(doNotWaitActive?: boolean): Promise<void>;
  close(force?: boolean): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

/**
 * Connections that swallow everything without ending, as when a router forgot them, are given up: a worker's after longer
 * than it ever waits for a job, which BullMQ bounds at ten seconds.
 */
const SILENCE_MS = { worker: 15_000, producer: 5_000 } as const;

/**
 * On Redis a fetch and its answer are two things: a connection that ends between them leaves a job with nobody. It is handed
 * out again, however often that happens, once its lock has run out; that costs nothing to be wrong about, since whoever comes
 * second with a claim finds it begun.
 */
const LOST_FETCH = { lockDuration: 5_000, stalledInterval: 2_000, maxStalledCount: 1_000 } as const;

/** One of them hears of new jobs, the others fetch and finish them. */
const CONNECTIONS_A_WORKER = 5;

export const BULLMQ_SCHEMA = 'bullmq';

/**
 * How BullMQ reaches PostgreSQL: its commits need not wait for the disk, since the outbox is the truth. The pool is ours, since
 * one that BullMQ makes lends out connections whose breaking ends the process.
 */
const postgresPool = (databaseUrl: string, max: number): pg.Pool =>
  new pg.Pool({
    connectionString: databaseUrl,
    options: `-c synchronous_commit=off -c search_path=${BULLMQ_SCHEMA}`,
    application_name: 'sidestall-queue',
    keepAlive: true,
    max,
    Client: QuietClient,
  });

const KEEP = { removeOnComplete: true, removeOnFail: { count: 500 }, attempts: 1 };

/** Throws when it takes longer than that; what was begun may still come true. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`The queue did not answer within ${ms} ms`)), ms);
  });
  work.catch(() => undefined);
  return await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/**
 * Throws when this Redis would throw away jobs to make room. One that is away is not asked: the rows are the truth, and a
 * worker that starts without its queue works all the same.
 */
async function refuseForgetful(url: string): Promise<void> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, connectTimeout: PATIENCE_MS.redis });
  redis.on('error', () => undefined);
  const asked = within(
    PATIENCE_MS.redis,
    redis.connect().then(() => redis.info('memory')),
  );
  const memory = await asked.catch(() => '').finally(() => redis.disconnect());
  const policy = /maxmemory_policy:(\S+)/.exec(memory)?.[1];
  if (policy && policy !== 'noeviction') {
    throw new Error(`REDIS_URL leads to a Redis that evicts (${policy}); set its maxmemory-policy to noeviction`);
  }
}

/** BullMQ on the same PostgreSQL, or on Redis when an address is given. */
export class BullmqQueue implements JobQueue {
  readonly #queues = new Map<string, AnyQueue>();
  readonly #workers: AnyWorker[] = [];
  /** What each of them reaches PostgreSQL by. */
  readonly #pools = new WeakMap<AnyQueue | AnyWorker, pg.Pool>();
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
        const patience = this.config.redisUrl ? PATIENCE_MS.redis : PATIENCE_MS.postgres;
        await within(patience, this.#addTo(this.#queue(name), entries));
      } catch (error) {
        this.#forget(name);
        throw error;
      }
    }
  }

  async #addTo(queue: AnyQueue, entries: readonly Entry[]): Promise<void> {
    // On PostgreSQL a bulk makes temporary tables, which costs more than ten single calls.
    if (entries.length > FEW) await queue.addBulk([...entries]);
    else for (const { name, data, opts } of entries) await queue.add(name, data, opts);
  }

  async consume(queues: readonly string[], concurrency: number, run: (job: QueuedJob) => Promise<void>): Promise<void> {
    if (this.config.redisUrl) await refuseForgetful(this.config.redisUrl);
    for (const name of queues) {
      const process = async (job: Job<QueuedJob>) => {
        const running = run(job.data).finally(() => this.#underWay.delete(running));
        this.#underWay.add(running);
        await running;
      };
      const options = { concurrency, lockDuration: 15_000, stalledInterval: 5_000, runRetryDelay: 1_000 };
      const worker: AnyWorker = this.config.redisUrl
        ? new Worker(name, process, { ...options, ...LOST_FETCH, connection: this.#redis(true) })
        : this.#onPostgres(
            CONNECTIONS_A_WORKER,
            (connection) =>
              new (withBackend(createPostgresBackend).Worker)<QueuedJob>(name, process, { ...options, connection }),
          );
      worker.on('error', (error) => this.logger.warn({ err: error, queue: name }, 'The queue had trouble; it goes on'));
      this.#workers.push(worker);
    }
  }

  async stop(deadlineMs: number): Promise<void> {
    const workers = this.#workers.splice(0);
    // A queue that does not answer cannot be asked to pause; what it still hands over is given back.
    await within(1_000, Promise.all(workers.map((worker) => worker.pause(true)))).catch(() => undefined);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<true>((resolve) => {
      timer = setTimeout(() => resolve(true), deadlineMs);
    });
    const isLate = await Promise.race([Promise.allSettled(this.#underWay).then(() => false), late]);
    clearTimeout(timer);
    // A worker that was asked to close gently cannot be forced any more: only the first call counts.
    await within(2_000, Promise.all(workers.map((worker) => this.#end(worker, isLate)))).catch(() => undefined);
  }

  async close(): Promise<void> {
    await this.stop(1_000);
    await within(1_000, Promise.all([...this.#queues.values()].map((queue) => this.#end(queue)))).catch(
      () => undefined,
    );
    this.#queues.clear();
  }

  #onPostgres<T extends AnyQueue | AnyWorker>(connections: number, make: (pool: pg.Pool) => T): T {
    const pool = postgresPool(this.config.databaseUrl, connections);
    const user = make(pool);
    this.#pools.set(user, pool);
    return user;
  }

  /** The queue or worker first, then the pool it used. */
  async #end(user: AnyQueue | AnyWorker, isForced = false): Promise<void> {
    try {
      await user.close(isForced);
    } finally {
      await this.#pools.get(user)?.end();
    }
  }

  /** A queue whose first connection failed remembers that forever; the next one asks anew. */
  #forget(name: string): void {
    const queue = this.#queues.get(name);
    this.#queues.delete(name);
    if (queue) this.#end(queue).catch(() => undefined);
  }

  #queue(name: string): AnyQueue {
    let queue = this.#queues.get(name);
    if (!queue) {
      queue = this.config.redisUrl
        ? (new Queue(name, { connection: this.#redis(false) }) as unknown as AnyQueue)
        : this.#onPostgres(
            1,
            (connection) => new (withBackend(createPostgresBackend).Queue)(name, { connection }) as unknown as AnyQueue,
          );
      queue.on('error', (error) => this.logger.warn({ err: error, queue: name }, 'The queue had trouble; it goes on'));
      this.#queues.set(name, queue);
    }
    return queue;
  }

  /** Producers must fail fast while Redis is away, workers must wait for it. */
  #redis(isWorker: boolean): ConnectionOptions {
    const url = this.config.redisUrl!;
    return isWorker
      ? { url, maxRetriesPerRequest: null, socketTimeout: SILENCE_MS.worker }
      : { url, enableOfflineQueue: false, maxRetriesPerRequest: 1, socketTimeout: SILENCE_MS.producer };
  }
}
