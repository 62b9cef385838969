import type { DropId } from '@sidestall/kernel';
import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database.ts';
import { Handles, type JobHandler } from '../../platform/job-handler.ts';
import { DropStore } from './drop.store.ts';
import { closeDropJob } from './drops.jobs.ts';
import { EndDrop } from './end-drop.ts';

/** Closes a drop that is over by the database's clock. Doing it again, or too early, changes nothing. */
@Injectable()
@Handles(closeDropJob)
export class CloseDrop implements JobHandler<typeof closeDropJob> {
  constructor(
    private readonly database: Database,
    private readonly drops: DropStore,
    private readonly ending: EndDrop,
  ) {}

  async handle({ dropId }: { readonly dropId: DropId }): Promise<void> {
    await this.execute(dropId);
  }

  async execute(dropId: DropId): Promise<void> {
    await this.database.transaction(async (tx) => {
      if (await this.drops.close(tx, dropId)) await this.ending.execute(tx, dropId);
    });
  }
}
