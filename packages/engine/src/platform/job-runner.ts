import { Inject, Injectable } from '@nestjs/common';
import { DiscoveryService, Reflector } from '@nestjs/core';
import { Database } from './database.ts';
import type { Job, Subscription } from './fact.ts';
import { HANDLED_JOB, type JobHandler } from './job-handler.ts';
import type { JobQueue, QueuedJob } from './job-queue.ts';
import { JobRows, type BegunRun, type Outcome } from './job-rows.ts';
import type { Logger } from './logger.ts';
import { OutboxRelay } from './outbox-relay.ts';
import { JOB_QUEUE, LOGGER, SUBSCRIPTIONS } from './tokens.ts';

/** Takes queued rows, runs their handlers, and writes down what became of them, fenced by the run's generation. */
@Injectable()
export class JobRunner {
  readonly #handlers = new Map<string, JobHandler>();
  readonly #jobs = new Map<string, Job>();
  readonly #stopping = new AbortController();
  readonly #underWay = new Map<BegunRun, NodeJS.Timeout>();
  readonly #rows: JobRows;
  #isRunning = false;

  constructor(
    database: Database,
    private readonly relay: OutboxRelay,
    private readonly discovery: DiscoveryService,
    private readonly reflector: Reflector,
    @Inject(JOB_QUEUE) private readonly queue: JobQueue,
    @Inject(SUBSCRIPTIONS) private readonly subscriptions: readonly Subscription[],
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.#rows = new JobRows(database);
  }

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
    for (const { name, options } of this.#jobs.values()) {
      if (options.everySeconds !== undefined) await this.#rows.expect(name, 0);
    }
    this.relay.start(this.#jobs);
    this.#isRunning = true;
  }

  /**
   * Takes nothing new, tells the handlers to come to an end, and waits for them up to the deadline. What has not ended
   * by then is given back, so that another worker need not wait for its lease.
   */
  async stop(deadlineMs: number): Promise<void> {
    this.#isRunning = false;
    await this.relay.stop();
    this.#stopping.abort();
    await this.queue.stop(deadlineMs);
    for (const [run, heartbeat] of this.#underWay) {
      clearInterval(heartbeat);
      await this.#rows.end(run, { kind: 'released' }).catch(() => undefined); // Then its lease runs out.
    }
    await this.queue.close();
  }

  async #run(queued: QueuedJob): Promise<void> {
    const job = this.#jobs.get(queued.name);
    // Of a newer release that shares this queue, or handed over while this worker goes: another one takes it.
    if (!job || this.#stopping.signal.aborted) return this.#rows.leave(queued);
    const run = await this.#rows.begin(queued, job.options.leaseSeconds);
    if (!run) return; // Done already, begun already, or claimed anew since: that claim has a job of its own.
    const lost = new AbortController();
    const beat = () =>
      this.#rows.renew(run, job.options.leaseSeconds).then(
        (isOurs) => !isOurs && lost.abort(),
        () => undefined,
      );
    this.#underWay.set(
      run,
      setInterval(() => void beat(), (job.options.leaseSeconds * 1000) / 3),
    );
    const outcome = await this.#outcomeOf(job, run, lost.signal);
    clearInterval(this.#underWay.get(run));
    this.#underWay.delete(run);
    const isOurs = await this.#rows.end(run, outcome);
    if (isOurs && outcome.kind === 'failed') this.#tell(job, run, outcome);
  }

  async #outcomeOf(job: Job, run: BegunRun, lost: AbortSignal): Promise<Outcome> {
    try {
      const result = await this.#handlers.get(job.name)!.handle(job.payload.parse(run.payload), {
        attempt: run.attempts,
        maxAttempts: job.options.attempts,
        generation: run.generation,
        signal: AbortSignal.any([this.#stopping.signal, lost]),
      });
      if (result) return { kind: 'again', ...result };
      if (job.options.everySeconds !== undefined) await this.#rows.expect(job.name, job.options.everySeconds);
      return run.mayHaveMissed ? { kind: 'again', again: { seconds: 1 } } : { kind: 'done' };
    } catch (error) {
      if (this.#stopping.signal.aborted) return { kind: 'released' };
      return { kind: 'failed', error, isOver: run.attempts >= job.options.attempts };
    }
  }

  #tell(job: Job, run: BegunRun, { error, isOver }: { error: unknown; isOver: boolean }): void {
    const context = { err: error, job: job.name, row: run.id, attempt: run.attempts };
    if (isOver) this.logger.error(context, 'A job failed for good and waits for a person');
    else this.logger.warn(context, 'A job failed and will be tried again');
  }
}
