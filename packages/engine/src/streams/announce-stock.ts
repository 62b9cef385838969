import { zId } from '@sidestall/contracts';
import type { StreamId, VariantId } from '@sidestall/kernel';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { InventoryService } from '../inventory/inventory.service.ts';
import { Database } from '../platform/database.ts';
import { defineJob } from '../platform/fact.ts';
import { Handles, type JobHandler } from '../platform/job-handler.ts';
import { appendEvent } from './append-event.ts';
import { StreamStore } from './stream.store.ts';
import { readSnapshot, streamsThatPinned } from './stream-log.ts';

/** Says that the stock of variants may have moved; subscribe it to whatever fact moves stock. */
export const announceStock = defineJob(
  'streams.announce-stock',
  z.object({ variantIds: z.array(zId('var')).max(500) }),
);

/** Tells every viewer how many are left of what is pinned. Numbers are absolute and written only when they changed. */
@Injectable()
@Handles(announceStock)
export class AnnounceStock implements JobHandler<typeof announceStock> {
  constructor(
    private readonly database: Database,
    private readonly inventory: InventoryService,
    private readonly streams: StreamStore,
  ) {}

  async handle({ variantIds }: { variantIds: VariantId[] }): Promise<void> {
    await this.execute(variantIds);
  }

  async execute(variantIds: readonly VariantId[]): Promise<void> {
    if (variantIds.length === 0) return;
    for (const streamId of await streamsThatPinned(this.database, variantIds)) {
      await this.#announceIn(streamId, new Set(variantIds));
    }
  }

  async #announceIn(streamId: StreamId, moved: ReadonlySet<VariantId>): Promise<void> {
    await this.database.transaction(async (tx) => {
      // Stock is read after the log is closed to others: of two announcers the later one has the newer numbers.
      const stream = await this.streams.lock(tx, streamId);
      const state = stream && stream.status !== 'ended' ? await readSnapshot(tx, streamId) : null;
      if (!state) return;
      const shown = new Map<VariantId, number | null>();
      for (const { listing } of [...state.pins, ...state.earlier]) {
        if (moved.has(listing.variantId)) shown.set(listing.variantId, listing.available);
      }
      const available = await this.inventory.availability(tx, [...shown.keys()]);
      for (const [variantId, before] of shown) {
        const now = available.get(variantId) ?? null;
        if (available.has(variantId) && now !== before) {
          await appendEvent(tx, streamId, { type: 'stock.changed', variantId, available: now });
        }
      }
    });
  }
}
