import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCookieAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ROUTES, zId, zParcelReport, zShipment, type ParcelReport, type ShipmentWire } from '@sidestall/contracts';
import { DecideParcel, presentShipment, ReportParcel } from '@sidestall/engine';
import type { BrandId, ShipmentId } from '@sidestall/kernel';
import { CurrentMember, Member, type MemberIdentity } from '../http/access.ts';
import { respond } from '../http/failure.exception.ts';
import { Repeatable } from '../http/idempotent.ts';
import { ownBrand } from './own-brand.ts';

@ApiTags('console')
@ApiCookieAuth()
@Controller()
export class ParcelsController {
  constructor(
    private readonly reporting: ReportParcel,
    private readonly deciding: DecideParcel,
  ) {}

  @Post(ROUTES.consoleParcelReport)
  @HttpCode(200)
  @Member()
  @Repeatable()
  @ApiOperation({ summary: 'A parcel with your goods arrived, was lost or came back, whatever its carrier says' })
  @ApiOkResponse({ standardSchema: zShipment })
  async report(
    @CurrentMember() member: MemberIdentity,
    @Param('brandId', { schema: zId('brd') }) brandId: BrandId,
    @Param('id', { schema: zId('shp') }) id: ShipmentId,
    @Body({ schema: zParcelReport }) report: ParcelReport,
  ): Promise<ShipmentWire> {
    const brand = respond(ownBrand(member, brandId));
    return presentShipment(respond(await this.reporting.execute(brand, id, report)));
  }

  @Post(ROUTES.consoleReship)
  @HttpCode(200)
  @Member()
  @Repeatable()
  @ApiOperation({ summary: 'Have a parcel that did not arrive sent again; the buyer pays nothing for it' })
  @ApiOkResponse({ standardSchema: zShipment })
  async reship(
    @CurrentMember() member: MemberIdentity,
    @Param('brandId', { schema: zId('brd') }) brandId: BrandId,
    @Param('id', { schema: zId('shp') }) id: ShipmentId,
  ): Promise<ShipmentWire> {
    const judge = { brandId: respond(ownBrand(member, brandId)), memberId: member.memberId };
    return presentShipment(respond(await this.deciding.askAgain(judge, id)));
  }

  @Post(ROUTES.consoleRefundParcel)
  @HttpCode(200)
  @Member()
  @Repeatable()
  @ApiOperation({ summary: 'Give the buyer the price of a parcel back that did not arrive' })
  @ApiOkResponse({ standardSchema: zShipment })
  async refund(
    @CurrentMember() member: MemberIdentity,
    @Param('brandId', { schema: zId('brd') }) brandId: BrandId,
    @Param('id', { schema: zId('shp') }) id: ShipmentId,
  ): Promise<ShipmentWire> {
    const judge = { brandId: respond(ownBrand(member, brandId)), memberId: member.memberId };
    return presentShipment(respond(await this.deciding.refund(judge, id)));
  }
}
