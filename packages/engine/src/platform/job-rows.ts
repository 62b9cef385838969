import { newId } from '@sidestall/kernel';
import { Database } from './database.ts';
import { Gatherer } from './gatherer.ts';
import type { JobAgain } from './job-handler.ts';
import type { QueuedRow } from './job-queue.ts';
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

interface Ending {
  readonly run: BegunRun;
  readonly change: Change;
}

/** The SQL of running rows: each step only while the run has not been overtaken. */
export class JobRows {
  /** Runs that end at about the same time are written down together. */
  readonly #endings = new Gatherer<Ending, boolean>((endings) => this.#write(endings), { most: 100 });

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

  /**
   * Turns claims into runs, each once, however often the queue delivers them. A row that somebody else has locked keeps no
   * other waiting: it is named in `locked`, still claimed.
   */
  async begin(
    queued: readonly QueuedRow[],
    leaseSeconds: number,
  ): Promise<{ readonly runs: readonly BegunRun[]; readonly locked: readonly QueuedRow[] }> {
    // From here on a new row of the same key is not the same work: what it tells of may have happened after we looked.
    const runs = await this.database.rows<BegunRun>(
      `WITH was AS (
         SELECT o.id, o.key FROM platform.outbox o JOIN unnest($1::text[], $2::int[]) AS q(id, generation)
             ON o.id = q.id AND o.generation = q.generation
          WHERE o.state = 'pending' ORDER BY o.id FOR UPDATE OF o SKIP LOCKED)
       UPDATE platform.outbox o
          SET lease_until = now() + make_interval(secs => $3), attempts = o.attempts + 1, generation = o.generation + 1, key = NULL
         FROM was WHERE o.id = was.id
       RETURNING o.id, o.generation, o.attempts, o.payload, was.key,
                 CASE WHEN was.key IS NULL THEN false ELSE NOT pg_try_advisory_xact_lock(${lockOf('o.name', 'was.key')}) END AS "mayHaveMissed"`,
      [queued.map((row) => row.rowId), queued.map((row) => row.generation), leaseSeconds],
    );
    return { runs, locked: runs.length < queued.length ? await this.#stillClaimed(queued) : [] };
  }

  /** Gives claims back that were not begun; answers those that somebody else has locked. */
  async leave(queued: readonly QueuedRow[]): Promise<readonly QueuedRow[]> {
    const left = await this.database.rows<{ id: string }>(
      `WITH free AS (
         SELECT o.id FROM platform.outbox o JOIN unnest($1::text[], $2::int[]) AS q(id, generation)
             ON o.id = q.id AND o.generation = q.generation
          WHERE o.state = 'pending' ORDER BY o.id FOR UPDATE OF o SKIP LOCKED)
       UPDATE platform.outbox o SET lease_until = least(o.lease_until, now() + interval '1 second')
         FROM free WHERE o.id = free.id RETURNING o.id`,
      [queued.map((row) => row.rowId), queued.map((row) => row.generation)],
    );
    if (left.length === queued.length) return [];
    const done = new Set(left.map(({ id }) => id));
    return this.#stillClaimed(queued.filter(({ rowId }) => !done.has(rowId)));
  }

  /** Of claims, those that nobody has begun or taken over. */
  #stillClaimed(queued: readonly QueuedRow[]): Promise<QueuedRow[]> {
    return this.database.rows<QueuedRow>(
      `SELECT o.id AS "rowId", o.generation FROM platform.outbox o JOIN unnest($1::text[], $2::int[]) AS q(id, generation)
           ON o.id = q.id AND o.generation = q.generation
        WHERE o.state = 'pending'`,
      [queued.map((row) => row.rowId), queued.map((row) => row.generation)],
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
  end(run: BegunRun, outcome: Outcome): Promise<boolean> {
    return this.#endings.ask({ run, change: changeOf(run, outcome) });
  }

  async #write(endings: readonly Ending[]): Promise<boolean[]> {
    try {
      return await this.#writeAll(endings, true);
    } catch (error) {
      // Among many it is tried again one by one.
      if (endings.length > 1 || (error as { code?: string }).code !== UNIQUE_VIOLATION) throw error;
      return this.#writeAll(endings, false); // A newer row of that key waits by now.
    }
  }

  async #writeAll(endings: readonly Ending[], keepsKeys: boolean): Promise<boolean[]> {
    const rows = endings.map(({ run, change }) => ({
      ...change,
      id: run.id,
      generation: run.generation,
      key: keepsKeys ? run.key : null,
    }));
    const written = await this.database.rows<{ id: string }>(
      `WITH ending AS (
         SELECT r.* FROM jsonb_to_recordset($1) AS r(id text, generation int, state text, attempts int, error text, key text,
                                                    at timestamptz, "inSeconds" float8)
           JOIN platform.outbox o ON o.id = r.id AND o.generation = r.generation AND o.state = 'pending'
          ORDER BY r.id FOR UPDATE OF o)
       UPDATE platform.outbox o
          SET state = e.state, attempts = e.attempts, last_error = e.error, key = e.key, lease_until = NULL,
              generation = o.generation + 1,
              next_at = CASE WHEN e.state = 'pending' THEN coalesce(e.at, now() + make_interval(secs => e."inSeconds")) ELSE o.next_at END,
              done_at = CASE WHEN e.state <> 'pending' THEN now() END
         FROM ending e WHERE o.id = e.id RETURNING o.id`,
      [JSON.stringify(rows)],
    );
    const ids = new Set(written.map(({ id }) => id));
    return endings.map(({ run }) => ids.has(run.id));
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
