import { Body, Controller, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCookieAuth, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  ROUTES,
  zBrandDrop,
  zBrandDropPage,
  zBrandDropQuery,
  zDropRequest,
  zId,
  type BrandDrop,
  type BrandDropPage,
  type BrandDropQuery,
  type DropRequest,
} from '@sidestall/contracts';
import { CancelDrop, DropReader, PlanDrop } from '@sidestall/engine';
import type { BrandId, DropId } from '@sidestall/kernel';
import { brandDropWire } from '../catalog/drops.presenter.ts';
import { CurrentMember, Member, type MemberIdentity } from '../http/access.ts';
import { respond } from '../http/failure.exception.ts';
import { Idempotent, Repeatable } from '../http/idempotent.ts';
import { ownBrand } from './own-brand.ts';

@ApiTags('console')
@ApiCookieAuth()
@Controller()
export class BrandDropsController {
  constructor(
    private readonly drops: DropReader,
    private readonly planning: PlanDrop,
    private readonly canceling: CancelDrop,
  ) {}

  @Get(ROUTES.consoleDrops)
  @Member()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'The brand’s drops, the newest first' })
  @ApiOkResponse({ standardSchema: zBrandDropPage })
  async list(
    @CurrentMember() member: MemberIdentity,
    @Param('brandId', { schema: zId('brd') }) brandId: BrandId,
    @Query({ schema: zBrandDropQuery }) { cursor, limit }: BrandDropQuery,
  ): Promise<BrandDropPage> {
    const page = await this.drops.ofBrand(respond(ownBrand(member, brandId)), cursor ?? null, limit);
    return {
      drops: page.drops.map(brandDropWire),
      nextCursor: page.nextCursor,
      serverTime: page.now.toISOString(),
    };
  }

  @Post(ROUTES.consoleDrops)
  @Member()
  @Idempotent()
  @ApiOperation({ summary: 'Plan a drop and set its units apart at once' })
  @ApiCreatedResponse({ standardSchema: zBrandDrop })
  async create(
    @CurrentMember() member: MemberIdentity,
    @Param('brandId', { schema: zId('brd') }) brandId: BrandId,
    @Body({ schema: zDropRequest }) wish: DropRequest,
  ): Promise<BrandDrop> {
    const brand = respond(ownBrand(member, brandId));
    const id = respond(await this.planning.execute(brand, wish));
    return brandDropWire(respond(await this.drops.find(brand, id)));
  }

  @Get(ROUTES.consoleDrop)
  @Member()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'One drop, with what is sold and left of it' })
  @ApiOkResponse({ standardSchema: zBrandDrop })
  async one(
    @CurrentMember() member: MemberIdentity,
    @Param('brandId', { schema: zId('brd') }) brandId: BrandId,
    @Param('id', { schema: zId('drp') }) id: DropId,
  ): Promise<BrandDrop> {
    return brandDropWire(respond(await this.drops.find(respond(ownBrand(member, brandId)), id)));
  }

  @Post(ROUTES.consoleCancelDrop)
  @HttpCode(200)
  @Member()
  @Repeatable()
  @ApiOperation({ summary: 'Give a drop up before its end; unsold units go back, what is bought stays bought' })
  @ApiOkResponse({ standardSchema: zBrandDrop })
  async cancel(
    @CurrentMember() member: MemberIdentity,
    @Param('brandId', { schema: zId('brd') }) brandId: BrandId,
    @Param('id', { schema: zId('drp') }) id: DropId,
  ): Promise<BrandDrop> {
    const brand = respond(ownBrand(member, brandId));
    respond(await this.canceling.execute(brand, id));
    return brandDropWire(respond(await this.drops.find(brand, id)));
  }
}
