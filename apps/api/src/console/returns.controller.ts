import { Body, Controller, Get, Header, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiCookieAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  ROUTES,
  zAuthorizeReturnRequest,
  zId,
  zReceiveReturnRequest,
  zRefuseReturnRequest,
  zReturn,
  zReturnPolicy,
  type AuthorizeReturnRequest,
  type ReceiveReturnRequest,
  type Return,
  type ReturnPolicy,
} from '@sidestall/contracts';
import { AuthorizeReturn, CloseReturn, ReceiveReturn, ReturnPolicies, ReturnReader } from '@sidestall/engine';
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
    private readonly authorizing: AuthorizeReturn,
    private readonly receiving: ReceiveReturn,
    private readonly closing: CloseReturn,
    private readonly returns: ReturnReader,
    private readonly policies: ReturnPolicies,
  ) {}

  @Get(ROUTES.consoleReturnPolicy)
  @Member()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Whether returns are agreed to at once, and where buyers send them' })
  @ApiOkResponse({ standardSchema: zReturnPolicy })
  async policy(
    @CurrentMember() member: MemberIdentity,
    @Param('brandId', { schema: zId('brd') }) brandId: BrandId,
  ): Promise<ReturnPolicy> {
    return await this.policies.of(respond(ownBrand(member, brandId)));
  }

  @Put(ROUTES.consoleReturnPolicy)
  @Member()
  @Repeatable()
  @ApiOperation({ summary: 'Say how returns are answered from now on' })
  @ApiOkResponse({ standardSchema: zReturnPolicy })
  async setPolicy(
    @CurrentMember() member: MemberIdentity,
    @Param('brandId', { schema: zId('brd') }) brandId: BrandId,
    @Body({ schema: zReturnPolicy }) policy: ReturnPolicy,
  ): Promise<ReturnPolicy> {
    await this.policies.set(respond(ownBrand(member, brandId)), policy);
    return policy;
  }

  @Post(ROUTES.consoleAuthorizeReturn)
  @HttpCode(200)
  @Member()
  @Repeatable()
  @ApiOperation({ summary: 'Agree to a return; the buyer hears where to send the goods' })
  @ApiOkResponse({ standardSchema: zReturn })
  async authorize(
    @CurrentMember() member: MemberIdentity,
    @Param('brandId', { schema: zId('brd') }) brandId: BrandId,
    @Param('id', { schema: zId('rtn') }) id: ReturnId,
    @Body({ schema: zAuthorizeReturnRequest }) { instructions }: AuthorizeReturnRequest,
  ): Promise<Return> {
    const judge = { brandId: respond(ownBrand(member, brandId)), memberId: member.memberId };
    respond(await this.authorizing.execute(judge, id, instructions));
    return (await this.returns.find(id))!;
  }

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
    const judge = { brandId: respond(ownBrand(member, brandId)), memberId: member.memberId };
    respond(await this.receiving.execute(judge, id, request));
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
    const judge = { brandId: respond(ownBrand(member, brandId)), memberId: member.memberId };
    respond(await this.closing.refuse(judge, id, note));
    return (await this.returns.find(id))!;
  }
}
