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

  /**
   * Writes the fact down, and with it one job row for each subscriber: each is retried and finished on its own. With a
   * key, a subscriber's row that waits to be begun stands for this fact too.
   */
  async publish<N extends string, P>(
    tx: Tx,
    fact: Fact<N, P>,
    payload: NoInfer<P>,
    options: { readonly key?: string } = {},
  ): Promise<void> {
    const told = fact.payload.parse(payload);
    const jobs = (this.#byFact.get(fact.name) ?? []).map((subscription) => ({
      id: newId('obx'),
      kind: 'job',
      name: subscription.job.name,
      key: options.key ?? null,
      payload: subscription.job.payload.parse(subscription.map(told)),
      state: 'pending',
    }));
    const rows = [
      { id: newId('obx'), kind: 'fact', name: fact.name, key: null, payload: told, state: 'done' },
      ...jobs,
    ];
    await tx.rows(
      `INSERT INTO platform.outbox (id, kind, name, key, payload, state, done_at)
       SELECT id, kind, name, key, payload, state, CASE WHEN state = 'done' THEN now() END
         FROM jsonb_to_recordset($1) AS r(id text, kind text, name text, key text, payload jsonb, state text)
        WHERE key IS NULL OR ${mention('name', 'key')}
       ON CONFLICT (name, key) WHERE state = 'pending' AND key IS NOT NULL DO NOTHING`,
      [JSON.stringify(rows)],
    );
    if (jobs.length > 0) tx.afterCommit(() => this.bell.ring());
  }

  /** Writes one job row: work for now, or a timer for later. */
  async schedule<N extends string, P>(
    tx: Tx,
    job: Job<N, P>,
    payload: NoInfer<P>,
    options: ScheduleOptions = {},
  ): Promise<void> {
    const after = options.after;
    const dueAt = after instanceof Date ? after : null;
    const delay = after && !(after instanceof Date) ? after.seconds : 0;
    await tx.rows(
      `INSERT INTO platform.outbox (id, kind, name, key, payload, next_at)
       SELECT $1, 'job', $2, $3, $4, coalesce($5::timestamptz, now() + make_interval(secs => $6))
        WHERE $3::text IS NULL OR ${mention('$2', '$3')}
       ON CONFLICT (name, key) WHERE state = 'pending' AND key IS NOT NULL DO NOTHING`,
      [
        newId('obx'),
        job.name,
        options.key ?? null,
        JSON.stringify((job.payload as z.ZodType<P>).parse(payload)),
        dueAt,
        delay,
      ],
    );
    if (!dueAt && delay === 0) tx.afterCommit(() => this.bell.ring());
  }
}
