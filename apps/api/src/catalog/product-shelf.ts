import { Injectable } from '@nestjs/common';
import type { Failure, ProductListQuery } from '@sidestall/contracts';
import { CatalogReader, Database, StreamReads, type ProductView, type ProductViewPage } from '@sidestall/engine';
import { err, ok, type BrandId, type ProductId, type Result } from '@sidestall/kernel';

type BrandsFailure = Failure<'CATALOG.BRAND_NOT_FOUND' | 'STREAMS.STREAM_NOT_FOUND'>;

/** What viewers browse, by brand, by stream, or everything. */
@Injectable()
export class ProductShelf {
  constructor(
    private readonly database: Database,
    private readonly catalog: CatalogReader,
    private readonly streams: StreamReads,
  ) {}

  async page(query: ProductListQuery): Promise<Result<ProductViewPage, BrandsFailure | Failure<'REQUEST.INVALID'>>> {
    const brandIds = await this.#brandsOf(query);
    if (!brandIds.ok) return brandIds;
    const { cursor = null, limit } = query;
    const page = await this.catalog.productPage(this.database, { brandIds: brandIds.value, cursor, limit });
    if (page) return ok(page);
    const fields = [{ path: 'cursor', message: 'must be the nextCursor of the page before' }];
    return err({ code: 'REQUEST.INVALID', detail: `cursor: ${fields[0]!.message}`, fields });
  }

  async product(id: ProductId): Promise<Result<ProductView, Failure<'CATALOG.PRODUCT_NOT_FOUND'>>> {
    const product = await this.catalog.findProduct(this.database, id);
    return product ? ok(product) : err({ code: 'CATALOG.PRODUCT_NOT_FOUND' });
  }

  async #brandsOf({ brand, stream }: ProductListQuery): Promise<Result<BrandId[] | null, BrandsFailure>> {
    const asked = brand === undefined ? null : await this.catalog.findBrandBySlug(this.database, brand);
    if (brand !== undefined && !asked) return err({ code: 'CATALOG.BRAND_NOT_FOUND' });
    if (stream === undefined) return ok(asked && [asked.id]);
    const found = await this.streams.find(stream);
    if (!found.ok) return found;
    const taking = found.value.brands.map(({ id }) => id);
    return ok(asked ? taking.filter((id) => id === asked.id) : taking);
  }
}
