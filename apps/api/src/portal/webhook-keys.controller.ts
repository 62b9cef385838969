import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ROUTES, zId, zWebhookKeys, type WebhookKeys } from '@sidestall/contracts';
import { EndpointReader } from '@sidestall/engine';
import type { Id } from '@sidestall/kernel';
import { Public } from '../http/access.ts';
import { FailureException } from '../http/failure.exception.ts';
import { presentPublicKey } from './portal-wire.ts';

/** Where a receiver finds the keys its messages are signed with, without an API key. */
@ApiTags('partner')
@Controller()
export class WebhookKeysController {
  constructor(private readonly reading: EndpointReader) {}

  @Get(ROUTES.webhookKeys)
  @Public()
  @Header('cache-control', 'public, max-age=60')
  @ApiOperation({
    summary: 'The public keys that messages to an endpoint are verified with',
    description:
      'For endpoints of the signature `v1a`; none for others. Ask again when a signature fits none of the keys you know.',
  })
  @ApiOkResponse({ standardSchema: zWebhookKeys })
  async list(@Param('id', { schema: zId('end') }) endpointId: Id<'end'>): Promise<WebhookKeys> {
    const keys = await this.reading.publicKeys(endpointId);
    if (!keys) throw new FailureException({ code: 'FULFILLMENT.ENDPOINT_NOT_FOUND' });
    return { endpointId, keys: keys.map(presentPublicKey) };
  }
}
