import { Inject, Injectable } from '@nestjs/common';
import pg from 'pg';
import type { EngineConfig } from './config.ts';
import { Database } from './database.ts';
import type { Job } from './fact.ts';
import type { JobQueue, QueuedJob } from './job-queue.ts';
import type { Logger } from './logger.ts';
import { OUTBOX_CHANNEL } from './outbox-bell.ts';
import { ENGINE_CONFIG, JOB_QUEUE, LOGGER } from './tokens.ts';

const POLL_MS = 1_000;
const BATCH = 200;
/** How long a claimed row may wait in the queue before it is offered again under a new claim. */
const QUEUE_LEASE_SECONDS = 45;
const KEEP_DONE_DAYS = 30;

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
  #hasMore = false;
  #isStopped = true;
  #current: Promise<void> = Promise.resolve();
  #lastTidyAt = 0;
  #jobs: ReadonlyMap<string, Job> = new Map();

  constructor(
    private readonly database: Database,
    @Inject(JOB_QUEUE) private readonly queue: JobQueue,
    @Inject(ENGINE_CONFIG) private readonly config: EngineConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  start(jobs: ReadonlyMap<string, Job>): void {
    this.#jobs = jobs;
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
    if (this.#isRunning) {
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
        if (this.#hasMore) this.#tick();
        else this.#timer = setTimeout(() => this.#tick(), POLL_MS);
      });
  }

  async #relay(): Promise<void> {
    for (;;) {
      const claimed = await this.database.rows<Claimed>(
        `UPDATE platform.outbox SET lease_until = now() + make_interval(secs => $2), generation = generation + 1
          WHERE id IN (SELECT id FROM platform.outbox
                        WHERE state = 'pending' AND next_at <= now() AND (lease_until IS NULL OR lease_until < now())
                          AND name = ANY($3)
                        ORDER BY next_at LIMIT $1 FOR UPDATE SKIP LOCKED)
        RETURNING id, name, generation`,
        [BATCH, QUEUE_LEASE_SECONDS, [...this.#jobs.keys()]],
      );
      if (claimed.length > 0) await this.#enqueue(claimed);
      if (claimed.length < BATCH || this.#isStopped) break;
    }
    await this.#tidy();
  }

  async #enqueue(claimed: readonly Claimed[]): Promise<void> {
    const jobs = claimed.map(({ id, name, generation }): QueuedJob => ({
      name,
      queue: this.#jobs.get(name)!.options.queue,
      rowId: id,
      generation,
    }));
    try {
      await this.queue.add(jobs);
    } catch (error) {
      // Some may have reached the queue all the same: what was begun has moved on, and only the rest is offered soon.
      await this.database.rows(
        `UPDATE platform.outbox o SET lease_until = now() + interval '1 second'
           FROM unnest($1::text[], $2::int[]) AS c(id, generation)
          WHERE o.id = c.id AND o.generation = c.generation AND o.state = 'pending'`,
        [claimed.map((row) => row.id), claimed.map((row) => row.generation)],
      );
      throw error;
    }
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
