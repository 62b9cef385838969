import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  ROUTES,
  zEndpointEventPage,
  zEndpointEventQuery,
  zEndpointWithSecret,
  zId,
  zRotationRequest,
  zSignatureAnswer,
  zSignatureQuestion,
  zTestOutcome,
  zVerification,
  type EndpointEventPage,
  type EndpointEventQuery,
  type EndpointWithSecret,
  type RotationRequest,
  type SignatureAnswer,
  type SignatureQuestion,
  type TestOutcomeWire,
  type VerificationWire,
} from '@sidestall/contracts';
import { CheckSignature, EndpointEvents, RotateSecret, SendTestEvent, VerifyEndpoint } from '@sidestall/engine';
import type { Id } from '@sidestall/kernel';
import { CurrentRetailer, RetailerKey, type RetailerIdentity } from '../http/access.ts';
import { respond } from '../http/failure.exception.ts';
import { presentEndpoint } from './portal-wire.ts';

/** What keeps an endpoint well: tests, secrets, and what became of it. */
@ApiTags('partner')
@ApiBearerAuth()
@Controller()
export class EndpointCareController {
  constructor(
    private readonly verifying: VerifyEndpoint,
    private readonly testing: SendTestEvent,
    private readonly rotating: RotateSecret,
    private readonly events: EndpointEvents,
    private readonly checking: CheckSignature,
  ) {}

  @Post(ROUTES.partnerVerifyEndpoint)
  @HttpCode(200)
  @RetailerKey('endpoints:manage')
  @ApiOperation({
    summary: 'Send a signed test event; an endpoint that answers 2xx is in service from then on',
    description: 'Also the way back for one that was disabled: what waited for it goes out.',
  })
  @ApiOkResponse({ standardSchema: zVerification })
  async verify(
    @CurrentRetailer() { retailerId }: RetailerIdentity,
    @Param('id', { schema: zId('end') }) endpointId: Id<'end'>,
  ): Promise<VerificationWire> {
    const { endpoint, test } = respond(await this.verifying.execute({ retailerId, endpointId }));
    return { endpoint: presentEndpoint(endpoint), test };
  }

  @Post(ROUTES.partnerTestEndpoint)
  @HttpCode(200)
  @RetailerKey('endpoints:manage')
  @ApiOperation({ summary: 'Send a signed test event and hear how it was taken; nothing else changes' })
  @ApiOkResponse({ standardSchema: zTestOutcome })
  async test(
    @CurrentRetailer() { retailerId }: RetailerIdentity,
    @Param('id', { schema: zId('end') }) endpointId: Id<'end'>,
  ): Promise<TestOutcomeWire> {
    return respond(await this.testing.execute({ retailerId, endpointId }));
  }

  @Post(ROUTES.partnerRotateSecret)
  @HttpCode(200)
  @RetailerKey('endpoints:manage')
  @ApiOperation({
    summary: 'A new secret; the older ones sign beside it for as long as you say',
    description:
      'Each message carries one signature for each live secret, so that nothing is lost while you change over.',
  })
  @ApiOkResponse({ standardSchema: zEndpointWithSecret })
  async rotate(
    @CurrentRetailer() { retailerId }: RetailerIdentity,
    @Param('id', { schema: zId('end') }) endpointId: Id<'end'>,
    @Body({ schema: zRotationRequest }) request: RotationRequest,
  ): Promise<EndpointWithSecret> {
    const { endpoint, secret } = respond(await this.rotating.execute({ retailerId, endpointId }, request));
    return { endpoint: presentEndpoint(endpoint), secret };
  }

  @Get(ROUTES.partnerEndpointEvents)
  @RetailerKey('endpoints:manage')
  @ApiOperation({ summary: 'What happened to your endpoints: failing, recovered, switched off, secrets rotated' })
  @ApiOkResponse({ standardSchema: zEndpointEventPage })
  async page(
    @CurrentRetailer() { retailerId }: RetailerIdentity,
    @Query({ schema: zEndpointEventQuery }) query: EndpointEventQuery,
  ): Promise<EndpointEventPage> {
    const events = await this.events.page(retailerId, query);
    return {
      events: events.map((event) => ({ ...event, createdAt: event.createdAt.toISOString() })),
      before: events.length === query.limit ? events.at(-1)!.id : null,
    };
  }

  @Post(ROUTES.partnerSignatureCheck)
  @HttpCode(200)
  @RetailerKey('endpoints:manage')
  @ApiOperation({
    summary: 'Why does my receiver refuse this message? Says what differs',
    description:
      'Paste the headers and the raw body as they came, and the secret you verify with. Nothing of it is kept.',
  })
  @ApiOkResponse({ standardSchema: zSignatureAnswer })
  async check(
    @CurrentRetailer() { retailerId }: RetailerIdentity,
    @Body({ schema: zSignatureQuestion }) question: SignatureQuestion,
  ): Promise<SignatureAnswer> {
    return await this.checking.execute(retailerId, question);
  }
}
