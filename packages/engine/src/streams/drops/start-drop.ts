import { priorPrice, priorPricesSince } from '@sidestall/catalog';
import type { DropId } from '@sidestall/kernel';
import { Injectable } from '@nestjs/common';
import { CatalogReader } from '../../catalog/catalog-reader.ts';
import { Database } from '../../platform/database.ts';
import { Handles, type JobHandler } from '../../platform/job-handler.ts';
import { DropNews } from './drop-news.ts';
import { DropStore } from './drop.store.ts';
import { startDropJob } from './drops.jobs.ts';

/**
 * What happens when a drop starts; that it is open is told by the clock alone. What its listings cost since it was made
 * is history by now, so the lowest price before the start is reckoned once more.
 */
@Injectable()
@Handles(startDropJob)
export class StartDrop implements JobHandler<typeof startDropJob> {
  constructor(
    private readonly database: Database,
    private readonly catalog: CatalogReader,
    private readonly drops: DropStore,
    private readonly news: DropNews,
  ) {}

  async handle({ dropId }: { readonly dropId: DropId }): Promise<void> {
    await this.execute(dropId);
  }

  async execute(dropId: DropId): Promise<void> {
    await this.database.transaction(async (tx) => {
      const drop = await this.drops.byId(tx, dropId);
      if (!drop || drop.state !== 'planned') return;
      const ids = drop.listings.map(({ listingId }) => listingId);
      const spans = await this.drops.prices(tx, ids, drop, priorPricesSince(drop.startsAt));
      const prior = drop.listings.map(
        ({ listingId, priceMinor }) =>
          [listingId, priorPrice(spans.get(listingId)!, drop.startsAt, priceMinor)] as const,
      );
      await this.drops.setPriorPrices(tx, dropId, new Map(prior));
      const listings = await this.catalog.listings(tx, ids);
      await this.news.started(tx, dropId, [...new Set(listings.map(({ variantId }) => variantId))]);
    });
  }
}
