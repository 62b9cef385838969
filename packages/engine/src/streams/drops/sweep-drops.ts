import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database.ts';
import { Handles, type JobHandler, type JobRun } from '../../platform/job-handler.ts';
import { CloseDrop } from './close-drop.ts';
import { DropStore } from './drop.store.ts';
import { sweepDropsJob } from './drops.jobs.ts';

const AT_ONCE = 100;

/** Closes whatever drop is over and was not closed yet. */
@Injectable()
@Handles(sweepDropsJob)
export class SweepDrops implements JobHandler<typeof sweepDropsJob> {
  constructor(
    private readonly database: Database,
    private readonly drops: DropStore,
    private readonly closing: CloseDrop,
  ) {}

  async handle(_payload: object, { signal }: Pick<JobRun, 'signal'>): Promise<void> {
    for (const dropId of await this.drops.overdue(this.database, AT_ONCE)) {
      if (signal.aborted) return;
      await this.closing.execute(dropId);
    }
  }
}
