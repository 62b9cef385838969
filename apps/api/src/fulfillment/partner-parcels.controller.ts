import { Body, Controller, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  ROUTES,
  zId,
  zParcelNews,
  zReshipRequest,
  zShipment,
  type ParcelNewsWire,
  type ReshipRequest,
  type ShipmentWire,
} from '@sidestall/contracts';
import { DecideParcel, presentShipment, SendAgain, TellParcel } from '@sidestall/engine';
import type { FulfillmentOrderId, ShipmentId } from '@sidestall/kernel';
import type { FastifyReply } from 'fastify';
import { CurrentRetailer, RetailerKey, type RetailerIdentity } from '../http/access.ts';
import { respond } from '../http/failure.exception.ts';
import { Idempotent } from '../http/idempotent.ts';

@ApiTags('partner')
@ApiBearerAuth()
@Controller()
export class PartnerParcelsController {
  constructor(
    private readonly telling: TellParcel,
    private readonly sending: SendAgain,
    private readonly deciding: DecideParcel,
  ) {}

  @Post(ROUTES.partnerParcelNews)
  @HttpCode(200)
  @RetailerKey()
  @Idempotent()
  @ApiOperation({
    summary: 'What the carrier says of a parcel: scanned, delivered, lost, returned to you',
    description: 'Said before the parcel is known here, it is kept, answered 409, and counts as soon as the parcel is.',
  })
  @ApiOkResponse({ standardSchema: zShipment })
  async tell(
    @CurrentRetailer() { retailerId }: RetailerIdentity,
    @Param('id', { schema: zId('ful') }) fulfillmentOrderId: FulfillmentOrderId,
    @Body({ schema: zParcelNews }) { at, ...news }: ParcelNewsWire,
  ): Promise<ShipmentWire> {
    const when = at === undefined ? {} : { at: new Date(at) };
    return presentShipment(respond(await this.telling.execute({ ...news, ...when, retailerId, fulfillmentOrderId })));
  }

  @Post(ROUTES.partnerReship)
  @RetailerKey()
  @Idempotent()
  @ApiOperation({ summary: 'A new parcel has left for one that did not arrive; the buyer pays nothing for it' })
  @ApiCreatedResponse({ standardSchema: zShipment })
  @ApiOkResponse({ standardSchema: zShipment })
  async reship(
    @CurrentRetailer() { retailerId }: RetailerIdentity,
    @Param('id', { schema: zId('shp') }) shipmentId: ShipmentId,
    @Body({ schema: zReshipRequest }) label: ReshipRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ShipmentWire> {
    const { shipment, isNew } = respond(await this.sending.execute({ ...label, retailerId, shipmentId }));
    void reply.status(isNew ? 201 : 200);
    return presentShipment(shipment);
  }

  @Post(ROUTES.partnerRefuseReship)
  @HttpCode(200)
  @RetailerKey()
  @Idempotent()
  @ApiOperation({ summary: 'You cannot send it again: the buyer gets the price back' })
  @ApiOkResponse({ standardSchema: zShipment })
  async refuse(
    @CurrentRetailer() { retailerId }: RetailerIdentity,
    @Param('id', { schema: zId('shp') }) shipmentId: ShipmentId,
  ): Promise<ShipmentWire> {
    return presentShipment(respond(await this.deciding.refund({ retailerId }, shipmentId)));
  }
}
