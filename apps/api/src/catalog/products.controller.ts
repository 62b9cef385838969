import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  ROUTES,
  zId,
  zProductDetail,
  zProductListQuery,
  zProductPage,
  zProductQuery,
  type ProductDetail,
  type ProductListQuery,
  type ProductPage,
  type ProductQuery,
} from '@sidestall/contracts';
import type { ProductId } from '@sidestall/kernel';
import type { FastifyReply } from 'fastify';
import { Public } from '../http/access.ts';
import { respond } from '../http/failure.exception.ts';
import { Cacheable } from './entity-tag.ts';
import { limitLife } from './page-life.ts';
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
  async list(
    @Query({ schema: zProductListQuery }) query: ProductListQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ProductPage> {
    const { told, lifeMs } = await this.presenter.page(...respond(await this.shelf.page(query)));
    limitLife(reply.raw, lifeMs);
    return told;
  }

  @Get(ROUTES.product)
  @Public()
  @Cacheable(2)
  @ApiOperation({ summary: 'One product with its variants, prices and what is left of each' })
  @ApiOkResponse({ standardSchema: zProductDetail })
  async show(
    @Param('id', { schema: zId('prd') }) id: ProductId,
    @Query({ schema: zProductQuery }) query: ProductQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ProductDetail> {
    const { told, lifeMs } = await this.presenter.detail(...respond(await this.shelf.product(id, query)));
    limitLife(reply.raw, lifeMs);
    return told;
  }
}
