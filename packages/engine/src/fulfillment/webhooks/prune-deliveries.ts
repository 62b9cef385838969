import { Inject, Injectable } from '@nestjs/common';
import { lowestId, type Clock } from '@sidestall/kernel';
import { Database } from '../../platform/database.ts';
import { Handles, type JobAgain, type JobHandler } from '../../platform/job-handler.ts';
import { CLOCK } from '../../platform/tokens.ts';
import { pruneDeliveriesJob } from './webhooks.jobs.ts';

const KEPT_DAYS = 30;
const DAY_MS = 86_400_000;
const A_STEP = 2_000;

/** Forgets deliveries and attempts that are over for 30 days, and what happened to endpoints a year ago. */
@Injectable()
@Handles(pruneDeliveriesJob)
export class PruneDeliveriesHandler implements JobHandler<typeof pruneDeliveriesJob> {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async handle(): Promise<void | JobAgain> {
    const now = this.clock.now().getTime();
    // Ids begin with the moment of their making: rows that are too young need not be looked at.
    const [row] = await this.database.rows<{ count: number }>(
      `WITH old AS (
         DELETE FROM fulfillment.delivery
          WHERE id IN (SELECT id FROM fulfillment.delivery
                        WHERE id < $1 AND state NOT IN ('pending', 'held', 'in_flight')
                          AND finished_at < now() - make_interval(days => $2) ORDER BY id LIMIT $3) RETURNING id),
       attempts AS (DELETE FROM fulfillment.delivery_attempt a USING old WHERE a.delivery_id = old.id)
       SELECT count(*) AS count FROM old`,
      [lowestId('dlv', now - KEPT_DAYS * DAY_MS), KEPT_DAYS, A_STEP],
    );
    if (row!.count === A_STEP) return { again: { seconds: 1 } };
    const forgotten = await this.database.rows(
      `DELETE FROM fulfillment.partner_message
        WHERE message_id IN (SELECT message_id FROM fulfillment.partner_message
                              WHERE created_at < now() - make_interval(days => $1) LIMIT $2) RETURNING 1`,
      [KEPT_DAYS, A_STEP],
    );
    if (forgotten.length === A_STEP) return { again: { seconds: 1 } };
    await this.database.rows(`DELETE FROM fulfillment.endpoint_event WHERE id < $1`, [
      lowestId('eev', now - 365 * DAY_MS),
    ]);
    await this.database.rows(
      `DELETE FROM fulfillment.delivery_replay WHERE finished_at < now() - make_interval(days => $1)`,
      [KEPT_DAYS],
    );
    await this.database.rows(
      `DELETE FROM fulfillment.endpoint_secret WHERE expires_at < now() - make_interval(days => $1)`,
      [KEPT_DAYS],
    );
  }
}
