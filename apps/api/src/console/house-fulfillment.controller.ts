import { Controller, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCookieAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  ROUTES,
  zAskedCancellation,
  zFulfillmentOrderEntries,
  zFulfillmentOrderEntryQuery,
  zFulfillmentOrderEventQuery,
  zFulfillmentOrderEvents,
  zId,
  zOrderFulfillment,
  type AskedCancellationWire,
  type FulfillmentOrderEntriesWire,
  type FulfillmentOrderEntryQuery,
  type FulfillmentOrderEventQuery,
  type FulfillmentOrderEventsWire,
  type OrderFulfillmentWire,
} from '@sidestall/contracts';
import { AskCancellation, FulfillmentOrderList, OrderFulfillment, type FulfillmentReader } from '@sidestall/engine';
import type { FulfillmentOrderId, OrderId } from '@sidestall/kernel';
import { CurrentMember, Operator, type MemberIdentity } from '../http/access.ts';
import { respond } from '../http/failure.exception.ts';
import { Repeatable } from '../http/idempotent.ts';

const forHouse = ({ memberId }: MemberIdentity): FulfillmentReader => ({ brandId: null, memberId, isOperator: true });

/** The same as brands read of their orders, of the orders of all brands. */
@ApiTags('console')
@ApiCookieAuth()
@Controller()
export class HouseFulfillmentController {
  constructor(
    private readonly finding: FulfillmentOrderList,
    private readonly fulfillment: OrderFulfillment,
    private readonly asking: AskCancellation,
  ) {}

  @Get(ROUTES.consoleFulfillmentOrders)
  @Operator()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Fulfillment orders of the house, the newest first' })
  @ApiOkResponse({ standardSchema: zFulfillmentOrderEntries })
  list(
    @Query({ schema: zFulfillmentOrderEntryQuery }) query: FulfillmentOrderEntryQuery,
  ): Promise<FulfillmentOrderEntriesWire> {
    return this.finding.execute(query);
  }

  @Get(ROUTES.consoleHouseOrderFulfillment)
  @Operator()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Who packs an order, where each part stands, and what may be done about it' })
  @ApiOkResponse({ standardSchema: zOrderFulfillment })
  async ofOrder(
    @CurrentMember() member: MemberIdentity,
    @Param('id', { schema: zId('ord') }) id: OrderId,
  ): Promise<OrderFulfillmentWire> {
    return respond(await this.fulfillment.ofOrder(forHouse(member), id));
  }

  @Get(ROUTES.consoleHouseFulfillmentEvents)
  @Operator()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'What happened to a fulfillment order and by whose hand, the newest first' })
  @ApiOkResponse({ standardSchema: zFulfillmentOrderEvents })
  async events(
    @CurrentMember() member: MemberIdentity,
    @Param('id', { schema: zId('ful') }) id: FulfillmentOrderId,
    @Query({ schema: zFulfillmentOrderEventQuery }) query: FulfillmentOrderEventQuery,
  ): Promise<FulfillmentOrderEventsWire> {
    return respond(await this.fulfillment.story(forHouse(member), id, query));
  }

  @Post(ROUTES.consoleHouseCancellation)
  @HttpCode(200)
  @Operator()
  @Repeatable()
  @ApiOperation({ summary: 'Ask for everything of an order that has not left to be canceled' })
  @ApiOkResponse({ standardSchema: zAskedCancellation })
  async cancel(
    @CurrentMember() { memberId }: MemberIdentity,
    @Param('id', { schema: zId('ord') }) id: OrderId,
  ): Promise<AskedCancellationWire> {
    return await this.asking.execute(id, { kind: 'operator', id: memberId });
  }
}
