import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  ROUTES,
  zAcceptRequest,
  zFulfillmentOrder,
  zFulfillmentOrderPage,
  zFulfillmentOrderQuery,
  zId,
  zRejectRequest,
  zShipment,
  zShipRequest,
  type AcceptRequest,
  type FulfillmentOrderPage,
  type FulfillmentOrderQuery,
  type FulfillmentOrderWire,
  type RejectRequest,
  type ShipmentWire,
  type ShipRequest,
} from '@sidestall/contracts';
import {
  AcceptFulfillmentOrder,
  FulfillmentOrders,
  presentFulfillmentOrder,
  presentShipment,
  RejectFulfillmentOrder,
  ShipFulfillmentOrder,
} from '@sidestall/engine';
import type { FulfillmentOrderId } from '@sidestall/kernel';
import type { FastifyReply } from 'fastify';
import { CurrentRetailer, RetailerKey, type RetailerIdentity } from '../http/access.ts';
import { respond } from '../http/failure.exception.ts';
import { Idempotent } from '../http/idempotent.ts';

@ApiTags('partner')
@ApiBearerAuth()
@Controller()
export class PartnerController {
  constructor(
    private readonly orders: FulfillmentOrders,
    private readonly accepting: AcceptFulfillmentOrder,
    private readonly rejecting: RejectFulfillmentOrder,
    private readonly shipping: ShipFulfillmentOrder,
  ) {}

  @Get(ROUTES.partnerOrders)
  @RetailerKey()
  @ApiOperation({ summary: 'Your fulfillment orders, the newest first' })
  @ApiOkResponse({ standardSchema: zFulfillmentOrderPage })
  async list(
    @CurrentRetailer() { retailerId }: RetailerIdentity,
    @Query({ schema: zFulfillmentOrderQuery }) query: FulfillmentOrderQuery,
  ): Promise<FulfillmentOrderPage> {
    return await this.orders.list(retailerId, query);
  }

  @Get(ROUTES.partnerOrder)
  @RetailerKey()
  @ApiOperation({ summary: 'One of your fulfillment orders' })
  @ApiOkResponse({ standardSchema: zFulfillmentOrder })
  async show(
    @CurrentRetailer() { retailerId }: RetailerIdentity,
    @Param('id', { schema: zId('ful') }) id: FulfillmentOrderId,
  ): Promise<FulfillmentOrderWire> {
    return presentFulfillmentOrder(respond(await this.orders.get(id, retailerId)));
  }

  @Post(ROUTES.partnerAccept)
  @HttpCode(200)
  @RetailerKey()
  @Idempotent()
  @ApiOperation({ summary: 'Promise to ship all of it, or a part; the rest is routed elsewhere' })
  @ApiOkResponse({ standardSchema: zFulfillmentOrder })
  async accept(
    @CurrentRetailer() { retailerId }: RetailerIdentity,
    @Param('id', { schema: zId('ful') }) fulfillmentOrderId: FulfillmentOrderId,
    @Body({ schema: zAcceptRequest }) { lines }: AcceptRequest,
  ): Promise<FulfillmentOrderWire> {
    return presentFulfillmentOrder(respond(await this.accepting.execute({ retailerId, fulfillmentOrderId, lines })));
  }

  @Post(ROUTES.partnerReject)
  @HttpCode(200)
  @RetailerKey()
  @Idempotent()
  @ApiOperation({ summary: 'Refuse all of it; it is routed elsewhere at once' })
  @ApiOkResponse({ standardSchema: zFulfillmentOrder })
  async reject(
    @CurrentRetailer() { retailerId }: RetailerIdentity,
    @Param('id', { schema: zId('ful') }) fulfillmentOrderId: FulfillmentOrderId,
    @Body({ schema: zRejectRequest }) rejection: RejectRequest,
  ): Promise<FulfillmentOrderWire> {
    return presentFulfillmentOrder(
      respond(await this.rejecting.execute({ ...rejection, retailerId, fulfillmentOrderId })),
    );
  }

  @Post(ROUTES.partnerShipments)
  @RetailerKey()
  @Idempotent()
  @ApiOperation({ summary: 'A parcel has left; the same tracking number is the same parcel (200 instead of 201)' })
  @ApiCreatedResponse({ standardSchema: zShipment })
  @ApiOkResponse({ standardSchema: zShipment })
  async ship(
    @CurrentRetailer() { retailerId }: RetailerIdentity,
    @Param('id', { schema: zId('ful') }) fulfillmentOrderId: FulfillmentOrderId,
    @Body({ schema: zShipRequest }) parcel: ShipRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ShipmentWire> {
    const { shipment, isNew } = respond(await this.shipping.execute({ ...parcel, retailerId, fulfillmentOrderId }));
    void reply.status(isNew ? 201 : 200);
    return presentShipment(shipment);
  }
}
