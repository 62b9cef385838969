import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
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
  zEndpoint,
  zEndpointChange,
  zEndpointList,
  zEndpointRequest,
  zEndpointWithSecret,
  zId,
  type EndpointChange,
  type EndpointList,
  type EndpointRequest,
  type EndpointWire,
  type EndpointWithSecret,
} from '@sidestall/contracts';
import { CreateEndpoint, DeleteEndpoint, EndpointReader, PauseEndpoint, UpdateEndpoint } from '@sidestall/engine';
import type { Id } from '@sidestall/kernel';
import { CurrentRetailer, RetailerKey, type RetailerIdentity } from '../http/access.ts';
import { FailureException, respond } from '../http/failure.exception.ts';
import { presentEndpoint } from './portal-wire.ts';

/**
 * Where a retailer hears of its work. What answers with a secret takes no Idempotency-Key: an answer that is kept for the
 * key would keep the secret.
 */
@ApiTags('partner')
@ApiBearerAuth()
@Controller()
export class EndpointsController {
  constructor(
    private readonly creating: CreateEndpoint,
    private readonly changing: UpdateEndpoint,
    private readonly deleting: DeleteEndpoint,
    private readonly reading: EndpointReader,
    private readonly pausing: PauseEndpoint,
  ) {}

  @Get(ROUTES.partnerEndpoints)
  @RetailerKey('endpoints:manage')
  @ApiOperation({ summary: 'Your endpoints, the oldest first' })
  @ApiOkResponse({ standardSchema: zEndpointList })
  async list(@CurrentRetailer() { retailerId }: RetailerIdentity): Promise<EndpointList> {
    return { endpoints: (await this.reading.list(retailerId)).map(presentEndpoint) };
  }

  @Post(ROUTES.partnerEndpoints)
  @RetailerKey('endpoints:manage')
  @ApiOperation({
    summary: 'Add an endpoint',
    description: 'Nothing but a test event goes there until you have it verified; what happens meanwhile waits.',
  })
  @ApiCreatedResponse({ standardSchema: zEndpointWithSecret })
  async create(
    @CurrentRetailer() { retailerId }: RetailerIdentity,
    @Body({ schema: zEndpointRequest }) { signature, ...settings }: EndpointRequest,
  ): Promise<EndpointWithSecret> {
    const { endpoint, secret } = respond(await this.creating.execute(retailerId, settings, signature));
    return { endpoint: presentEndpoint(endpoint), secret };
  }

  @Get(ROUTES.partnerEndpoint)
  @RetailerKey('endpoints:manage')
  @ApiOperation({ summary: 'One of your endpoints' })
  @ApiOkResponse({ standardSchema: zEndpoint })
  async one(
    @CurrentRetailer() { retailerId }: RetailerIdentity,
    @Param('id', { schema: zId('end') }) endpointId: Id<'end'>,
  ): Promise<EndpointWire> {
    const endpoint = await this.reading.one({ retailerId, endpointId });
    if (!endpoint) throw new FailureException({ code: 'FULFILLMENT.ENDPOINT_NOT_FOUND' });
    return presentEndpoint(endpoint);
  }

  @Patch(ROUTES.partnerEndpoint)
  @RetailerKey('endpoints:manage')
  @ApiOperation({ summary: 'Change an endpoint; the next attempt of every message goes by it' })
  @ApiOkResponse({ standardSchema: zEndpoint })
  async change(
    @CurrentRetailer() { retailerId }: RetailerIdentity,
    @Param('id', { schema: zId('end') }) endpointId: Id<'end'>,
    @Body({ schema: zEndpointChange }) change: EndpointChange,
  ): Promise<EndpointWire> {
    return presentEndpoint(respond(await this.changing.execute({ retailerId, endpointId }, change)));
  }

  @Post(ROUTES.partnerDisableEndpoint)
  @HttpCode(200)
  @RetailerKey('endpoints:manage')
  @ApiOperation({
    summary: 'Switch an endpoint off',
    description:
      'What is for it waits; requests nobody else of yours hears go to other retailers. Verify it to switch it on.',
  })
  @ApiOkResponse({ standardSchema: zEndpoint })
  async disable(
    @CurrentRetailer() { retailerId }: RetailerIdentity,
    @Param('id', { schema: zId('end') }) endpointId: Id<'end'>,
  ): Promise<EndpointWire> {
    return presentEndpoint(respond(await this.pausing.execute({ retailerId, endpointId }, 'partner')));
  }

  @Delete(ROUTES.partnerEndpoint)
  @HttpCode(204)
  @RetailerKey('endpoints:manage')
  @ApiOperation({ summary: 'Remove an endpoint and its secrets; what waited for it is canceled' })
  @ApiNoContentResponse()
  async remove(
    @CurrentRetailer() { retailerId }: RetailerIdentity,
    @Param('id', { schema: zId('end') }) endpointId: Id<'end'>,
  ): Promise<void> {
    respond(await this.deleting.execute({ retailerId, endpointId }));
  }
}
