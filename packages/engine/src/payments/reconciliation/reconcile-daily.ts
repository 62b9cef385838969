import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database.ts';
import { Handles, type JobHandler } from '../../platform/job-handler.ts';
import { Reconciliations } from './reconciliations.ts';
import { ReconciliationStore } from './reconciliation.store.ts';
import { reconcileDaily } from './jobs.ts';

/** Once a day, by the database's clock, whichever worker notices first. */
@Injectable()
@Handles(reconcileDaily)
export class ReconcileDailyHandler implements JobHandler<typeof reconcileDaily> {
  constructor(
    private readonly database: Database,
    private readonly store: ReconciliationStore,
    private readonly reconciliations: Reconciliations,
  ) {}

  async handle(): Promise<void> {
    if (await this.store.isDue(this.database)) await this.reconciliations.start('schedule');
  }
}
