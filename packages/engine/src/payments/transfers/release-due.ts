import { Inject, Injectable } from '@nestjs/common';
import type { PayableId } from '@sidestall/kernel';
import { ReleasePayables } from '../../ledger/release-payables.ts';
import { Transfers } from '../../ledger/transfers.ts';
import { Database } from '../../platform/database.ts';
import { Handles, type JobHandler, type JobRun } from '../../platform/job-handler.ts';
import type { Logger } from '../../platform/logger.ts';
import { Outbox } from '../../platform/outbox.ts';
import { LOGGER } from '../../platform/tokens.ts';
import { releaseDue, sendTransfer } from './jobs.ts';

const BATCH = 200;
/** Released money that has not reached its owner for so long is somebody's business. */
const ALERT_AFTER_DAYS = 3;
/** A transfer is asked for within seconds; after so long its job is gone, or waits for Stripe under its key. */
const STUCK_AFTER_MINUTES = 15;

/** Releases what is due, and has everything sent that may be. One row of work a payable: a slow one holds up no other. */
@Injectable()
@Handles(releaseDue)
export class ReleaseDueHandler implements JobHandler<typeof releaseDue> {
  constructor(
    private readonly database: Database,
    private readonly releases: ReleasePayables,
    private readonly transfers: Transfers,
    private readonly outbox: Outbox,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async handle(_: object, run: JobRun): Promise<void> {
    await this.#release(run);
    await this.#send((after) => this.transfers.ready(this.database, BATCH, after));
    await this.#send(async (after) => {
      const stuck = await this.transfers.stuck(this.database, STUCK_AFTER_MINUTES, BATCH, after);
      if (stuck.length > 0) this.logger.warn({ payables: stuck }, 'Transfers were begun and not ended');
      return stuck;
    });
    await this.#alert();
  }

  async #release(run: JobRun): Promise<void> {
    let after = '';
    for (;;) {
      const due = await this.releases.due(this.database, BATCH, after);
      for (const payableId of due) {
        if (run.signal.aborted) throw new Error('The worker goes');
        try {
          await this.database.transaction((tx) => this.releases.release(tx, payableId));
        } catch (error) {
          // One that cannot be released is somebody's business; it must not hold up the money of all others.
          this.logger.error({ err: error, payable: payableId }, 'A payable could not be released');
        }
      }
      if (due.length < BATCH) return;
      after = due.at(-1)!;
    }
  }

  /** All pages: those that were refused and wait must not stand before the others. */
  async #send(page: (after: string) => Promise<PayableId[]>): Promise<void> {
    let after = '';
    for (;;) {
      const ids = await page(after);
      await this.database.transaction(async (tx) => {
        // One that was refused waits under the same key until its time: asking again changes nothing.
        for (const payableId of ids) await this.outbox.schedule(tx, sendTransfer, { payableId }, { key: payableId });
      });
      if (ids.length < BATCH) return;
      after = ids.at(-1)!;
    }
  }

  async #alert(): Promise<void> {
    const stuck = await this.database.rows<{ id: PayableId; party: string; trouble: string | null; standing: string }>(
      `SELECT b.id, p.name AS party, b.transfer_trouble AS trouble, p.transfers AS standing
         FROM ledger.payable b JOIN ledger.party p ON p.id = b.party_id JOIN ledger.sale s ON s.order_id = b.order_id AND s.frozen_for = '{}'
        WHERE b.state = 'available' AND p.stripe_account IS NOT NULL AND b.released_at < now() - make_interval(days => $1) LIMIT 20`,
      [ALERT_AFTER_DAYS],
    );
    for (const { id, party, trouble, standing } of stuck) {
      this.logger.warn({ payable: id, party, standing, trouble }, 'A party waits for its money');
    }
  }
}
