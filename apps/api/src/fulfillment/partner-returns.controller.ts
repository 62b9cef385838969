import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  ROUTES,
  zAuthorizeReturnRequest,
  zId,
  zInspectReturnRequest,
  zPartnerReturn,
  zPartnerReturnPage,
  zPartnerReturnQuery,
  zRefuseReturnRequest,
  zReturnLabel,
  zTakeInReturnRequest,
  type AuthorizeReturnRequest,
  type InspectReturnRequest,
  type PartnerReturn,
  type PartnerReturnPage,
  type PartnerReturnQuery,
  type ReturnLabel,
  type TakeInReturnRequest,
} from '@sidestall/contracts';
import {
  AuthorizeReturn,
  CloseReturn,
  InspectReturn,
  PartnerReturns,
  TakeInReturn,
  TrackReturn,
} from '@sidestall/engine';
import type { ReturnId } from '@sidestall/kernel';
import { CurrentRetailer, RetailerKey, type RetailerIdentity } from '../http/access.ts';
import { respond } from '../http/failure.exception.ts';
import { Idempotent } from '../http/idempotent.ts';

@ApiTags('partner')
@ApiBearerAuth()
@Controller()
export class PartnerReturnsController {
  constructor(
    private readonly returns: PartnerReturns,
    private readonly authorizing: AuthorizeReturn,
    private readonly closing: CloseReturn,
    private readonly tracking: TrackReturn,
    private readonly takingIn: TakeInReturn,
    private readonly inspecting: InspectReturn,
  ) {}

  @Get(ROUTES.partnerReturns)
  @RetailerKey()
  @ApiOperation({ summary: 'Goods that buyers send back to you, the newest first' })
  @ApiOkResponse({ standardSchema: zPartnerReturnPage })
  async list(
    @CurrentRetailer() { retailerId }: RetailerIdentity,
    @Query({ schema: zPartnerReturnQuery }) query: PartnerReturnQuery,
  ): Promise<PartnerReturnPage> {
    return await this.returns.list(retailerId, query);
  }

  @Get(ROUTES.partnerReturn)
  @RetailerKey()
  @ApiOperation({ summary: 'One return' })
  @ApiOkResponse({ standardSchema: zPartnerReturn })
  async show(
    @CurrentRetailer() { retailerId }: RetailerIdentity,
    @Param('id', { schema: zId('rtn') }) id: ReturnId,
  ): Promise<PartnerReturn> {
    return respond(await this.returns.get(retailerId, id));
  }

  @Post(ROUTES.partnerAuthorizeReturn)
  @HttpCode(200)
  @RetailerKey()
  @Idempotent()
  @ApiOperation({ summary: 'Agree to take the goods back; the buyer hears where to send them' })
  @ApiOkResponse({ standardSchema: zPartnerReturn })
  async authorize(
    @CurrentRetailer() { retailerId }: RetailerIdentity,
    @Param('id', { schema: zId('rtn') }) id: ReturnId,
    @Body({ schema: zAuthorizeReturnRequest }) { instructions }: AuthorizeReturnRequest,
  ): Promise<PartnerReturn> {
    respond(await this.authorizing.execute({ retailerId }, id, instructions));
    return respond(await this.returns.get(retailerId, id));
  }

  @Post(ROUTES.partnerDeclineReturn)
  @HttpCode(200)
  @RetailerKey()
  @Idempotent()
  @ApiOperation({ summary: 'Do not take the goods back, and say why' })
  @ApiOkResponse({ standardSchema: zPartnerReturn })
  async decline(
    @CurrentRetailer() { retailerId }: RetailerIdentity,
    @Param('id', { schema: zId('rtn') }) id: ReturnId,
    @Body({ schema: zRefuseReturnRequest }) { note }: { note: string },
  ): Promise<PartnerReturn> {
    respond(await this.closing.refuse({ retailerId }, id, note));
    return respond(await this.returns.get(retailerId, id));
  }

  @Post(ROUTES.partnerReturnInTransit)
  @HttpCode(200)
  @RetailerKey()
  @Idempotent()
  @ApiOperation({
    summary: 'The goods are on their way to you; say so again with each scan of the carrier',
    description: 'Not heard of for 21 days they count as lost, and the buyer is refunded.',
  })
  @ApiOkResponse({ standardSchema: zPartnerReturn })
  async inTransit(
    @CurrentRetailer() { retailerId }: RetailerIdentity,
    @Param('id', { schema: zId('rtn') }) id: ReturnId,
    @Body({ schema: zReturnLabel }) label: ReturnLabel,
  ): Promise<PartnerReturn> {
    respond(await this.tracking.execute({ retailerId }, id, label));
    return respond(await this.returns.get(retailerId, id));
  }

  @Post(ROUTES.partnerReceiveReturn)
  @HttpCode(200)
  @RetailerKey()
  @Idempotent()
  @ApiOperation({
    summary: 'The goods have arrived; inspect them within 5 days, or the buyer is refunded for all of them',
  })
  @ApiOkResponse({ standardSchema: zPartnerReturn })
  async receive(
    @CurrentRetailer() { retailerId }: RetailerIdentity,
    @Param('id', { schema: zId('rtn') }) id: ReturnId,
    @Body({ schema: zTakeInReturnRequest }) { lines }: TakeInReturnRequest,
  ): Promise<PartnerReturn> {
    respond(await this.takingIn.execute({ retailerId }, id, lines));
    return respond(await this.returns.get(retailerId, id));
  }

  @Post(ROUTES.partnerInspectReturn)
  @HttpCode(200)
  @RetailerKey()
  @Idempotent()
  @ApiOperation({ summary: 'What looking at the goods came to; undisputed, the buyer is refunded at once' })
  @ApiOkResponse({ standardSchema: zPartnerReturn })
  async inspect(
    @CurrentRetailer() { retailerId }: RetailerIdentity,
    @Param('id', { schema: zId('rtn') }) id: ReturnId,
    @Body({ schema: zInspectReturnRequest }) { lines, note }: InspectReturnRequest,
  ): Promise<PartnerReturn> {
    respond(await this.inspecting.execute({ retailerId }, id, lines, note));
    return respond(await this.returns.get(retailerId, id));
  }
}
