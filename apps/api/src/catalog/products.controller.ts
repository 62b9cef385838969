import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  ROUTES,
  zId,
  zProductDetail,
  zProductListQuery,
  zProductPage,
  type ProductDetail,
  type ProductListQuery,
  type ProductPage,
} from '@sidestall/contracts';
import type { ProductId } from '@sidestall/kernel';
import { Public } from '../http/access.ts';
import { respond } from '../http/failure.exception.ts';
import { Cacheable } from './entity-tag.ts';
import { ProductShelf } from './product-shelf.ts';
import { ProductsPresenter } from './products.presenter.ts';

@ApiTags('products')
@Controller()
export class ProductsController {
  constructor(
    private readonly shelf: ProductShelf,
    private readonly presenter: ProductsPresenter,
  ) {}

  @Get(ROUTES.products)
  @Public()
  @Cacheable(2)
  @ApiOperation({ summary: 'Products for sale: all of them, of a brand, or of the brands of a stream' })
  @ApiOkResponse({ standardSchema: zProductPage })
  async list(@Query({ schema: zProductListQuery }) query: ProductListQuery): Promise<ProductPage> {
    return this.presenter.page(respond(await this.shelf.page(query)));
  }

  @Get(ROUTES.product)
  @Public()
  @Cacheable(2)
  @ApiOperation({ summary: 'One product with its variants, prices and what is left of each' })
  @ApiOkResponse({ standardSchema: zProductDetail })
  async show(@Param('id', { schema: zId('prd') }) id: ProductId): Promise<ProductDetail> {
    return this.presenter.detail(respond(await this.shelf.product(id)));
  }
}
