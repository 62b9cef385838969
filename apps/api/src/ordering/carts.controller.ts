import { Body, Controller, Get, Header, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  ROUTES,
  zCart,
  zCartMerge,
  zCartWish,
  zId,
  zNewCart,
  type CartMerge,
  type CartWish,
  type NewCart,
  type WireCart,
} from '@sidestall/contracts';
import { KeepCart, MergeCarts, ReadCart } from '@sidestall/engine';
import type { CartId } from '@sidestall/kernel';
import { CartToken, Public } from '../http/access.ts';
import { respond } from '../http/failure.exception.ts';
import { Repeatable } from '../http/idempotent.ts';

@ApiTags('carts')
@Controller()
export class CartsController {
  constructor(
    private readonly keeping: KeepCart,
    private readonly merging: MergeCarts,
    private readonly reading: ReadCart,
  ) {}

  @Post(ROUTES.carts)
  @Public()
  @Repeatable()
  @ApiOperation({ summary: 'Keep a cart at the shop; the token that comes with it opens it on any page and device' })
  @ApiCreatedResponse({ standardSchema: zNewCart })
  async create(@Body({ schema: zCartWish }) wish: CartWish): Promise<NewCart> {
    return this.reading.made(await this.keeping.create(wish));
  }

  @Get(ROUTES.cart)
  @CartToken()
  @ApiBearerAuth()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'The cart at the prices of this moment, and what changed since things were put in' })
  @ApiOkResponse({ standardSchema: zCart })
  async show(@Param('id', { schema: zId('crt') }) id: CartId): Promise<WireCart> {
    return respond(await this.reading.find(id));
  }

  @Put(ROUTES.cart)
  @CartToken()
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Change the cart; a change made on an older version is merged with what came between' })
  @ApiOkResponse({ standardSchema: zCart })
  async change(
    @Param('id', { schema: zId('crt') }) id: CartId,
    @Body({ schema: zCartWish }) wish: CartWish,
  ): Promise<WireCart> {
    return this.reading.view(respond(await this.keeping.change(id, wish)));
  }

  @Post(ROUTES.cartMerge)
  @HttpCode(200)
  @CartToken()
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Move another cart into this one; the larger quantity of each line stays' })
  @ApiOkResponse({ standardSchema: zCart })
  async merge(
    @Param('id', { schema: zId('crt') }) id: CartId,
    @Body({ schema: zCartMerge }) other: CartMerge,
  ): Promise<WireCart> {
    return this.reading.view(respond(await this.merging.execute(id, other)));
  }
}
