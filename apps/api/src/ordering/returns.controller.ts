import { Body, Controller, Delete, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ROUTES, zId, zReturn, zReturnRequest, type Return, type ReturnRequest } from '@sidestall/contracts';
import { AskReturn, CloseReturn, ReturnReader } from '@sidestall/engine';
import type { OrderId, ReturnId } from '@sidestall/kernel';
import { OrderToken } from '../http/access.ts';
import { respond } from '../http/failure.exception.ts';
import { Idempotent, Repeatable } from '../http/idempotent.ts';

@ApiTags('orders')
@ApiBearerAuth()
@Controller()
export class ReturnsController {
  constructor(
    private readonly asking: AskReturn,
    private readonly closing: CloseReturn,
    private readonly returns: ReturnReader,
  ) {}

  @Post(ROUTES.orderReturns)
  @OrderToken()
  @Idempotent()
  @ApiOperation({ summary: 'Announce goods to send back' })
  @ApiCreatedResponse({ standardSchema: zReturn })
  async ask(
    @Param('id', { schema: zId('ord') }) id: OrderId,
    @Body({ schema: zReturnRequest }) request: ReturnRequest,
  ): Promise<Return> {
    return (await this.returns.find(respond(await this.asking.execute(id, request))))!;
  }

  @Delete(ROUTES.orderReturn)
  @HttpCode(204)
  @OrderToken()
  @Repeatable()
  @ApiOperation({ summary: 'Keep the goods after all' })
  @ApiNoContentResponse()
  async withdraw(
    @Param('id', { schema: zId('ord') }) id: OrderId,
    @Param('returnId', { schema: zId('rtn') }) returnId: ReturnId,
  ): Promise<void> {
    respond(await this.closing.withdraw(id, returnId));
  }
}
