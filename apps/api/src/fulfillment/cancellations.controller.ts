import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ROUTES, zAskedCancellation, zId, type AskedCancellationWire } from '@sidestall/contracts';
import { AskCancellation } from '@sidestall/engine';
import type { BrandId, OrderId } from '@sidestall/kernel';
import { ownBrand } from '../console/own-brand.ts';
import { CurrentMember, Member, OrderToken, type MemberIdentity } from '../http/access.ts';
import { respond } from '../http/failure.exception.ts';
import { Repeatable } from '../http/idempotent.ts';

/** Buyers and brands who do not want what was ordered any more. */
@ApiTags('orders')
@ApiBearerAuth()
@Controller()
export class CancellationsController {
  constructor(private readonly asking: AskCancellation) {}

  @Post(ROUTES.orderCancellation)
  @HttpCode(200)
  @OrderToken()
  @Repeatable()
  @ApiOperation({
    summary: 'Ask for everything that has not left to be canceled',
    description:
      'What nobody has accepted is canceled at once; of the rest its retailer is asked. What left can be returned.',
  })
  @ApiOkResponse({ standardSchema: zAskedCancellation })
  async byBuyer(@Param('id', { schema: zId('ord') }) id: OrderId): Promise<AskedCancellationWire> {
    return await this.asking.execute(id, { kind: 'buyer', id: null });
  }

  @Post(ROUTES.consoleCancellation)
  @HttpCode(200)
  @Member()
  @Repeatable()
  @ApiOperation({ summary: 'Ask for your goods of an order to be canceled; parcels that hold goods of others stay' })
  @ApiOkResponse({ standardSchema: zAskedCancellation })
  async byBrand(
    @CurrentMember() member: MemberIdentity,
    @Param('brandId', { schema: zId('brd') }) brandId: BrandId,
    @Param('id', { schema: zId('ord') }) id: OrderId,
  ): Promise<AskedCancellationWire> {
    const own = respond(ownBrand(member, brandId));
    return await this.asking.execute(id, { kind: 'brand', id: member.memberId }, own);
  }
}
