import { dropFaults, priorPrice, priorPricesSince, type DropFault } from '@sidestall/catalog';
import type { DropRequest, Failure } from '@sidestall/contracts';
import {
  err,
  newId,
  ok,
  type BrandId,
  type DropId,
  type ListingId,
  type Result,
  type StreamId,
} from '@sidestall/kernel';
import { Injectable } from '@nestjs/common';
import { CatalogReader, type ListingView } from '../../catalog/catalog-reader.ts';
import { Allotments } from '../../inventory/allotments.ts';
import { InventoryService } from '../../inventory/inventory.service.ts';
import { Database, type Tx } from '../../platform/database.ts';
import { StreamStore } from '../stream.store.ts';
import { DropNews } from './drop-news.ts';
import { DropStore, type NewDrop } from './drop.store.ts';

export type PlanDropFailure = Failure<
  'CATALOG.DROP_INVALID' | 'CATALOG.LISTING_NOT_FOUND' | 'STREAMS.STREAM_NOT_FOUND'
>;

interface Planned {
  readonly listing: ListingView;
  readonly terms: DropRequest['listings'][number];
}

/**
 * Makes a drop and sets its units apart at once: whatever is promised to a drop can be promised to nobody else, and a drop
 * that there are not enough units for is never announced.
 */
@Injectable()
export class PlanDrop {
  constructor(
    private readonly database: Database,
    private readonly catalog: CatalogReader,
    private readonly inventory: InventoryService,
    private readonly allotments: Allotments,
    private readonly streams: StreamStore,
    private readonly drops: DropStore,
    private readonly news: DropNews,
  ) {}

  execute(brandId: BrandId, wish: DropRequest): Promise<Result<DropId, PlanDropFailure>> {
    return this.database.attempt(async (tx): Promise<Result<DropId, PlanDropFailure>> => {
      const planned = await this.#listings(tx, brandId, wish);
      if (!planned.ok) return planned;
      const misplaced = await this.#notInShow(tx, brandId, wish.streamId ?? null, planned.value);
      if (misplaced) return err(misplaced);
      const period = { startsAt: new Date(wish.startsAt), endsAt: new Date(wish.endsAt) };
      const faults = [
        ...sameVariantTwice(planned.value),
        ...dropFaults({ ...period, listings: planned.value.map(termsOf) }, await this.drops.now(tx)),
      ];
      if (faults.length > 0) return err(invalid(faults));
      const id = newId('drp');
      const short = await this.#allot(tx, id, planned.value);
      if (short.length > 0) return err(invalid(short));
      const drop = { id, brandId, streamId: wish.streamId ?? null, title: wish.title, ...period };
      await this.drops.insert(tx, { ...drop, listings: await this.#withPriorPrices(tx, drop, planned.value) });
      await this.news.planned(
        tx,
        drop,
        planned.value.map(({ listing }) => listing.variantId),
      );
      return ok(id);
    });
  }

  async #listings(tx: Tx, brandId: BrandId, wish: DropRequest): Promise<Result<Planned[], PlanDropFailure>> {
    const ids = wish.listings.map(({ listingId }) => listingId);
    const known = await this.catalog.listingsForSale(tx, [...new Set(ids)]);
    const own = new Map(
      known.filter(({ brand }) => brand.id === brandId).map((listing) => [listing.listingId, listing]),
    );
    const strange = ids.findIndex((id) => !own.has(id));
    if (strange < 0) return ok(wish.listings.map((terms) => ({ terms, listing: own.get(terms.listingId)! })));
    const message = 'Your brand has no such listing for sale';
    return err({
      code: 'CATALOG.LISTING_NOT_FOUND',
      detail: message,
      fields: [{ path: `listings.${strange}.listingId`, message }],
    });
  }

  async #notInShow(
    tx: Tx,
    brandId: BrandId,
    streamId: StreamId | null,
    planned: readonly Planned[],
  ): Promise<PlanDropFailure | null> {
    if (streamId === null) return null;
    const stream = await this.streams.find(tx, streamId);
    if (!stream?.brandIds.includes(brandId)) {
      return { code: 'STREAMS.STREAM_NOT_FOUND', detail: 'Your brand takes part in no such stream' };
    }
    if (stream.status === 'ended') {
      return invalid([{ path: 'streamId', words: 'This stream has ended; choose another, or none' }]);
    }
    const strange = planned.findIndex(({ listing }) => listing.price.currency !== stream.currency);
    if (strange < 0) return null;
    return invalid([{ path: `listings.${strange}.listingId`, words: `This stream sells in ${stream.currency}` }]);
  }

  async #allot(tx: Tx, id: DropId, planned: readonly Planned[]): Promise<DropFault[]> {
    const units = planned.map(({ listing: { variantId }, terms }) => ({ variantId, quantity: terms.allotment }));
    const apart = await this.allotments.allot(tx, id, units);
    if (apart.ok) return [];
    const { missing } = apart.error;
    const free = await this.inventory.availability(tx, missing);
    return planned.flatMap(({ listing: { variantId, title } }, index) =>
      missing.includes(variantId)
        ? [
            {
              path: `listings.${index}.allotment`,
              words: `Only ${free.get(variantId) ?? 0} of ${title} can be set apart`,
            },
          ]
        : [],
    );
  }

  async #withPriorPrices(
    tx: Tx,
    drop: { readonly id: DropId; readonly startsAt: Date },
    planned: readonly Planned[],
  ): Promise<NewDrop['listings']> {
    const ids = planned.map(({ listing }): ListingId => listing.listingId);
    const spans = await this.drops.prices(tx, ids, drop, priorPricesSince(drop.startsAt));
    return planned.map(({ listing: { listingId }, terms: { price, allotment, cap } }) => ({
      listingId,
      priceMinor: price.amount,
      priorMinor: priorPrice(spans.get(listingId)!, drop.startsAt, price.amount),
      currency: price.currency,
      allotment,
      cap: cap ?? null,
    }));
  }
}

const termsOf = ({ listing, terms }: Planned) => ({
  title: listing.title,
  price: terms.price,
  regularPrice: listing.price,
  allotment: terms.allotment,
  cap: terms.cap ?? null,
});

/** Units are set apart by variant: two prices for one of them in one drop would not know whose they are. */
const sameVariantTwice = (planned: readonly Planned[]): DropFault[] =>
  planned.flatMap(({ listing: { variantId, title } }, index) =>
    planned.findIndex(({ listing }) => listing.variantId === variantId) < index
      ? [{ path: `listings.${index}.listingId`, words: `${title} is in the drop already` }]
      : [],
  );

const invalid = (faults: readonly DropFault[]): PlanDropFailure => ({
  code: 'CATALOG.DROP_INVALID',
  detail: faults[0]!.words,
  fields: faults.map(({ path, words }) => ({ path, message: words })),
});
