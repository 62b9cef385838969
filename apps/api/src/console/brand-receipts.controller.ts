import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiCookieAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ROUTES, zId, zPromiseReceipt, type PromiseReceipt } from '@sidestall/contracts';
import { PromiseReceipts } from '@sidestall/engine';
import type { BrandId, OrderId } from '@sidestall/kernel';
import { CurrentMember, Member, type MemberIdentity } from '../http/access.ts';
import { respond } from '../http/failure.exception.ts';

@ApiTags('console')
@ApiCookieAuth()
@Controller()
export class BrandReceiptsController {
  constructor(private readonly receipts: PromiseReceipts) {}

  @Get(ROUTES.consolePromiseReceipt)
  @Member()
  @Header('cache-control', 'no-store')
  @Header('content-disposition', 'attachment; filename="promise-receipt.json"')
  @ApiOperation({ summary: 'What the buyer of an order was shown, sealed: see docs/promise-receipt.md' })
  @ApiOkResponse({ standardSchema: zPromiseReceipt })
  async receipt(
    @CurrentMember() member: MemberIdentity,
    @Param('brandId', { schema: zId('brd') }) brandId: BrandId,
    @Param('id', { schema: zId('ord') }) id: OrderId,
  ): Promise<PromiseReceipt> {
    return respond(await this.receipts.findForMember(member, brandId, id));
  }
}
