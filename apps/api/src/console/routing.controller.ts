import { Body, Controller, Get, Header, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import {
  ApiCookieAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import {
  ROUTES,
  zActivateRuleSetRequest,
  zCheckRuleSetRequest,
  zId,
  zOrderRouting,
  zRuleSetCheck,
  zRuleSetQuery,
  zRuleSets,
  zRuleSetTrial,
  zRuleSetVersion,
  zSaveRuleSetRequest,
  zTryRuleSetRequest,
  type ActivateRuleSetRequest,
  type CheckRuleSetRequest,
  type OrderRoutingWire,
  type RuleSetCheckWire,
  type RuleSetsWire,
  type RuleSetTrialWire,
  type RuleSetVersionWire,
  type SaveRuleSetRequest,
  type TryRuleSetRequest,
} from '@sidestall/contracts';
import {
  ActivateRuleSet,
  presentRules,
  presentRuleSet,
  RoutingReader,
  RuleSets,
  SaveRuleSet,
  TryRuleSet,
} from '@sidestall/engine';
import type { BrandId, OrderId, StreamId } from '@sidestall/kernel';
import { CurrentMember, Member, type MemberIdentity } from '../http/access.ts';
import { respond } from '../http/failure.exception.ts';
import { Idempotent, Repeatable } from '../http/idempotent.ts';
import { ownBrand } from './own-brand.ts';
import { invalidRules } from './rule-set-problems.ts';

const scopeOf = (member: MemberIdentity, brandId: BrandId, showId: StreamId | null | undefined) => ({
  brandId: respond(ownBrand(member, brandId)),
  showId: showId ?? null,
});

@ApiTags('console')
@ApiCookieAuth()
@Controller()
export class RoutingController {
  constructor(
    private readonly routings: RoutingReader,
    private readonly ruleSets: RuleSets,
    private readonly saving: SaveRuleSet,
    private readonly activating: ActivateRuleSet,
    private readonly trying: TryRuleSet,
  ) {}

  @Get(ROUTES.consoleOrderRouting)
  @Member()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Why each retailer was or was not asked for an order, round by round' })
  @ApiOkResponse({ standardSchema: zOrderRouting })
  async explain(
    @CurrentMember() member: MemberIdentity,
    @Param('brandId', { schema: zId('brd') }) brandId: BrandId,
    @Param('id', { schema: zId('ord') }) id: OrderId,
  ): Promise<OrderRoutingWire> {
    return respond(await this.routings.ofOrder(respond(ownBrand(member, brandId)), id));
  }

  @Get(ROUTES.consoleRuleSets)
  @Member()
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'The rules by which orders of the brand, or of one show, are routed, with all their versions',
  })
  @ApiOkResponse({ standardSchema: zRuleSets })
  async list(
    @CurrentMember() member: MemberIdentity,
    @Param('brandId', { schema: zId('brd') }) brandId: BrandId,
    @Query({ schema: zRuleSetQuery }) { showId }: { showId?: StreamId },
  ): Promise<RuleSetsWire> {
    return await this.ruleSets.of(scopeOf(member, brandId, showId));
  }

  @Post(ROUTES.consoleRuleSets)
  @Member()
  @Idempotent()
  @ApiOperation({ summary: 'Add a version; it is not in force until it is activated' })
  @ApiCreatedResponse({ standardSchema: zRuleSetVersion })
  async save(
    @CurrentMember() member: MemberIdentity,
    @Param('brandId', { schema: zId('brd') }) brandId: BrandId,
    @Body({ schema: zSaveRuleSetRequest }) { showId, content, note }: SaveRuleSetRequest,
  ): Promise<RuleSetVersionWire> {
    const draft = { ...scopeOf(member, brandId, showId), content, note: note ?? null, memberId: member.memberId };
    return presentRuleSet(respond(invalidRules(await this.saving.execute(draft))));
  }

  @Post(ROUTES.consoleCheckRuleSet)
  @HttpCode(200)
  @Member()
  @Repeatable()
  @ApiOperation({ summary: 'Read rules without keeping them: all that is wrong, each with its place' })
  @ApiOkResponse({ standardSchema: zRuleSetCheck })
  check(
    @CurrentMember() member: MemberIdentity,
    @Param('brandId', { schema: zId('brd') }) brandId: BrandId,
    @Body({ schema: zCheckRuleSetRequest }) { showId, content }: CheckRuleSetRequest,
  ): RuleSetCheckWire {
    const read = this.saving.check({ ...scopeOf(member, brandId, showId), content });
    return read.ok
      ? { problems: [], content: presentRules(read.value) }
      : { problems: [...read.error.problems], content: null };
  }

  @Post(ROUTES.consoleTryRuleSet)
  @HttpCode(200)
  @Member()
  @Repeatable()
  @ApiOperation({ summary: 'Say how the latest orders would have been routed by these rules; nothing changes' })
  @ApiOkResponse({ standardSchema: zRuleSetTrial })
  async try(
    @CurrentMember() member: MemberIdentity,
    @Param('brandId', { schema: zId('brd') }) brandId: BrandId,
    @Body({ schema: zTryRuleSetRequest }) { showId, content, orders }: TryRuleSetRequest,
  ): Promise<RuleSetTrialWire> {
    return respond(invalidRules(await this.trying.execute({ ...scopeOf(member, brandId, showId), content }, orders)));
  }

  @Put(ROUTES.consoleActiveRuleSet)
  @HttpCode(204)
  @Member()
  @Repeatable()
  @ApiOperation({ summary: 'Put a version in force, an older one too, or none' })
  @ApiNoContentResponse()
  async activate(
    @CurrentMember() member: MemberIdentity,
    @Param('brandId', { schema: zId('brd') }) brandId: BrandId,
    @Body({ schema: zActivateRuleSetRequest }) { showId, version }: ActivateRuleSetRequest,
  ): Promise<void> {
    respond(await this.activating.execute(scopeOf(member, brandId, showId), version, member.memberId));
  }
}
