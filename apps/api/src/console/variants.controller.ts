import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { ApiCookieAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  ROUTES,
  zBrandVariantQuery,
  zBrandVariants,
  zId,
  type BrandVariantQuery,
  type BrandVariantsWire,
} from '@sidestall/contracts';
import { BrandVariants } from '@sidestall/engine';
import type { BrandId } from '@sidestall/kernel';
import { CurrentMember, Member, type MemberIdentity } from '../http/access.ts';
import { respond } from '../http/failure.exception.ts';
import { ownBrand } from './own-brand.ts';

@ApiTags('console')
@ApiCookieAuth()
@Controller()
export class BrandVariantsController {
  constructor(private readonly variants: BrandVariants) {}

  @Get(ROUTES.consoleVariants)
  @Member()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Variants of the brand, by words or by their ids' })
  @ApiOkResponse({ standardSchema: zBrandVariants })
  async find(
    @CurrentMember() member: MemberIdentity,
    @Param('brandId', { schema: zId('brd') }) brandId: BrandId,
    @Query({ schema: zBrandVariantQuery }) { q, ids, limit }: BrandVariantQuery,
  ): Promise<BrandVariantsWire> {
    const own = respond(ownBrand(member, brandId));
    return { variants: await (ids ? this.variants.named(own, ids) : this.variants.search(own, q, limit)) };
  }
}
