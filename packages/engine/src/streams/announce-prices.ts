import { zId } from '@sidestall/contracts';
import type { ProductId, StreamId } from '@sidestall/kernel';
import { Injectable } from '@nestjs/common';
import type { PinnedListing } from '@sidestall/streams';
import { z } from 'zod';
import { CatalogReader } from '../catalog/catalog-reader.ts';
import { Database, type Tx } from '../platform/database.ts';
import { defineJob } from '../platform/fact.ts';
import { Handles, type JobHandler } from '../platform/job-handler.ts';
import { appendEvent } from './append-event.ts';
import { StreamStore } from './stream.store.ts';
import { readSnapshot, streamsThatPinnedProducts } from './stream-log.ts';

/** Says that what products cost may have changed. */
export const announcePrices = defineJob(
  'streams.announce-prices',
  z.object({ productIds: z.array(zId('prd')).max(500) }),
);

/** Tells every viewer what the things that are pinned cost now: absolute, and written only when it changed. */
@Injectable()
@Handles(announcePrices)
export class AnnouncePrices implements JobHandler<typeof announcePrices> {
  constructor(
    private readonly database: Database,
    private readonly catalog: CatalogReader,
    private readonly streams: StreamStore,
  ) {}

  async handle({ productIds }: { productIds: ProductId[] }): Promise<void> {
    for (const streamId of await streamsThatPinnedProducts(this.database, productIds)) {
      await this.database.transaction((tx) => this.#announceIn(tx, streamId, new Set(productIds)));
    }
  }

  async #announceIn(tx: Tx, streamId: StreamId, changed: ReadonlySet<ProductId>): Promise<void> {
    // Prices are read after the log is closed to others: of two announcers the later one has the newer prices.
    const stream = await this.streams.lock(tx, streamId);
    const state = stream && stream.status !== 'ended' ? await readSnapshot(tx, streamId) : null;
    if (!stream || !state) return;
    const shown = [...state.pins, ...state.earlier]
      .map((pin) => pin.listing)
      .filter((listing) => changed.has(listing.productId));
    const now = await this.catalog.listingsForSale(
      tx,
      shown.map(({ listingId }) => listingId),
    );
    for (const { listingId, price, compareAtPrice } of now) {
      const before = shown.find((listing) => listing.listingId === listingId)!;
      if (price.currency !== stream.currency || isSame(before, { price, compareAtPrice })) continue;
      await appendEvent(tx, streamId, { type: 'price.changed', listingId, price, compareAtPrice });
    }
  }
}

type Priced = Pick<PinnedListing, 'price' | 'compareAtPrice'>;

const isSame = (a: Priced, b: Priced): boolean =>
  a.price.amount === b.price.amount &&
  a.price.currency === b.price.currency &&
  a.compareAtPrice?.amount === b.compareAtPrice?.amount;
