import { Inject, Injectable } from '@nestjs/common';
import pg from 'pg';
import type { EngineConfig } from './config.ts';
import { Database } from './database.ts';
import type { Job } from './fact.ts';
import { rowsOf, type JobQueue, type QueuedJob, type QueuedRow } from './job-queue.ts';
import type { Logger } from './logger.ts';
import { OUTBOX_CHANNEL } from './outbox-bell.ts';
import { ENGINE_CONFIG, JOB_QUEUE, LOGGER } from './tokens.ts';

const POLL_MS = 1_000;
const BATCH = 200;
/** Rows of one job that travel together: enough to make carrying cheap, few enough to spread over workers. */
const ROWS_TOGETHER = 25;
/** A busy outbox is looked at no more often than this, so that rows find company; a quiet one at once. */
const PACE_MS = 50;
const BUSY_FROM = 4;
/** How long a claimed row may wait in the queue before it is offered again under a new claim. */
const QUEUE_LEASE_SECONDS = 45;
const KEEP_DONE_DAYS = 30;
/** While the queue is away: no more than this process can do within the claims' leases. */
const MOST_ROWS_HERE = 100;

interface Claimed {
  id: string;
  name: string;
  generation: number;
}

/**
 * Carries due rows to the queue: claim with SKIP LOCKED, a lease and a new generation, then enqueue. The same query
 * sweeps up what a flushed queue or a dead worker left behind, since its lease runs out.
 */
@Injectable()
export class OutboxRelay {
  #timer: NodeJS.Timeout | null = null;
  #listener: pg.Client | null = null;
  #isRunning = false;
  #isPacing = false;
  #hasMore = false;
  #isStopped = true;
  #current: Promise<void> = Promise.resolve();
  #lastTidyAt = 0;
  #lastClaimed = 0;
  #isQueueAway = false;
  #rowsHere = 0;
  #runHere: (job: QueuedJob) => Promise<void> = () => Promise.resolve();
  #jobs: ReadonlyMap<string, Job> = new Map();

  constructor(
    private readonly database: Database,
    @Inject(JOB_QUEUE) private readonly queue: JobQueue,
    @Inject(ENGINE_CONFIG) private readonly config: EngineConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** `runHere` does a job in this process: what the queue does not take is done all the same. */
  start(jobs: ReadonlyMap<string, Job>, runHere: (job: QueuedJob) => Promise<void>): void {
    this.#jobs = jobs;
    this.#runHere = runHere;
    this.#isStopped = false;
    void this.#listen();
    this.#tick();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#listener?.end().catch(() => undefined);
    await this.#current;
  }

  /** Looks for due rows now; called on a ring and once a second. */
  #tick(): void {
    if (this.#isStopped) return;
    if (this.#isRunning || this.#isPacing) {
      this.#hasMore = true;
      return;
    }
    if (this.#timer) clearTimeout(this.#timer);
    this.#isRunning = true;
    this.#hasMore = false;
    this.#current = this.#relay()
      .catch((error: unknown) => this.logger.warn({ err: error }, 'The outbox could not be read; trying again'))
      .finally(() => {
        this.#isRunning = false;
        if (this.#isStopped) return;
        const isBusy = this.#lastClaimed >= BUSY_FROM;
        if (this.#hasMore && !isBusy) this.#tick();
        else this.#wait(isBusy ? PACE_MS : POLL_MS);
      });
  }

  #wait(ms: number): void {
    this.#isPacing = ms === PACE_MS;
    this.#timer = setTimeout(() => {
      this.#isPacing = false;
      this.#tick();
    }, ms);
  }

  async #relay(): Promise<void> {
    this.#lastClaimed = 0;
    while (this.#rowsHere < MOST_ROWS_HERE) {
      const claimed = await this.database.rows<Claimed>(
        `UPDATE platform.outbox SET lease_until = now() + make_interval(secs => $2), generation = generation + 1
          WHERE id IN (SELECT id FROM platform.outbox
                        WHERE state = 'pending' AND next_at <= now() AND (lease_until IS NULL OR lease_until < now())
                          AND name = ANY($3)
                        ORDER BY next_at LIMIT $1 FOR UPDATE SKIP LOCKED)
        RETURNING id, name, generation`,
        [BATCH, QUEUE_LEASE_SECONDS, [...this.#jobs.keys()]],
      );
      this.#lastClaimed += claimed.length;
      if (claimed.length > 0) await this.#enqueue(claimed);
      if (claimed.length < BATCH || this.#isStopped) break;
    }
    await this.#tidy();
  }

  async #enqueue(claimed: readonly Claimed[]): Promise<void> {
    const jobs = this.#together(claimed);
    try {
      await this.queue.add(jobs);
      if (this.#isQueueAway) this.logger.info('The queue is back');
      this.#isQueueAway = false;
    } catch (error) {
      if (!this.#isQueueAway) this.logger.warn({ err: error }, 'The queue is away; its work is done from the rows');
      this.#isQueueAway = true;
      // Some may have reached the queue all the same: a claim is begun once, by whoever comes first.
      for (const job of jobs) this.#doHere(job);
    }
  }

  #doHere(job: QueuedJob): void {
    const rows = rowsOf(job).length;
    this.#rowsHere += rows;
    this.#runHere(job)
      .catch((error: unknown) => this.logger.warn({ err: error, job: job.name }, 'A job could not be begun'))
      .finally(() => {
        this.#rowsHere -= rows;
        this.#tick();
      });
  }

  /** Rows of the same job in as few queue jobs as may be. */
  #together(claimed: readonly Claimed[]): QueuedJob[] {
    return [...new Set(claimed.map(({ name }) => name))].flatMap((name) => {
      const rows = claimed
        .filter((row) => row.name === name)
        .map(({ id, generation }): QueuedRow => ({ rowId: id, generation }));
      const parties = Array.from({ length: Math.ceil(rows.length / ROWS_TOGETHER) }, (_, index) =>
        rows.slice(index * ROWS_TOGETHER, (index + 1) * ROWS_TOGETHER),
      );
      const { queue } = this.#jobs.get(name)!.options;
      return parties.map(([first, ...others]): QueuedJob => ({ name, queue, ...first!, others }));
    });
  }

  async #listen(): Promise<void> {
    if (this.#isStopped) return;
    const client = new pg.Client({
      connectionString: this.config.databaseUrl,
      application_name: 'sidestall-relay',
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
    });
    const again = () => {
      if (this.#listener !== client) return;
      this.#listener = null;
      client.removeAllListeners();
      client.on('error', () => undefined);
      setTimeout(() => void this.#listen(), POLL_MS).unref();
    };
    this.#listener = client;
    client.on('error', again);
    client.on('end', again);
    client.on('notification', () => this.#tick());
    try {
      await client.connect();
      await client.query(`LISTEN ${OUTBOX_CHANNEL}`);
      this.#tick();
    } catch {
      again();
    }
  }

  /** Once an hour: forgets what is long past, and says which jobs nobody here can do. */
  async #tidy(): Promise<void> {
    const now = performance.now();
    if (this.#lastTidyAt > 0 && now - this.#lastTidyAt < 3_600_000) return;
    this.#lastTidyAt = now;
    await this.database.rows(
      `DELETE FROM platform.outbox WHERE state = 'done' AND kind = 'job' AND done_at < now() - make_interval(days => $1)`,
      [KEEP_DONE_DAYS],
    );
    await this.database.rows(`DELETE FROM platform.idempotency WHERE expires_at < now()`);
    const strange = await this.database.rows<{ name: string; rows: number }>(
      `SELECT name, count(*)::int AS rows FROM platform.outbox
        WHERE state = 'pending' AND next_at <= now() AND name <> ALL($1) GROUP BY name`,
      [[...this.#jobs.keys()]],
    );
    if (strange.length > 0)
      this.logger.warn({ jobs: strange }, 'No handler for these jobs here; they wait for a worker that has one');
  }
}
