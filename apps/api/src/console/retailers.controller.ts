import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiCookieAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ROUTES, zBrandRetailers, zId, type BrandRetailersWire } from '@sidestall/contracts';
import { Scorecards } from '@sidestall/engine';
import type { BrandId } from '@sidestall/kernel';
import { CurrentMember, Member, type MemberIdentity } from '../http/access.ts';
import { respond } from '../http/failure.exception.ts';
import { ownBrand } from './own-brand.ts';

@ApiTags('console')
@ApiCookieAuth()
@Controller()
export class BrandRetailersController {
  constructor(private readonly scorecards: Scorecards) {}

  @Get(ROUTES.consoleRetailers)
  @Member()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Who ships for the brand, and how well each keeps its word' })
  @ApiOkResponse({ standardSchema: zBrandRetailers })
  async list(
    @CurrentMember() member: MemberIdentity,
    @Param('brandId', { schema: zId('brd') }) brandId: BrandId,
  ): Promise<BrandRetailersWire> {
    return { retailers: await this.scorecards.ofBrand(respond(ownBrand(member, brandId))) };
  }
}
