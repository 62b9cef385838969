import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  ROUTES,
  zAddressAcknowledgement,
  zCancellationAnswer,
  zFulfillmentOrder,
  zId,
  zRejectRequest,
  type AddressAcknowledgementWire,
  type CancellationAnswerWire,
  type FulfillmentOrderWire,
  type RejectRequest,
} from '@sidestall/contracts';
import {
  AcknowledgeAddress,
  AnswerCancellation,
  CancelByPartner,
  presentFulfillmentOrder,
  StartPicking,
} from '@sidestall/engine';
import type { FulfillmentOrderId } from '@sidestall/kernel';
import { CurrentRetailer, RetailerKey, type RetailerIdentity } from '../http/access.ts';
import { respond } from '../http/failure.exception.ts';
import { Idempotent } from '../http/idempotent.ts';

/** What a retailer says of a fulfillment order after it accepted it. */
@ApiTags('partner')
@ApiBearerAuth()
@Controller()
export class PartnerStepsController {
  constructor(
    private readonly starting: StartPicking,
    private readonly canceling: CancelByPartner,
    private readonly answering: AnswerCancellation,
    private readonly acknowledging: AcknowledgeAddress,
  ) {}

  @Post(ROUTES.partnerStart)
  @HttpCode(200)
  @RetailerKey()
  @Idempotent()
  @ApiOperation({ summary: 'You begin to pick it: from now on its address stays as it is' })
  @ApiOkResponse({ standardSchema: zFulfillmentOrder })
  async start(
    @CurrentRetailer() { retailerId }: RetailerIdentity,
    @Param('id', { schema: zId('ful') }) fulfillmentOrderId: FulfillmentOrderId,
  ): Promise<FulfillmentOrderWire> {
    return presentFulfillmentOrder(respond(await this.starting.execute({ retailerId, fulfillmentOrderId })));
  }

  @Post(ROUTES.partnerCancel)
  @HttpCode(200)
  @RetailerKey()
  @Idempotent()
  @ApiOperation({
    summary: 'You accepted it and cannot send what has not left',
    description:
      'Not paid for yet, it is routed elsewhere; paid for, the buyer gets the price back. It counts on your scorecard.',
  })
  @ApiOkResponse({ standardSchema: zFulfillmentOrder })
  async cancel(
    @CurrentRetailer() { retailerId }: RetailerIdentity,
    @Param('id', { schema: zId('ful') }) fulfillmentOrderId: FulfillmentOrderId,
    @Body({ schema: zRejectRequest }) reason: RejectRequest,
  ): Promise<FulfillmentOrderWire> {
    return presentFulfillmentOrder(
      respond(await this.canceling.execute({ ...reason, retailerId, fulfillmentOrderId })),
    );
  }

  @Post(ROUTES.partnerCancellation)
  @HttpCode(200)
  @RetailerKey()
  @Idempotent()
  @ApiOperation({ summary: 'The buyer does not want it any more: say whether it can still be canceled' })
  @ApiOkResponse({ standardSchema: zFulfillmentOrder })
  async answer(
    @CurrentRetailer() { retailerId }: RetailerIdentity,
    @Param('id', { schema: zId('ful') }) fulfillmentOrderId: FulfillmentOrderId,
    @Body({ schema: zCancellationAnswer }) answer: CancellationAnswerWire,
  ): Promise<FulfillmentOrderWire> {
    return presentFulfillmentOrder(
      respond(await this.answering.execute({ ...answer, retailerId, fulfillmentOrderId })),
    );
  }

  @Post(ROUTES.partnerAddress)
  @HttpCode(200)
  @RetailerKey()
  @Idempotent()
  @ApiOperation({ summary: 'You know the new address; until you say so, what you accepted may be held' })
  @ApiOkResponse({ standardSchema: zFulfillmentOrder })
  async acknowledge(
    @CurrentRetailer() { retailerId }: RetailerIdentity,
    @Param('id', { schema: zId('ful') }) fulfillmentOrderId: FulfillmentOrderId,
    @Body({ schema: zAddressAcknowledgement }) known: AddressAcknowledgementWire,
  ): Promise<FulfillmentOrderWire> {
    return presentFulfillmentOrder(
      respond(await this.acknowledging.execute({ ...known, retailerId, fulfillmentOrderId })),
    );
  }
}
