import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database.ts';
import { Handles, type JobHandler } from '../../platform/job-handler.ts';
import { Outbox } from '../../platform/outbox.ts';
import { applyStockFiles, sweepStockFiles } from './stock-file.jobs.ts';
import { StockFileStore } from './stock-file.store.ts';

/** Cleans up after receivers that died, wakes files that nobody applies, and forgets files after thirty days. */
@Injectable()
@Handles(sweepStockFiles)
export class SweepStockFilesHandler implements JobHandler<typeof sweepStockFiles> {
  constructor(
    private readonly database: Database,
    private readonly files: StockFileStore,
    private readonly outbox: Outbox,
  ) {}

  async handle(): Promise<void> {
    for (const id of await this.files.stale(this.database)) {
      await this.database.transaction((tx) => this.files.refuse(tx, id, 'The file did not arrive as a whole'));
    }
    for (const retailerId of await this.files.waiting(this.database)) {
      await this.database.transaction((tx) =>
        this.outbox.schedule(tx, applyStockFiles, { retailerId }, { key: retailerId }),
      );
    }
    await this.files.forget(this.database);
  }
}
