import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCookieAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ROUTES, zId, zPaymentCleared } from '@sidestall/contracts';
import { ClearPayment } from '@sidestall/engine';
import type { OrderId } from '@sidestall/kernel';
import { CurrentMember, Operator, type MemberIdentity } from '../http/access.ts';
import { respond } from '../http/failure.exception.ts';

@ApiTags('console')
@ApiCookieAuth()
@Controller()
export class PaymentChecksController {
  constructor(private readonly clearing: ClearPayment) {}

  @Post(ROUTES.consoleClearPayment)
  @HttpCode(200)
  @Operator()
  @ApiOperation({ summary: 'A held payment is in order: let its order go on' })
  @ApiOkResponse({ standardSchema: zPaymentCleared })
  async clear(
    @CurrentMember() member: MemberIdentity,
    @Param('id', { schema: zId('ord') }) id: OrderId,
  ): Promise<{ orderId: OrderId }> {
    return respond(await this.clearing.execute(id, member.memberId));
  }
}
