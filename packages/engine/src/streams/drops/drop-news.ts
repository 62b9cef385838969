import { zId } from '@sidestall/contracts';
import type { DropId, VariantId } from '@sidestall/kernel';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Tx } from '../../platform/database.ts';
import { defineFact } from '../../platform/fact.ts';
import { Outbox } from '../../platform/outbox.ts';
import { announceStock } from '../announce-stock.ts';
import { announceDropJob, closeDropJob, startDropJob } from './drops.jobs.ts';

/** What a drop had set apart and did not sell can be had by everybody again. */
export const allotmentReturned = defineFact(
  'streams.allotment-returned',
  z.object({ dropId: zId('drp'), variantIds: z.array(zId('var')) }),
);

/** Tells viewers and other contexts of drops, and sets the timers of their periods. */
@Injectable()
export class DropNews {
  constructor(private readonly outbox: Outbox) {}

  async planned(
    tx: Tx,
    { id: dropId, startsAt, endsAt }: { readonly id: DropId; readonly startsAt: Date; readonly endsAt: Date },
    variantIds: readonly VariantId[],
  ): Promise<void> {
    await this.outbox.add(tx, [
      this.outbox.ofJob(startDropJob, { dropId }, { key: dropId, after: startsAt }),
      this.outbox.ofJob(closeDropJob, { dropId }, { key: dropId, after: endsAt }),
      this.#announcement(dropId),
      ...this.#stockRows(variantIds),
    ]);
  }

  async started(tx: Tx, dropId: DropId, variantIds: readonly VariantId[]): Promise<void> {
    await this.outbox.add(tx, [this.#announcement(dropId), ...this.#stockRows(variantIds)]);
  }

  /** The drop is over or given up: its timers have nothing more to do, and what came back is on sale. */
  async ended(tx: Tx, dropId: DropId, returned: readonly VariantId[]): Promise<void> {
    await this.outbox.cancel(
      tx,
      [startDropJob, closeDropJob].map((job) => ({ job, key: dropId })),
    );
    await this.outbox.add(tx, [this.#announcement(dropId)]);
    if (returned.length === 0) return;
    await this.outbox.add(tx, [
      ...this.outbox.ofFact(allotmentReturned, { dropId, variantIds: [...returned] }),
      ...this.#stockRows(returned),
    ]);
  }

  #announcement(dropId: DropId) {
    return this.outbox.ofJob(announceDropJob, { dropId }, { key: dropId });
  }

  #stockRows(variantIds: readonly VariantId[]) {
    return [...variantIds]
      .sort()
      .map((variantId) => this.outbox.ofJob(announceStock, { variantIds: [variantId] }, { key: variantId }));
  }
}
