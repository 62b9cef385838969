import { Inject, Injectable } from '@nestjs/common';
import { DiscoveryService, Reflector } from '@nestjs/core';
import { Database } from './database.ts';
import type { Job, Subscription } from './fact.ts';
import { HANDLED_JOB, type JobAgain, type JobHandler } from './job-handler.ts';
import type { JobQueue, QueuedJob } from './job-queue.ts';
import type { Logger } from './logger.ts';
import { OutboxRelay } from './outbox-relay.ts';
import { JOB_QUEUE, LOGGER, SUBSCRIPTIONS } from './tokens.ts';

const MAX_BACKOFF_SECONDS = 600;

/** Takes queued rows, runs their handlers, and writes down what became of them, fenced by the claim's generation. */
@Injectable()
export class JobRunner {
  readonly #handlers = new Map<string, JobHandler>();
  readonly #jobs = new Map<string, Job>();
  readonly #stopping = new AbortController();
  #isRunning = false;

  constructor(
    private readonly database: Database,
    private readonly relay: OutboxRelay,
    private readonly discovery: DiscoveryService,
    private readonly reflector: Reflector,
    @Inject(JOB_QUEUE) private readonly queue: JobQueue,
    @Inject(SUBSCRIPTIONS) private readonly subscriptions: readonly Subscription[],
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  get isRunning(): boolean {
    return this.#isRunning;
  }

  async start(concurrency: number): Promise<void> {
    for (const wrapper of this.discovery.getProviders()) {
      if (!wrapper.metatype || typeof wrapper.metatype !== 'function' || !wrapper.instance) continue;
      const job = this.reflector.get<Job | undefined>(HANDLED_JOB, wrapper.metatype);
      if (!job) continue;
      if (this.#handlers.has(job.name)) throw new Error(`Two handlers for ${job.name}`);
      this.#handlers.set(job.name, wrapper.instance as JobHandler);
      this.#jobs.set(job.name, job);
    }
    const orphans = this.subscriptions.filter((subscription) => !this.#handlers.has(subscription.job.name));
    if (orphans.length > 0) throw new Error(`No handler for ${orphans.map((orphan) => orphan.job.name).join(', ')}`);
    const queues = [...new Set([...this.#jobs.values()].map((job) => job.options.queue))];
    await this.queue.consume(queues, concurrency, (job) => this.#run(job));
    this.relay.start(this.#jobs);
    this.#isRunning = true;
  }

  /** Takes nothing new, tells the handlers to come to an end, and waits for them up to the deadline. */
  async stop(deadlineMs: number): Promise<void> {
    this.#isRunning = false;
    await this.relay.stop();
    this.#stopping.abort();
    await this.queue.stop(deadlineMs);
    await this.queue.close();
  }

  async #run(queued: QueuedJob): Promise<void> {
    const job = this.#jobs.get(queued.name)!;
    const lease = job.options.leaseSeconds;
    // From here on a new row of the same key is not the same work: what it tells of may have happened after we looked.
    const row = await this.database.one<{ payload: unknown; attempts: number }>(
      `UPDATE platform.outbox SET lease_until = now() + make_interval(secs => $3), attempts = attempts + 1, key = NULL
        WHERE id = $1 AND generation = $2 AND state = 'pending' RETURNING payload, attempts`,
      [queued.rowId, queued.generation, lease],
    );
    if (!row) return; // Done already, or claimed anew since: that claim has a job of its own.
    const lost = new AbortController();
    const heartbeat = setInterval(
      () => {
        this.#renew(queued, lease).then(
          (isOurs) => !isOurs && lost.abort(),
          () => undefined,
        );
      },
      (lease * 1000) / 3,
    );
    try {
      const result = await this.#handlers.get(queued.name)!.handle(job.payload.parse(row.payload), {
        attempt: row.attempts,
        maxAttempts: job.options.attempts,
        generation: queued.generation,
        signal: AbortSignal.any([this.#stopping.signal, lost.signal]),
      });
      if (result) await this.#again(queued, result);
      else await this.#done(queued);
    } catch (error) {
      await this.#failed(queued, job, row.attempts, error);
    } finally {
      clearInterval(heartbeat);
    }
  }

  async #renew(queued: QueuedJob, leaseSeconds: number): Promise<boolean> {
    const rows = await this.database.rows(
      `UPDATE platform.outbox SET lease_until = now() + make_interval(secs => $3)
        WHERE id = $1 AND generation = $2 AND state = 'pending' RETURNING id`,
      [queued.rowId, queued.generation, leaseSeconds],
    );
    return rows.length === 1;
  }

  async #done(queued: QueuedJob): Promise<void> {
    await this.database.rows(
      `UPDATE platform.outbox SET state = 'done', done_at = now(), lease_until = NULL, last_error = NULL
        WHERE id = $1 AND generation = $2`,
      [queued.rowId, queued.generation],
    );
  }

  async #again(queued: QueuedJob, { again }: JobAgain): Promise<void> {
    await this.database.rows(
      `UPDATE platform.outbox SET lease_until = NULL, attempts = 0, last_error = NULL,
              next_at = coalesce($3::timestamptz, now() + make_interval(secs => $4))
        WHERE id = $1 AND generation = $2`,
      [
        queued.rowId,
        queued.generation,
        again instanceof Date ? again : null,
        again instanceof Date ? 0 : again.seconds,
      ],
    );
  }

  async #failed(queued: QueuedJob, job: Job, attempts: number, error: unknown): Promise<void> {
    const isOver = attempts >= job.options.attempts;
    const context = { err: error, job: job.name, row: queued.rowId, attempt: attempts };
    if (isOver) this.logger.error(context, 'A job failed for good and waits for a person');
    else this.logger.warn(context, 'A job failed and will be tried again');
    await this.database.rows(
      `UPDATE platform.outbox SET state = $3, lease_until = NULL, last_error = $4,
              next_at = now() + make_interval(secs => $5)
        WHERE id = $1 AND generation = $2`,
      [
        queued.rowId,
        queued.generation,
        isOver ? 'failed' : 'pending',
        String(error instanceof Error ? error.message : error).slice(0, 2_000),
        Math.min(2 ** (attempts - 1), MAX_BACKOFF_SECONDS),
      ],
    );
  }
}
