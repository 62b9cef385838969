import { Body, Controller, Get, Header, Param, Put } from '@nestjs/common';
import { ApiCookieAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ROUTES, zId, zSubstitutes, type SubstitutesWire } from '@sidestall/contracts';
import { SetSubstitutes } from '@sidestall/engine';
import type { BrandId } from '@sidestall/kernel';
import { CurrentMember, Member, type MemberIdentity } from '../http/access.ts';
import { respond } from '../http/failure.exception.ts';
import { Repeatable } from '../http/idempotent.ts';
import { ownBrand } from './own-brand.ts';

const present = (all: readonly { variantId: string; substitutes: readonly string[] }[]): SubstitutesWire =>
  zSubstitutes.parse({ substitutes: all });

@ApiTags('console')
@ApiCookieAuth()
@Controller()
export class BrandSubstitutesController {
  constructor(private readonly setting: SetSubstitutes) {}

  @Get(ROUTES.consoleSubstitutes)
  @Member()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'What the brand would send instead of variants that are sold out' })
  @ApiOkResponse({ standardSchema: zSubstitutes })
  async list(
    @CurrentMember() member: MemberIdentity,
    @Param('brandId', { schema: zId('brd') }) brandId: BrandId,
  ): Promise<SubstitutesWire> {
    return present(await this.setting.of(respond(ownBrand(member, brandId))));
  }

  @Put(ROUTES.consoleSubstitutes)
  @Member()
  @Repeatable()
  @ApiOperation({ summary: 'Name what to send instead; variants that are not named stay as they are' })
  @ApiOkResponse({ standardSchema: zSubstitutes })
  async set(
    @CurrentMember() member: MemberIdentity,
    @Param('brandId', { schema: zId('brd') }) brandId: BrandId,
    @Body({ schema: zSubstitutes }) { substitutes }: SubstitutesWire,
  ): Promise<SubstitutesWire> {
    return present(respond(await this.setting.execute(respond(ownBrand(member, brandId)), substitutes)));
  }
}
