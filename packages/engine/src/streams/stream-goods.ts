import { Injectable } from '@nestjs/common';
import type { BrandId, ListingId } from '@sidestall/kernel';
import type { PinnedListing } from '@sidestall/streams';
import { CatalogReader, type BrandView, type ListingView } from '../catalog/catalog-reader.ts';
import { InventoryService } from '../inventory/inventory.service.ts';
import type { Sql } from '../platform/database.ts';
import type { StreamRow } from './stream.store.ts';

export type BrandOfStream = BrandView;

/** A listing that may be pinned, and how many can be bought of it now; null means on back order. */
export interface GoodsOfStream {
  readonly listing: ListingView;
  readonly available: number | null;
}

/** What a stream may show: the listings of the brands that take part, in its currency, with the stock of this moment. */
@Injectable()
export class StreamGoods {
  constructor(
    private readonly catalog: CatalogReader,
    private readonly inventory: InventoryService,
  ) {}

  brands(sql: Sql, ids: readonly BrandId[]): Promise<BrandOfStream[]> {
    return this.catalog.brands(sql, ids);
  }

  async forSale(sql: Sql, stream: StreamRow): Promise<GoodsOfStream[]> {
    const all = await this.catalog.listingsOfBrands(sql, stream.brandIds);
    const listings = all.filter((listing) => listing.price.currency === stream.currency);
    const available = await this.inventory.availability(
      sql,
      listings.map((listing) => listing.variantId),
    );
    return listings.map((listing) => ({ listing, available: left(available, listing) }));
  }

  /** The listing as a card shows it; null when this stream may not show it. */
  async findListing(sql: Sql, stream: StreamRow, listingId: ListingId): Promise<PinnedListing | null> {
    return (await this.findListings(sql, stream, [listingId]))[0] ?? null;
  }

  /** The listings as cards show them now; those that this stream may not show, or nobody sells, are left out. */
  async findListings(sql: Sql, stream: StreamRow, listingIds: readonly ListingId[]): Promise<PinnedListing[]> {
    const listings = (await this.catalog.listingsForSale(sql, listingIds)).filter(
      ({ brand, price }) => stream.brandIds.includes(brand.id) && price.currency === stream.currency,
    );
    if (listings.length === 0) return [];
    const available = await this.inventory.availability(
      sql,
      listings.map(({ variantId }) => variantId),
    );
    return listings.map((listing) => cardOf(listing, left(available, listing)));
  }
}

function cardOf(listing: ListingView, available: number | null): PinnedListing {
  const { listingId, productId, variantId, title, variantTitle, imageUrl, imageAlt, brand, price, compareAtPrice } =
    listing;
  return {
    listingId,
    productId,
    variantId,
    title,
    variantTitle,
    imageUrl,
    imageAlt,
    brand,
    price,
    compareAtPrice,
    available,
  };
}

/** A variant that inventory has never heard of has nothing to sell. */
function left(available: ReadonlyMap<string, number | null>, { variantId }: ListingView): number | null {
  return available.has(variantId) ? available.get(variantId)! : 0;
}
