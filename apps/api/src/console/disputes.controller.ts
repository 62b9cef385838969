import { Body, Controller, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCookieAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  ROUTES,
  zDispute,
  zDisputeQuery,
  zDisputes,
  zEvidenceRequest,
  zFraudDecision,
  zFraudWarning,
  zFraudWarnings,
  zId,
  type Dispute,
  type DisputeQuery,
  type EvidenceRequest,
  type FraudWarning,
} from '@sidestall/contracts';
import { AnswerDispute, DecideFraudWarning } from '@sidestall/engine';
import { err, ok, type BrandId, type DisputeId } from '@sidestall/kernel';
import { z } from 'zod';
import { CurrentMember, Member, type MemberIdentity } from '../http/access.ts';
import { respond } from '../http/failure.exception.ts';
import { Idempotent } from '../http/idempotent.ts';
import { DisputesPresenter } from './disputes.presenter.ts';
import { ownBrand } from './own-brand.ts';

const zWarningId = z.string().regex(/^issfr_[A-Za-z0-9]{4,200}$/);

@ApiTags('console')
@ApiCookieAuth()
@Controller()
export class DisputesController {
  constructor(
    private readonly presenter: DisputesPresenter,
    private readonly answering: AnswerDispute,
    private readonly deciding: DecideFraudWarning,
  ) {}

  @Get(ROUTES.consoleDisputes)
  @Member()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'What banks ask and take back of the brand’s orders' })
  @ApiOkResponse({ standardSchema: zDisputes })
  async list(
    @CurrentMember() member: MemberIdentity,
    @Param('brandId', { schema: zId('brd') }) brandId: BrandId,
    @Query({ schema: zDisputeQuery }) query: DisputeQuery,
  ): Promise<{ disputes: Dispute[]; nextCursor: string | null }> {
    return this.presenter.list(respond(ownBrand(member, brandId)), query);
  }

  @Post(ROUTES.consoleEvidence)
  @HttpCode(200)
  @Member()
  @Idempotent()
  @ApiOperation({ summary: 'Send the evidence of our records, with words of your own; or only look at it' })
  @ApiOkResponse({ standardSchema: zDispute })
  async answer(
    @CurrentMember() member: MemberIdentity,
    @Param('brandId', { schema: zId('brd') }) brandId: BrandId,
    @Param('id', { schema: zId('dsp') }) id: DisputeId,
    @Body({ schema: zEvidenceRequest }) request: EvidenceRequest,
  ): Promise<Dispute> {
    const brand = respond(ownBrand(member, brandId));
    respond((await this.presenter.find(brand, id)) ? ok(id) : err({ code: 'PAYMENTS.DISPUTE_NOT_FOUND' }));
    respond(await this.answering.execute(id, request));
    return (await this.presenter.find(brand, id))!;
  }

  @Get(ROUTES.consoleFraudWarnings)
  @Member()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Orders a card network suspects; a refund now avoids a dispute' })
  @ApiOkResponse({ standardSchema: zFraudWarnings })
  async warnings(
    @CurrentMember() member: MemberIdentity,
    @Param('brandId', { schema: zId('brd') }) brandId: BrandId,
  ): Promise<{ warnings: FraudWarning[] }> {
    return this.presenter.listWarnings(respond(ownBrand(member, brandId)));
  }

  @Post(ROUTES.consoleFraudWarning)
  @HttpCode(200)
  @Member()
  @Idempotent()
  @ApiOperation({ summary: 'Refund a suspected order, or keep the money' })
  @ApiOkResponse({ standardSchema: zFraudWarning })
  async decide(
    @CurrentMember() member: MemberIdentity,
    @Param('brandId', { schema: zId('brd') }) brandId: BrandId,
    @Param('id', { schema: zWarningId }) stripeWarning: string,
    @Body({ schema: zFraudDecision }) { decision }: { decision: 'refunded' | 'kept' },
  ): Promise<FraudWarning> {
    const brand = respond(ownBrand(member, brandId));
    const seen = await this.presenter.findWarning(brand, stripeWarning);
    respond(seen ? ok(seen) : err({ code: 'PAYMENTS.WARNING_NOT_FOUND' }));
    respond(await this.deciding.execute({ stripeWarning, decision, brandId, askedBy: member.memberId }));
    return (await this.presenter.findWarning(brand, stripeWarning))!;
  }
}
