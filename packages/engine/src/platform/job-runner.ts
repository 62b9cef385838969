import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { DiscoveryService, Reflector } from '@nestjs/core';
import { Database } from './database.ts';
import type { Job, Subscription } from './fact.ts';
import { HANDLED_JOB, type JobHandler } from './job-handler.ts';
import { rowsOf, type JobQueue, type QueuedJob, type QueuedRow } from './job-queue.ts';
import { JobRows, type BegunRun, type Outcome } from './job-rows.ts';
import type { Logger } from './logger.ts';
import { OutboxRelay } from './outbox-relay.ts';
import { OwedClaims } from './owed-claims.ts';
import { Slots } from './slots.ts';
import { JOB_QUEUE, LOGGER, SUBSCRIPTIONS } from './tokens.ts';

/** A queue's job carries many rows; so many handlers may be at work for each job a queue may have under way. */
const HANDLERS_A_JOB = 4;
/** Whoever has a row locked usually commits within milliseconds: first so long is waited for that, then twice as long. */
const FIRST_LOOK_MS = 5;
const LAST_LOOK_MS = 500;

/** Takes queued rows, runs their handlers, and writes down what became of them, fenced by the run's generation. */
@Injectable()
export class JobRunner {
  readonly #handlers = new Map<string, JobHandler>();
  readonly #jobs = new Map<string, Job>();
  readonly #stopping = new AbortController();
  readonly #underWay = new Map<BegunRun, NodeJS.Timeout>();
  readonly #here = new Set<Promise<void>>();
  readonly #rows: JobRows;
  readonly #owed: OwedClaims;
  /** By queue, so that handlers that hang in one keep none of another waiting. */
  readonly #slots = new Map<string, Slots>();
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
    this.#owed = new OwedClaims((claims) => this.#rows.leave(claims));
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
    for (const name of queues) this.#slots.set(name, new Slots(concurrency * HANDLERS_A_JOB));
    await this.queue.consume(queues, concurrency, (job) => this.#run(job));
    for (const { name, options } of this.#jobs.values()) {
      if (options.everySeconds !== undefined) await this.#rows.expect(name, 0);
    }
    this.relay.start(this.#jobs, (queued) => this.#runHere(queued));
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
    await Promise.all([this.queue.stop(deadlineMs), this.#endHere(deadlineMs)]);
    for (const [run, heartbeat] of this.#underWay) {
      clearInterval(heartbeat);
      await this.#rows.end(run, { kind: 'released' }).catch(() => undefined); // Then its lease runs out.
    }
    await this.#owed.stop();
    await this.queue.close();
  }

  /** What the queue did not take, done here. */
  async #runHere(queued: QueuedJob): Promise<void> {
    const running = this.#run(queued).finally(() => this.#here.delete(running));
    this.#here.add(running);
    await running;
  }

  async #endHere(deadlineMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise((resolve) => (timer = setTimeout(resolve, deadlineMs)));
    await Promise.race([Promise.allSettled(this.#here), late]);
    clearTimeout(timer);
  }

  async #run(queued: QueuedJob): Promise<void> {
    const job = this.#jobs.get(queued.name);
    // Of a newer release that shares this queue, or handed over while this worker goes: another one takes it.
    if (!job || this.#stopping.signal.aborted) return this.#owed.giveBack(rowsOf(queued));
    await this.#runAll(job, rowsOf(queued), FIRST_LOOK_MS);
  }

  /** Rows that do not come back are done already, begun already, or claimed anew since: that claim has a job of its own. */
  async #runAll(job: Job, claims: readonly QueuedRow[], lookAgainMs: number): Promise<void> {
    const { runs, locked } = await this.#begin(job, claims);
    await Promise.all([...runs.map((run) => this.#runOne(job, run)), this.#runLocked(job, locked, lookAgainMs)]);
  }

  /** What somebody else has locked is begun when they are done, soon; what they keep is offered again when they let go. */
  async #runLocked(job: Job, locked: readonly QueuedRow[], lookAgainMs: number): Promise<void> {
    if (locked.length === 0) return;
    if (lookAgainMs > LAST_LOOK_MS || this.#stopping.signal.aborted) return this.#owed.giveBack(locked);
    await pause(lookAgainMs);
    await this.#runAll(job, locked, lookAgainMs * 2);
  }

  /** A claim that cannot be begun is given back at once, and said: else its rows would wait for its lease in silence. */
  async #begin(job: Job, claims: readonly QueuedRow[]): ReturnType<JobRows['begin']> {
    try {
      return await this.#rows.begin(claims, job.options.leaseSeconds);
    } catch (error) {
      this.logger.warn({ err: error, job: job.name }, 'A job could not be begun; it is offered again');
      await this.#owed.giveBack(claims);
      return { runs: [], locked: [] };
    }
  }

  async #runOne(job: Job, run: BegunRun): Promise<void> {
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
    const outcome = await this.#slots.get(job.options.queue)!.use(() => this.#outcomeOf(job, run, lost.signal));
    clearInterval(this.#underWay.get(run));
    this.#underWay.delete(run);
    const isOurs = await this.#rows.end(run, outcome);
    if (isOurs && outcome.kind === 'failed') this.#tell(job, run, outcome);
  }

  async #outcomeOf(job: Job, run: BegunRun, lost: AbortSignal): Promise<Outcome> {
    if (this.#stopping.signal.aborted) return { kind: 'released' };
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
