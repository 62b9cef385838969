import { Inject, Injectable } from '@nestjs/common';
import { newId } from '@sidestall/kernel';
import type { z } from 'zod';
import type { Tx } from './database.ts';
import type { Fact, Job, Subscription } from './fact.ts';
import { SUBSCRIPTIONS } from './tokens.ts';
import { OutboxBell } from './outbox-bell.ts';

export interface ScheduleOptions {
  /** While a row of the same job and key waits to be begun, another is not added. */
  readonly key?: string;
  /** Not before: a delay by the database's clock, or an instant. */
  readonly after?: { readonly seconds: number } | Date;
}

/** A timer of a job and key that may be taken back while it waits. */
export interface NeedlessTimer {
  readonly job: { readonly name: string };
  readonly key: string;
}

/** One row to be written. */
export interface OutboxRow {
  readonly id: string;
  readonly kind: 'fact' | 'job';
  readonly name: string;
  readonly key: string | null;
  readonly payload: unknown;
  readonly state: 'pending' | 'done';
  readonly due_at: string | null;
  readonly delay: number;
}

const dueOf = ({ after }: ScheduleOptions): Pick<OutboxRow, 'due_at' | 'delay'> => ({
  due_at: after instanceof Date ? after.toISOString() : null,
  delay: after && !(after instanceof Date) ? after.seconds : 0,
});

/** The number of an advisory lock that stands for one job and key. */
export const lockOf = (name: string, key: string): string =>
  `hashtextextended(${name}::text || ' ' || ${key}::text, 7310202)`;

/** Leaves a trace, until this transaction ends, that the job and key were mentioned; always true. */
const mention = (name: string, key: string): string => `pg_advisory_xact_lock_shared(${lockOf(name, key)}) IS NOT NULL`;

/** Where a fact or a job is written down together with the change it follows from, so that neither is without the other. */
@Injectable()
export class Outbox {
  readonly #byFact = new Map<string, Subscription[]>();

  constructor(
    @Inject(SUBSCRIPTIONS) subscriptions: readonly Subscription[],
    private readonly bell: OutboxBell,
  ) {
    for (const subscription of subscriptions) {
      this.#byFact.set(subscription.fact, [...(this.#byFact.get(subscription.fact) ?? []), subscription]);
    }
  }

  /** Writes a fact down; see `ofFact`. */
  publish<N extends string, P>(
    tx: Tx,
    fact: Fact<N, P>,
    payload: NoInfer<P>,
    options: ScheduleOptions = {},
  ): Promise<void> {
    return this.add(tx, this.ofFact(fact, payload, options));
  }

  /** Writes one job row: work for now, or a timer for later. */
  schedule<N extends string, P>(
    tx: Tx,
    job: Job<N, P>,
    payload: NoInfer<P>,
    options: ScheduleOptions = {},
  ): Promise<void> {
    return this.add(tx, [this.ofJob(job, payload, options)]);
  }

  /**
   * A fact with one job row for each subscriber: each is retried and finished on its own. With a key, a subscriber's row
   * that waits to be begun stands for this fact too.
   */
  ofFact<N extends string, P>(fact: Fact<N, P>, payload: NoInfer<P>, options: ScheduleOptions = {}): OutboxRow[] {
    const told = fact.payload.parse(payload);
    const due = dueOf(options);
    return [
      { id: newId('obx'), kind: 'fact', name: fact.name, key: null, payload: told, state: 'done', ...dueOf({}) },
      ...(this.#byFact.get(fact.name) ?? []).map((subscription): OutboxRow => ({
        id: newId('obx'),
        kind: 'job',
        name: subscription.job.name,
        key: options.key ?? null,
        payload: subscription.job.payload.parse(subscription.map(told)),
        state: 'pending',
        ...due,
      })),
    ];
  }

  /** A job row. */
  ofJob<N extends string, P>(job: Job<N, P>, payload: NoInfer<P>, options: ScheduleOptions = {}): OutboxRow {
    return {
      id: newId('obx'),
      kind: 'job',
      name: job.name,
      key: options.key ?? null,
      payload: (job.payload as z.ZodType<P>).parse(payload),
      state: 'pending',
      ...dueOf(options),
    };
  }

  /**
   * Writes rows down in one statement, of however many changes they tell, and takes back timers that nobody needs any
   * more; one that was begun meanwhile finds that out by itself.
   */
  async add(tx: Tx, rows: readonly OutboxRow[], needless: readonly NeedlessTimer[] = []): Promise<void> {
    if (rows.length === 0 && needless.length === 0) return;
    await tx.rows(
      `WITH needless AS (
         DELETE FROM platform.outbox
          WHERE (name, key) IN (SELECT * FROM unnest($2::text[], $3::text[])) AND state = 'pending' AND key IS NOT NULL)
       INSERT INTO platform.outbox (id, kind, name, key, payload, state, done_at, next_at)
       SELECT id, kind, name, key, payload, state, CASE WHEN state = 'done' THEN now() END,
              coalesce(due_at, now() + make_interval(secs => delay))
         FROM jsonb_to_recordset($1)
           AS r(id text, kind text, name text, key text, payload jsonb, state text, due_at timestamptz, delay float8)
        WHERE key IS NULL OR ${mention('name', 'key')}
       ON CONFLICT (name, key) WHERE state = 'pending' AND key IS NOT NULL DO NOTHING`,
      [JSON.stringify(rows), needless.map(({ job }) => job.name), needless.map(({ key }) => key)],
    );
    const isDue = rows.some((row) => row.state === 'pending' && row.due_at === null && row.delay === 0);
    if (isDue) tx.afterCommit(() => this.bell.ring());
  }

  /** Takes timers back that nobody needs any more. */
  cancel(tx: Tx, needless: readonly NeedlessTimer[]): Promise<void> {
    return this.add(tx, [], needless);
  }
}
