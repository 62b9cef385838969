import { Body, Controller, Param, Put } from '@nestjs/common';
import { ApiCookieAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  ROUTES,
  zId,
  zSafetyStock,
  zSafetyStockAnswer,
  type SafetyStockAnswer,
  type SafetyStockWire,
} from '@sidestall/contracts';
import { KeepSafetyStock } from '@sidestall/engine';
import type { BrandId } from '@sidestall/kernel';
import { CurrentMember, Member, type MemberIdentity } from '../http/access.ts';
import { respond } from '../http/failure.exception.ts';
import { Repeatable } from '../http/idempotent.ts';
import { ownBrand } from './own-brand.ts';

@ApiTags('console')
@ApiCookieAuth()
@Controller()
export class SafetyStockController {
  constructor(private readonly keeping: KeepSafetyStock) {}

  @Put(ROUTES.consoleSafetyStock)
  @Member()
  @Repeatable()
  @ApiOperation({ summary: 'Keep units back from sale, for retailers who count late; what buyers hold stays theirs' })
  @ApiOkResponse({ standardSchema: zSafetyStockAnswer })
  async set(
    @CurrentMember() member: MemberIdentity,
    @Param('brandId', { schema: zId('brd') }) brandId: BrandId,
    @Body({ schema: zSafetyStock }) { variants }: SafetyStockWire,
  ): Promise<SafetyStockAnswer> {
    return { variants: respond(await this.keeping.execute(respond(ownBrand(member, brandId)), variants)) };
  }
}
