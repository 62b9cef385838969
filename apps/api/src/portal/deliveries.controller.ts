import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  ROUTES,
  zDeliveryPage,
  zDeliveryQuery,
  zDeliveryWithBody,
  zId,
  zReplay,
  zReplayed,
  zReplayRequest,
  type DeliveryPage,
  type DeliveryQuery,
  type DeliveryWithBody,
  type Replayed,
  type ReplayRequest,
  type ReplayWire,
} from '@sidestall/contracts';
import { DeliveryLog, ReplayDeliveries } from '@sidestall/engine';
import type { Id } from '@sidestall/kernel';
import { CurrentRetailer, RetailerKey, type RetailerIdentity } from '../http/access.ts';
import { FailureException, respond } from '../http/failure.exception.ts';
import { Idempotent } from '../http/idempotent.ts';
import { presentDelivery, presentReplay } from './portal-wire.ts';

/** What was sent to a retailer and how it went, and how to have it sent again. */
@ApiTags('partner')
@ApiBearerAuth()
@Controller()
export class DeliveriesController {
  constructor(
    private readonly log: DeliveryLog,
    private readonly replays: ReplayDeliveries,
  ) {}

  @Get(ROUTES.partnerDeliveries)
  @RetailerKey('endpoints:manage')
  @ApiOperation({ summary: 'Your messages of the last thirty days, the newest first, each with its attempts' })
  @ApiOkResponse({ standardSchema: zDeliveryPage })
  async page(
    @CurrentRetailer() { retailerId }: RetailerIdentity,
    @Query({ schema: zDeliveryQuery }) query: DeliveryQuery,
  ): Promise<DeliveryPage> {
    const deliveries = await this.log.page(retailerId, query);
    return {
      deliveries: deliveries.map(presentDelivery),
      before: deliveries.length === query.limit ? deliveries.at(-1)!.id : null,
    };
  }

  @Get(ROUTES.partnerDelivery)
  @RetailerKey('endpoints:manage')
  @ApiOperation({ summary: 'One message, with the body as it was signed' })
  @ApiOkResponse({ standardSchema: zDeliveryWithBody })
  async one(
    @CurrentRetailer() { retailerId }: RetailerIdentity,
    @Param('id', { schema: zId('dlv') }) id: Id<'dlv'>,
  ): Promise<DeliveryWithBody> {
    const delivery = await this.log.one(retailerId, id);
    if (!delivery) throw new FailureException({ code: 'FULFILLMENT.DELIVERY_NOT_FOUND' });
    return { ...presentDelivery(delivery), body: delivery.body };
  }

  @Post(ROUTES.partnerReplayDelivery)
  @HttpCode(202)
  @RetailerKey('endpoints:manage')
  @Idempotent()
  @ApiOperation({
    summary: 'Have one message said again: the same id and body, signed for a new moment',
  })
  @ApiAcceptedResponse({ standardSchema: zReplayed })
  async again(
    @CurrentRetailer() { retailerId }: RetailerIdentity,
    @Param('id', { schema: zId('dlv') }) id: Id<'dlv'>,
  ): Promise<Replayed> {
    const { was } = respond(await this.replays.one(retailerId, id));
    return { was: was as Replayed['was'] };
  }

  @Post(ROUTES.partnerReplays)
  @HttpCode(202)
  @RetailerKey('endpoints:manage')
  @Idempotent()
  @ApiOperation({
    summary: 'Have many said again: everything since a moment, or what never arrived',
    description:
      'They go out at the endpoint’s pace, each fulfillment order in its order. Ask for its progress by its id.',
  })
  @ApiAcceptedResponse({ standardSchema: zReplay })
  async begin(
    @CurrentRetailer() { retailerId }: RetailerIdentity,
    @Param('id', { schema: zId('end') }) endpointId: Id<'end'>,
    @Body({ schema: zReplayRequest }) { kind, since }: ReplayRequest,
  ): Promise<ReplayWire> {
    const ref = { retailerId, endpointId };
    const from = since === undefined ? undefined : new Date(since);
    return presentReplay(
      respond(await (kind === 'since' ? this.replays.since(ref, from!) : this.replays.missing(ref, from))),
    );
  }

  @Get(ROUTES.partnerReplay)
  @RetailerKey('endpoints:manage')
  @ApiOperation({ summary: 'How far a replay is' })
  @ApiOkResponse({ standardSchema: zReplay })
  async progress(
    @CurrentRetailer() { retailerId }: RetailerIdentity,
    @Param('id', { schema: zId('end') }) endpointId: Id<'end'>,
    @Param('replay', { schema: zId('rpl') }) id: Id<'rpl'>,
  ): Promise<ReplayWire> {
    const replay = await this.replays.find({ retailerId, endpointId }, id);
    if (!replay) throw new FailureException({ code: 'FULFILLMENT.REPLAY_NOT_FOUND' });
    return presentReplay(replay);
  }
}
