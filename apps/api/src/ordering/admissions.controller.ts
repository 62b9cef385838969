import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ROUTES, zAdmission, zId, type Admission } from '@sidestall/contracts';
import { Turnstile } from '@sidestall/engine';
import { err, ok, type TicketId } from '@sidestall/kernel';
import { Public } from '../http/access.ts';
import { respond } from '../http/failure.exception.ts';

@ApiTags('orders')
@Controller()
export class AdmissionsController {
  constructor(private readonly turnstile: Turnstile) {}

  @Get(ROUTES.admission)
  @Public()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Your place in line before paying; ask every few seconds, or it is given away' })
  @ApiOkResponse({ standardSchema: zAdmission })
  async show(@Param('id', { schema: zId('tkt') }) id: TicketId): Promise<Admission> {
    const admission = await this.turnstile.look(id);
    return respond(admission ? ok(admission) : err({ code: 'ORDERING.TICKET_NOT_FOUND' }));
  }
}
