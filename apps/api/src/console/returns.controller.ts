import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCookieAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  ROUTES,
  zId,
  zReceiveReturnRequest,
  zRefuseReturnRequest,
  zReturn,
  type ReceiveReturnRequest,
  type Return,
} from '@sidestall/contracts';
import { CloseReturn, ReceiveReturn, ReturnReader } from '@sidestall/engine';
import type { BrandId, ReturnId } from '@sidestall/kernel';
import { CurrentMember, Member, type MemberIdentity } from '../http/access.ts';
import { respond } from '../http/failure.exception.ts';
import { Idempotent, Repeatable } from '../http/idempotent.ts';
import { ownBrand } from './own-brand.ts';

@ApiTags('console')
@ApiCookieAuth()
@Controller()
export class BrandReturnsController {
  constructor(
    private readonly receiving: ReceiveReturn,
    private readonly closing: CloseReturn,
    private readonly returns: ReturnReader,
  ) {}

  @Post(ROUTES.consoleReceiveReturn)
  @HttpCode(200)
  @Member()
  @Idempotent()
  @ApiOperation({ summary: 'The goods are back, all or some of them; the refund follows at once' })
  @ApiOkResponse({ standardSchema: zReturn })
  async receive(
    @CurrentMember() member: MemberIdentity,
    @Param('brandId', { schema: zId('brd') }) brandId: BrandId,
    @Param('id', { schema: zId('rtn') }) id: ReturnId,
    @Body({ schema: zReceiveReturnRequest }) request: ReceiveReturnRequest,
  ): Promise<Return> {
    const brand = respond(ownBrand(member, brandId));
    respond(await this.receiving.execute(brand, id, request, member.memberId));
    return (await this.returns.find(id))!;
  }

  @Post(ROUTES.consoleRefuseReturn)
  @HttpCode(200)
  @Member()
  @Repeatable()
  @ApiOperation({ summary: 'Do not take the return, and say why' })
  @ApiOkResponse({ standardSchema: zReturn })
  async refuse(
    @CurrentMember() member: MemberIdentity,
    @Param('brandId', { schema: zId('brd') }) brandId: BrandId,
    @Param('id', { schema: zId('rtn') }) id: ReturnId,
    @Body({ schema: zRefuseReturnRequest }) { note }: { note: string },
  ): Promise<Return> {
    respond(await this.closing.refuse(respond(ownBrand(member, brandId)), id, note));
    return (await this.returns.find(id))!;
  }
}
