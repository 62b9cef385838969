import { Injectable } from '@nestjs/common';
import type { RetailerId } from '@sidestall/kernel';
import { Database } from '../../platform/database.ts';
import { Handles, type JobAgain, type JobHandler, type JobRun } from '../../platform/job-handler.ts';
import { applyStockFiles } from './stock-file.jobs.ts';
import { StockFileStore } from './stock-file.store.ts';
import { TakeStockCounts } from './take-stock-counts.ts';

/** Counts of one transaction: buyers of these variants wait until it is over. */
const STEP = 200;
/** Steps of one run; other work gets its turn in between. */
const STEPS = 100;

/** Applies a retailer's complete files, the oldest first, each step with the cursor it moves, so that a crash repeats nothing. */
@Injectable()
@Handles(applyStockFiles)
export class ApplyStockFilesHandler implements JobHandler<typeof applyStockFiles> {
  constructor(
    private readonly database: Database,
    private readonly files: StockFileStore,
    private readonly taking: TakeStockCounts,
  ) {}

  async handle({ retailerId }: { retailerId: RetailerId }, run: JobRun): Promise<void | JobAgain> {
    for (let step = 0; step < STEPS && !run.signal.aborted; step++) {
      if (!(await this.#step(retailerId))) return;
    }
    return { again: { seconds: 0 } };
  }

  /** One step of the file whose turn it is; false when there is none. */
  #step(retailerId: RetailerId): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const file = await this.files.next(tx, retailerId);
      if (!file) return false;
      const counts = await this.files.counts(tx, file.id, file.cursor, STEP);
      if (counts.length > 0) {
        const tally = { applied: 0, ignored: 0, unknown: 0, ambiguous: 0 };
        for (const { outcome } of await this.taking.take(tx, retailerId, counts)) tally[outcome] += 1;
        await this.files.advance(tx, file.id, counts.at(-1)!.line, tally);
      }
      if (counts.length < STEP) await this.files.finish(tx, file.id);
      return true;
    });
  }
}
