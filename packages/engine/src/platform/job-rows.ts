import { newId } from '@sidestall/kernel';
import { Database } from './database.ts';
import type { JobAgain } from './job-handler.ts';
import type { QueuedJob } from './job-queue.ts';
import { lockOf } from './outbox.ts';

const MAX_BACKOFF_SECONDS = 600;
const UNIQUE_VIOLATION = '23505';

/** One run of a job's row. Its generation is its own: whoever comes later has a higher one. */
export interface BegunRun {
  readonly id: string;
  readonly generation: number;
  readonly attempts: number;
  readonly payload: unknown;
  readonly key: string | null;
  /** Somebody mentioned this job and key and had not committed yet: this run may not see what they did. */
  readonly mayHaveMissed: boolean;
}

export type Outcome =
  | { readonly kind: 'done' }
  | ({ readonly kind: 'again' } & JobAgain)
  | { readonly kind: 'failed'; readonly error: unknown; readonly isOver: boolean }
  /** Not finished and not at fault: somebody else runs it, as if this run had not been. */
  | { readonly kind: 'released' };

interface Change {
  readonly state: 'pending' | 'done' | 'failed';
  readonly attempts: number;
  readonly error: string | null;
  readonly at: Date | null;
  readonly inSeconds: number;
}

/** The SQL of running rows: each step only while the run has not been overtaken. */
export class JobRows {
  constructor(private readonly database: Database) {}

  /** Has a job that repeats itself run then, unless its next run waits already. */
  async expect(name: string, inSeconds: number): Promise<void> {
    await this.database.rows(
      `INSERT INTO platform.outbox (id, kind, name, key, payload, next_at)
       VALUES ($1, 'job', $2, 'timer', '{}', now() + make_interval(secs => $3))
       ON CONFLICT (name, key) WHERE state = 'pending' AND key IS NOT NULL DO NOTHING`,
      [newId('obx'), name, inSeconds],
    );
  }

  /** Turns a claim into a run, once, however often the queue delivers it. */
  async begin(queued: QueuedJob, leaseSeconds: number): Promise<BegunRun | null> {
    // From here on a new row of the same key is not the same work: what it tells of may have happened after we looked.
    return this.database.one<BegunRun>(
      `UPDATE platform.outbox o
          SET lease_until = now() + make_interval(secs => $3), attempts = o.attempts + 1, generation = o.generation + 1, key = NULL
         FROM platform.outbox was
        WHERE o.id = $1 AND o.generation = $2 AND o.state = 'pending' AND was.id = o.id
       RETURNING o.id, o.generation, o.attempts, o.payload, was.key,
                 CASE WHEN was.key IS NULL THEN false ELSE NOT pg_try_advisory_xact_lock(${lockOf('o.name', 'was.key')}) END AS "mayHaveMissed"`,
      [queued.rowId, queued.generation, leaseSeconds],
    );
  }

  /** Gives a claim back that was not begun. */
  async leave(queued: QueuedJob): Promise<void> {
    await this.database.rows(
      `UPDATE platform.outbox SET lease_until = now() + interval '1 second'
        WHERE id = $1 AND generation = $2 AND state = 'pending'`,
      [queued.rowId, queued.generation],
    );
  }

  /** Says that the run lives; false when it was overtaken. */
  async renew(run: BegunRun, leaseSeconds: number): Promise<boolean> {
    const row = await this.database.one(
      `UPDATE platform.outbox SET lease_until = now() + make_interval(secs => $3)
        WHERE id = $1 AND generation = $2 AND state = 'pending' RETURNING id`,
      [run.id, run.generation, leaseSeconds],
    );
    return row !== null;
  }

  /** Writes down how the run ended; false when it was overtaken and its word no longer counts. */
  async end(run: BegunRun, outcome: Outcome): Promise<boolean> {
    const change = changeOf(run, outcome);
    try {
      return await this.#write(run, change, run.key);
    } catch (error) {
      if ((error as { code?: string }).code !== UNIQUE_VIOLATION) throw error;
      return this.#write(run, change, null); // A newer row of that key waits by now.
    }
  }

  async #write(run: BegunRun, change: Change, key: string | null): Promise<boolean> {
    const row = await this.database.one(
      `UPDATE platform.outbox
          SET state = $3, attempts = $4, last_error = $5, key = $6, lease_until = NULL, generation = generation + 1,
              next_at = CASE WHEN $3 = 'pending' THEN coalesce($7::timestamptz, now() + make_interval(secs => $8)) ELSE next_at END,
              done_at = CASE WHEN $3 = 'done' THEN now() END
        WHERE id = $1 AND generation = $2 AND state = 'pending' RETURNING id`,
      [run.id, run.generation, change.state, change.attempts, change.error, key, change.at, change.inSeconds],
    );
    return row !== null;
  }
}

function changeOf(run: BegunRun, outcome: Outcome): Change {
  const pending = { state: 'pending', attempts: run.attempts, error: null, at: null, inSeconds: 0 } as const;
  switch (outcome.kind) {
    case 'done':
      return { ...pending, state: 'done' };
    case 'again':
      return outcome.again instanceof Date
        ? { ...pending, attempts: 0, at: outcome.again }
        : { ...pending, attempts: 0, inSeconds: outcome.again.seconds };
    case 'released':
      return { ...pending, attempts: run.attempts - 1 };
    case 'failed':
      return {
        ...pending,
        state: outcome.isOver ? 'failed' : 'pending',
        error: String(outcome.error instanceof Error ? outcome.error.message : outcome.error).slice(0, 2_000),
        inSeconds: Math.min(2 ** (run.attempts - 1), MAX_BACKOFF_SECONDS),
      };
  }
}
