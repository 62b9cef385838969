import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ROUTES, zAnswerSubstituteRequest, zId, type AnswerSubstituteRequest } from '@sidestall/contracts';
import { AnswerSubstitute } from '@sidestall/engine';
import type { OrderId, OrderLineId } from '@sidestall/kernel';
import { OrderToken } from '../http/access.ts';
import { respond } from '../http/failure.exception.ts';
import { Repeatable } from '../http/idempotent.ts';

@ApiTags('orders')
@ApiBearerAuth()
@Controller()
export class SubstitutesController {
  constructor(private readonly answering: AnswerSubstitute) {}

  @Post(ROUTES.orderSubstitute)
  @HttpCode(204)
  @OrderToken()
  @Repeatable()
  @ApiOperation({ summary: 'Take what is offered instead of a line that nobody can ship, or do not' })
  @ApiNoContentResponse()
  async answer(
    @Param('id', { schema: zId('ord') }) id: OrderId,
    @Param('lineId', { schema: zId('oln') }) lineId: OrderLineId,
    @Body({ schema: zAnswerSubstituteRequest }) { isWanted }: AnswerSubstituteRequest,
  ): Promise<void> {
    respond(await this.answering.execute(id, lineId, isWanted));
  }
}
