import { Controller, Headers, HttpCode, Post, RawBody } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ROUTES } from '@sidestall/contracts';
import { ThinInbox } from '@sidestall/engine';
import { z } from 'zod';
import { Public } from '../http/access.ts';
import { respond } from '../http/failure.exception.ts';

const zReceived = z.object({ isNew: z.boolean() }).meta({ id: 'StripeThinEventReceived' });

@ApiTags('webhooks')
@Controller()
export class StripeThinWebhookController {
  constructor(private readonly inbox: ThinInbox) {}

  @Post(ROUTES.stripeThinWebhook)
  @HttpCode(200)
  @Public()
  @ApiOperation({ summary: 'Where Stripe sends thin events, e.g. of accounts; only its signature opens it' })
  @ApiOkResponse({ standardSchema: zReceived })
  async receive(
    @RawBody() body: Buffer | undefined,
    @Headers('stripe-signature') signature: string | undefined,
  ): Promise<z.infer<typeof zReceived>> {
    return respond(await this.inbox.receive(body ?? Buffer.alloc(0), signature ?? ''));
  }
}
