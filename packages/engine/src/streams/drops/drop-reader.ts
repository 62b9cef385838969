import { dropState } from '@sidestall/catalog';
import type { Failure } from '@sidestall/contracts';
import { err, money, ok, type BrandId, type DropId, type Money, type Result } from '@sidestall/kernel';
import { Injectable } from '@nestjs/common';
import { CatalogReader, type BrandView, type ListingView } from '../../catalog/catalog-reader.ts';
import { Allotments } from '../../inventory/allotments.ts';
import { Database, type Sql } from '../../platform/database.ts';
import { DropStore, type DropRow, type DropsWanted } from './drop.store.ts';

/** One listing of a drop, with what is left of its allotment now. */
export interface DropListingView {
  readonly listing: ListingView;
  readonly price: Money;
  readonly priorPrice: Money | null;
  readonly allotment: number;
  readonly left: number;
  readonly cap: number | null;
}

/** What a drop asks for a listing and what else people have to know of it; how many units are left is apart. */
export const dropTermsOf = ({ listing, price, priorPrice, allotment, cap }: DropListingView) => ({
  listingId: listing.listingId,
  productId: listing.productId,
  variantId: listing.variantId,
  title: listing.title,
  variantTitle: listing.variantTitle,
  imageUrl: listing.imageUrl,
  price,
  regularPrice: listing.price,
  priorPrice,
  allotment,
  cap,
});

/** A drop as it stands at the moment it was read. */
export interface DropView extends Pick<DropRow, 'id' | 'streamId' | 'title' | 'startsAt' | 'endsAt' | 'createdAt'> {
  readonly state: ReturnType<typeof dropState>;
  readonly brand: BrandView;
  /** Units bought or being paid for from its allotments. */
  readonly sold: number;
  readonly listings: readonly DropListingView[];
}

/** Drops and the moment they were read at, by the clock that their periods go by. */
export interface DropsNow {
  readonly now: Date;
  readonly drops: readonly DropView[];
}

const MOST_CURRENT = 100;

/** Reads drops for viewers and for their brands. */
@Injectable()
export class DropReader {
  constructor(
    private readonly database: Database,
    private readonly catalog: CatalogReader,
    private readonly allotments: Allotments,
    private readonly drops: DropStore,
  ) {}

  /** Open or still to come, the next one first. */
  async current(wanted: DropsWanted): Promise<DropsNow> {
    return this.#views(await this.drops.current(this.database, wanted, MOST_CURRENT));
  }

  /** The newest first; `nextCursor` is null on the last page. */
  async ofBrand(
    brandId: BrandId,
    cursor: DropId | null,
    limit: number,
  ): Promise<DropsNow & { readonly nextCursor: DropId | null }> {
    const rows = await this.drops.ofBrand(this.database, brandId, cursor, limit + 1);
    const page = rows.slice(0, limit);
    return { ...(await this.#views(page)), nextCursor: rows.length > limit ? page.at(-1)!.id : null };
  }

  async find(brandId: BrandId, id: DropId): Promise<Result<DropView, Failure<'CATALOG.DROP_NOT_FOUND'>>> {
    const row = await this.drops.find(this.database, brandId, id);
    const drop = row && (await this.#views([row])).drops[0];
    return drop ? ok(drop) : err({ code: 'CATALOG.DROP_NOT_FOUND' });
  }

  /** Whoever's it is; null when there is no such drop. */
  async one(id: DropId, sql: Sql = this.database): Promise<DropView | null> {
    const row = await this.drops.byId(sql, id);
    return row && ((await this.#views([row], sql)).drops[0] ?? null);
  }

  async #views(rows: readonly DropRow[], sql: Sql = this.database): Promise<DropsNow> {
    const ids = rows.flatMap((row) => row.listings.map(({ listingId }) => listingId));
    const [listings, allotments] = await Promise.all([
      this.catalog.listings(sql, [...new Set(ids)]),
      this.allotments.left(
        sql,
        rows.map((row) => row.id),
      ),
    ]);
    const listingOf = new Map(listings.map((listing) => [listing.listingId, listing]));
    // Read last: of a drop that ends meanwhile it is better said that it ended than that it goes on.
    const now = await this.drops.now(sql);
    const drops = rows.map((row): DropView => {
      const apart = allotments.filter(({ dropId }) => dropId === row.id);
      const { id, streamId, title, startsAt, endsAt, createdAt } = row;
      return {
        id,
        streamId,
        title,
        startsAt,
        endsAt,
        createdAt,
        state: dropState(row, now),
        brand: listingOf.get(row.listings[0]!.listingId)!.brand,
        sold: apart.reduce((sum, { claimed }) => sum + claimed, 0),
        listings: row.listings.map(({ listingId, priceMinor, priorMinor, currency, allotment, cap }) => {
          const listing = listingOf.get(listingId)!;
          return {
            listing,
            price: money(priceMinor, currency),
            priorPrice: priorMinor === null ? null : money(priorMinor, currency),
            allotment,
            left: apart.find(({ variantId }) => variantId === listing.variantId)?.left ?? 0,
            cap,
          };
        }),
      };
    });
    return { now, drops };
  }
}
