import type { Failure } from '@sidestall/contracts';
import { err, ok, type BrandId, type DropId, type Result } from '@sidestall/kernel';
import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database.ts';
import { DropStore } from './drop.store.ts';
import { EndDrop } from './end-drop.ts';

export type CancelDropFailure = Failure<'CATALOG.DROP_NOT_FOUND' | 'CATALOG.DROP_STATE_CONFLICT'>;

/** Gives a drop up, before its start or while it is open. What is bought stays bought; once more changes nothing. */
@Injectable()
export class CancelDrop {
  constructor(
    private readonly database: Database,
    private readonly drops: DropStore,
    private readonly ending: EndDrop,
  ) {}

  execute(brandId: BrandId, id: DropId): Promise<Result<null, CancelDropFailure>> {
    return this.database.transaction(async (tx) => {
      const drop = await this.drops.find(tx, brandId, id);
      if (!drop) return err({ code: 'CATALOG.DROP_NOT_FOUND' });
      if (await this.drops.cancel(tx, id)) {
        await this.ending.execute(tx, id);
        return ok(null);
      }
      const now = await this.drops.find(tx, brandId, id);
      if (now?.state === 'canceled') return ok(null);
      return err({ code: 'CATALOG.DROP_STATE_CONFLICT', detail: 'The drop is over: there is nothing to cancel' });
    });
  }
}
