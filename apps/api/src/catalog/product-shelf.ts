import { Injectable } from '@nestjs/common';
import type { Failure, ProductListQuery, ProductQuery } from '@sidestall/contracts';
import { CatalogReader, Database, StreamReads, type ProductView, type ProductViewPage } from '@sidestall/engine';
import { err, ok, type BrandId, type ProductId, type Result, type StreamId } from '@sidestall/kernel';
import type { PricesSeen } from './products.presenter.ts';

type PlaceFailure = Failure<'CATALOG.BRAND_NOT_FOUND' | 'STREAMS.STREAM_NOT_FOUND'>;

/** Whose goods are looked at, and from which show. */
interface Place {
  readonly brandIds: BrandId[] | null;
  readonly streamId: StreamId | null;
}

/** What viewers browse, by brand, by stream, or everything; with it, whose drops count. */
@Injectable()
export class ProductShelf {
  constructor(
    private readonly database: Database,
    private readonly catalog: CatalogReader,
    private readonly streams: StreamReads,
  ) {}

  async page(
    query: ProductListQuery,
  ): Promise<Result<[ProductViewPage, PricesSeen], PlaceFailure | Failure<'REQUEST.INVALID'>>> {
    const place = await this.#place(query);
    if (!place.ok) return place;
    const { brandIds, streamId } = place.value;
    const { cursor = null, limit, drops } = query;
    const page = await this.catalog.productPage(this.database, { brandIds, cursor, limit });
    if (page) return ok([page, { drops, streamId }]);
    const fields = [{ path: 'cursor', message: 'must be the nextCursor of the page before' }];
    return err({ code: 'REQUEST.INVALID', detail: `cursor: ${fields[0]!.message}`, fields });
  }

  async product(
    id: ProductId,
    { stream, drops }: ProductQuery,
  ): Promise<Result<[ProductView, PricesSeen], PlaceFailure | Failure<'CATALOG.PRODUCT_NOT_FOUND'>>> {
    const place = await this.#place({ stream });
    if (!place.ok) return place;
    const product = await this.catalog.findProduct(this.database, id);
    const { streamId } = place.value;
    return product ? ok([product, { drops, streamId }]) : err({ code: 'CATALOG.PRODUCT_NOT_FOUND' });
  }

  async #place({ brand, stream }: Pick<ProductListQuery, 'brand' | 'stream'>): Promise<Result<Place, PlaceFailure>> {
    const asked = brand === undefined ? null : await this.catalog.findBrandBySlug(this.database, brand);
    if (brand !== undefined && !asked) return err({ code: 'CATALOG.BRAND_NOT_FOUND' });
    if (stream === undefined) return ok({ brandIds: asked && [asked.id], streamId: null });
    const found = await this.streams.find(stream);
    if (!found.ok) return found;
    const taking = found.value.brands.map(({ id }) => id);
    const brandIds = asked ? taking.filter((id) => id === asked.id) : taking;
    return ok({ brandIds, streamId: found.value.stream.id });
  }
}
