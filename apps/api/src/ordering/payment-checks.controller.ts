import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCookieAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  ROUTES,
  zHeldPaymentQuery,
  zHeldPayments,
  zId,
  zPaymentCleared,
  zPaymentRefused,
  type HeldPayment,
  type HeldPaymentQuery,
} from '@sidestall/contracts';
import { ClearPayment, HeldPayments, RefusePayment } from '@sidestall/engine';
import type { OrderId } from '@sidestall/kernel';
import { CurrentMember, Operator, type MemberIdentity } from '../http/access.ts';
import { respond } from '../http/failure.exception.ts';

@ApiTags('console')
@ApiCookieAuth()
@Controller()
export class PaymentChecksController {
  constructor(
    private readonly clearing: ClearPayment,
    private readonly held: HeldPayments,
    private readonly refusing: RefusePayment,
  ) {}

  @Get(ROUTES.consoleHeldPayments)
  @Operator()
  @ApiOperation({ summary: 'Payments a person has to look at, the newest first' })
  @ApiOkResponse({ standardSchema: zHeldPayments })
  list(
    @Query({ schema: zHeldPaymentQuery }) query: HeldPaymentQuery,
  ): Promise<{ payments: HeldPayment[]; nextCursor: string | null }> {
    return this.held.list(query);
  }

  @Post(ROUTES.consoleRefusePayment)
  @HttpCode(200)
  @Operator()
  @ApiOperation({ summary: 'A held payment is not wanted: let it go and end its order' })
  @ApiOkResponse({ standardSchema: zPaymentRefused })
  async refuse(@Param('id', { schema: zId('ord') }) id: OrderId): Promise<{ orderId: OrderId }> {
    return respond(await this.refusing.execute(id));
  }

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
