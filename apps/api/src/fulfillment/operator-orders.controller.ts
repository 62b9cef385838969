import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCookieAuth, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  ROUTES,
  zAddressChange,
  zFulfillmentOrder,
  zHoldRequest,
  zId,
  zRecallRequest,
  type AddressChange,
  type FulfillmentOrderWire,
  type HoldRequest,
  type RecallRequest,
} from '@sidestall/contracts';
import {
  ChangeAddress,
  OperateFulfillmentOrder,
  presentFulfillmentOrder,
  RecallFulfillmentOrder,
  type Actor,
} from '@sidestall/engine';
import type { FulfillmentOrderId, OrderId } from '@sidestall/kernel';
import { CurrentMember, Operator, type MemberIdentity } from '../http/access.ts';
import { respond } from '../http/failure.exception.ts';
import { Repeatable } from '../http/idempotent.ts';

const byOperator = ({ memberId }: MemberIdentity): Actor => ({ kind: 'operator', id: memberId });

/** What who runs the house may do with the parts of an order. */
@ApiTags('console')
@ApiCookieAuth()
@Controller()
export class OperatorOrdersController {
  constructor(
    private readonly operating: OperateFulfillmentOrder,
    private readonly recalling: RecallFulfillmentOrder,
    private readonly changing: ChangeAddress,
  ) {}

  @Post(ROUTES.consoleHold)
  @HttpCode(200)
  @Operator()
  @Repeatable()
  @ApiOperation({ summary: 'Hold a fulfillment order: nothing leaves, and its deadlines stand still' })
  @ApiOkResponse({ standardSchema: zFulfillmentOrder })
  async hold(
    @CurrentMember() member: MemberIdentity,
    @Param('id', { schema: zId('ful') }) id: FulfillmentOrderId,
    @Body({ schema: zHoldRequest }) { reason }: HoldRequest,
  ): Promise<FulfillmentOrderWire> {
    return presentFulfillmentOrder(respond(await this.operating.hold(id, byOperator(member), reason)));
  }

  @Post(ROUTES.consoleRelease)
  @HttpCode(200)
  @Operator()
  @Repeatable()
  @ApiOperation({ summary: 'Let a held fulfillment order go on where it was stopped' })
  @ApiOkResponse({ standardSchema: zFulfillmentOrder })
  async release(
    @CurrentMember() member: MemberIdentity,
    @Param('id', { schema: zId('ful') }) id: FulfillmentOrderId,
  ): Promise<FulfillmentOrderWire> {
    return presentFulfillmentOrder(respond(await this.operating.release(id, byOperator(member))));
  }

  @Post(ROUTES.consoleRecall)
  @HttpCode(200)
  @Operator()
  @Repeatable()
  @ApiOperation({
    summary: 'Take back what a retailer accepted and has not sent',
    description:
      'Somebody else is looked for while nothing was paid for; what was paid for is given back to the buyer.',
  })
  @ApiOkResponse({ standardSchema: zFulfillmentOrder })
  async recall(
    @CurrentMember() member: MemberIdentity,
    @Param('id', { schema: zId('ful') }) id: FulfillmentOrderId,
    @Body({ schema: zRecallRequest }) { reason }: RecallRequest,
  ): Promise<FulfillmentOrderWire> {
    return presentFulfillmentOrder(respond(await this.recalling.execute(id, byOperator(member), reason)));
  }

  @Post(ROUTES.consoleForceAccept)
  @HttpCode(200)
  @Operator()
  @Repeatable()
  @ApiOperation({ summary: 'Take an acceptance that came too late, if nobody else was asked for the units' })
  @ApiOkResponse({ standardSchema: zFulfillmentOrder })
  async forceAccept(
    @CurrentMember() member: MemberIdentity,
    @Param('id', { schema: zId('ful') }) id: FulfillmentOrderId,
  ): Promise<FulfillmentOrderWire> {
    return presentFulfillmentOrder(respond(await this.operating.forceAccept(id, byOperator(member))));
  }

  @Post(ROUTES.consoleAddress)
  @HttpCode(204)
  @Operator()
  @Repeatable()
  @ApiOperation({ summary: 'Send an order elsewhere in the same country, as long as nobody picks it' })
  @ApiNoContentResponse()
  async changeAddress(
    @CurrentMember() member: MemberIdentity,
    @Param('id', { schema: zId('ord') }) id: OrderId,
    @Body({ schema: zAddressChange }) { address }: AddressChange,
  ): Promise<void> {
    respond(await this.changing.execute(id, address, byOperator(member)));
  }
}
