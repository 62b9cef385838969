import { Body, Controller, Delete, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import {
  ROUTES,
  zId,
  zReturn,
  zReturnLabel,
  zReturnRequest,
  type Return,
  type ReturnLabel,
  type ReturnRequest,
} from '@sidestall/contracts';
import { AskReturn, CloseReturn, ReturnReader, TrackReturn } from '@sidestall/engine';
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
    private readonly tracking: TrackReturn,
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

  @Post(ROUTES.orderReturnParcel)
  @HttpCode(200)
  @OrderToken()
  @Repeatable()
  @ApiOperation({ summary: 'Say that the goods are on their way, and with which carrier' })
  @ApiOkResponse({ standardSchema: zReturn })
  async send(
    @Param('id', { schema: zId('ord') }) orderId: OrderId,
    @Param('returnId', { schema: zId('rtn') }) returnId: ReturnId,
    @Body({ schema: zReturnLabel }) label: ReturnLabel,
  ): Promise<Return> {
    respond(await this.tracking.execute({ orderId }, returnId, label));
    return (await this.returns.find(returnId))!;
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
