import { Inject, Injectable } from '@nestjs/common';
import type { BrandId, ListingId, ProductId } from '@sidestall/kernel';
import type { EngineConfig } from '../platform/config.ts';
import type { Sql } from '../platform/database.ts';
import { ENGINE_CONFIG } from '../platform/tokens.ts';
import { BrandStore, brandView } from './brand.store.ts';
import type { BrandView, ListingView, ProductView, ProductViewPage } from './catalog-views.ts';
import { ListingStore, type PriceNow } from './listing.store.ts';
import { ShelfStore, type ShelfQuery } from './shelf.store.ts';

export type { BrandView, ListingView, ProductView, ProductViewPage } from './catalog-views.ts';
export type { ShelfQuery } from './shelf.store.ts';

/** What other contexts and the doors may know of the catalog. Addresses are absolute; how much is left is not said here. */
@Injectable()
export class CatalogReader {
  readonly #apiUrl: string;

  constructor(
    @Inject(ENGINE_CONFIG) config: EngineConfig,
    private readonly brandRows: BrandStore,
    private readonly listingRows: ListingStore,
    private readonly shelf: ShelfStore,
  ) {
    this.#apiUrl = config.publicUrls.api;
  }

  /** Those of the listings that can be bought at this moment; the others are left out. */
  async listingsForSale(sql: Sql, ids: readonly ListingId[]): Promise<ListingView[]> {
    return (await this.listingRows.byIds(sql, ids)).filter((listing) => listing.isForSale);
  }

  /** What listings cost at this moment without any drop; those that cannot be bought are left out. */
  pricesNow(sql: Sql, ids: readonly ListingId[]): Promise<PriceNow[]> {
    return this.listingRows.pricesNow(sql, ids);
  }

  /** The listings whatever their state; ids that name none are left out. */
  listings(sql: Sql, ids: readonly ListingId[]): Promise<ListingView[]> {
    return this.listingRows.byIds(sql, ids);
  }

  /** What these brands have for sale, in the order of their shelves. */
  listingsOfBrands(sql: Sql, brandIds: readonly BrandId[], limit = 1_000): Promise<ListingView[]> {
    return this.listingRows.ofBrands(sql, brandIds, limit);
  }

  /** One page of published products with something for sale; null for a cursor that is none of ours. */
  productPage(sql: Sql, query: ShelfQuery): Promise<ProductViewPage | null> {
    return this.shelf.page(sql, query);
  }

  /** A published product with something for sale. */
  findProduct(sql: Sql, id: ProductId): Promise<ProductView | null> {
    return this.shelf.product(sql, id);
  }

  async findBrandBySlug(sql: Sql, slug: string): Promise<BrandView | null> {
    const row = await this.brandRows.bySlug(sql, slug);
    return row && brandView(row, this.#apiUrl);
  }

  /** The brands in the order asked for; ids that name none are left out. */
  async brands(sql: Sql, ids: readonly BrandId[]): Promise<BrandView[]> {
    const rows = new Map((await this.brandRows.byIds(sql, ids)).map((row) => [row.id, row]));
    return ids.flatMap((id) => (rows.has(id) ? [brandView(rows.get(id)!, this.#apiUrl)] : []));
  }

  /** Every brand of the house, the oldest first. */
  async allBrands(sql: Sql): Promise<BrandView[]> {
    return (await this.brandRows.all(sql)).map((row) => brandView(row, this.#apiUrl));
  }
}
