import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { ApiCookieAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  ROUTES,
  zFulfillmentOrderEventQuery,
  zFulfillmentOrderEvents,
  zId,
  zOrderFulfillment,
  type FulfillmentOrderEventQuery,
  type FulfillmentOrderEventsWire,
  type OrderFulfillmentWire,
} from '@sidestall/contracts';
import { OrderFulfillment, type FulfillmentReader } from '@sidestall/engine';
import type { BrandId, FulfillmentOrderId, OrderId } from '@sidestall/kernel';
import { CurrentMember, Member, type MemberIdentity } from '../http/access.ts';
import { respond } from '../http/failure.exception.ts';
import { ownBrand } from './own-brand.ts';

const readerOf = (member: MemberIdentity, brandId: BrandId): FulfillmentReader => ({
  brandId: respond(ownBrand(member, brandId)),
  memberId: member.memberId,
  isOperator: member.isOperator,
});

@ApiTags('console')
@ApiCookieAuth()
@Controller()
export class OrderFulfillmentController {
  constructor(private readonly fulfillment: OrderFulfillment) {}

  @Get(ROUTES.consoleOrderFulfillment)
  @Member()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Who packs an order, where each part stands, and what may be done about it' })
  @ApiOkResponse({ standardSchema: zOrderFulfillment })
  async ofOrder(
    @CurrentMember() member: MemberIdentity,
    @Param('brandId', { schema: zId('brd') }) brandId: BrandId,
    @Param('id', { schema: zId('ord') }) id: OrderId,
  ): Promise<OrderFulfillmentWire> {
    return respond(await this.fulfillment.ofOrder(readerOf(member, brandId), id));
  }

  @Get(ROUTES.consoleFulfillmentEvents)
  @Member()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'What happened to a fulfillment order and by whose hand, the newest first' })
  @ApiOkResponse({ standardSchema: zFulfillmentOrderEvents })
  async events(
    @CurrentMember() member: MemberIdentity,
    @Param('brandId', { schema: zId('brd') }) brandId: BrandId,
    @Param('id', { schema: zId('ful') }) id: FulfillmentOrderId,
    @Query({ schema: zFulfillmentOrderEventQuery }) query: FulfillmentOrderEventQuery,
  ): Promise<FulfillmentOrderEventsWire> {
    return respond(await this.fulfillment.story(readerOf(member, brandId), id, query));
  }
}
