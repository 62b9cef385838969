import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiCookieAuth, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  ROUTES,
  zConsoleStreams,
  zDesk,
  zId,
  zPinned,
  zPinRequest,
  zStreamChanged,
  zTiming,
  type Desk,
  type StreamView,
  type Timing,
} from '@sidestall/contracts';
import {
  EndStream,
  PinListing,
  SetTiming,
  StartStream,
  StreamReads,
  UnpinListing,
  type Pinned,
  type StatusChanged,
} from '@sidestall/engine';
import type { ListingId, PinId, StreamId } from '@sidestall/kernel';
import { z } from 'zod';
import { CurrentMember, Member, type MemberIdentity } from '../http/access.ts';
import { respond } from '../http/failure.exception.ts';
import { StreamsPresenter } from '../streams/streams.presenter.ts';

const zSlugOrId = z.string().min(1).max(100);
const zStreamId = zId('str');

@ApiTags('console')
@ApiCookieAuth()
@Controller()
export class LiveDeskController {
  constructor(
    private readonly reads: StreamReads,
    private readonly starting: StartStream,
    private readonly ending: EndStream,
    private readonly pinning: PinListing,
    private readonly unpinning: UnpinListing,
    private readonly timings: SetTiming,
    private readonly presenter: StreamsPresenter,
  ) {}

  @Get(ROUTES.consoleStreams)
  @Member()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'The streams of your brands' })
  @ApiOkResponse({ standardSchema: zConsoleStreams })
  async streams(@CurrentMember() member: MemberIdentity): Promise<{ streams: StreamView[] }> {
    return this.presenter.streams(await this.reads.listFor(member));
  }

  @Get(ROUTES.consoleDesk)
  @Member()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Everything to run a show: its state and what may be pinned' })
  @ApiOkResponse({ standardSchema: zDesk })
  async desk(@CurrentMember() member: MemberIdentity, @Param('id', { schema: zSlugOrId }) id: string): Promise<Desk> {
    return this.presenter.desk(respond(await this.reads.desk(member, id)));
  }

  @Post(ROUTES.consoleStart)
  @HttpCode(200)
  @Member()
  @ApiOperation({ summary: 'Start the show' })
  @ApiOkResponse({ standardSchema: zStreamChanged })
  async start(
    @CurrentMember() member: MemberIdentity,
    @Param('id', { schema: zStreamId }) id: StreamId,
  ): Promise<StatusChanged> {
    return respond(await this.starting.execute(member, id));
  }

  @Post(ROUTES.consoleEnd)
  @HttpCode(200)
  @Member()
  @ApiOperation({ summary: 'End the show' })
  @ApiOkResponse({ standardSchema: zStreamChanged })
  async end(
    @CurrentMember() member: MemberIdentity,
    @Param('id', { schema: zStreamId }) id: StreamId,
  ): Promise<StatusChanged> {
    return respond(await this.ending.execute(member, id));
  }

  @Put(ROUTES.consoleTiming)
  @Member()
  @ApiOperation({ summary: 'Move cards against the picture, from the next one on' })
  @ApiOkResponse({ standardSchema: zTiming })
  async timing(
    @CurrentMember() member: MemberIdentity,
    @Param('id', { schema: zStreamId }) id: StreamId,
    @Body({ schema: zTiming }) { ingestDelayMs }: Timing,
  ): Promise<Timing> {
    return { ingestDelayMs: respond(await this.timings.execute(member, id, ingestDelayMs)) };
  }

  @Post(ROUTES.consolePins)
  @Member()
  @ApiOperation({ summary: 'Pin a listing; one that is pinned stays as it is' })
  @ApiCreatedResponse({ standardSchema: zPinned })
  async pin(
    @CurrentMember() member: MemberIdentity,
    @Param('id', { schema: zStreamId }) id: StreamId,
    @Body({ schema: zPinRequest }) { listingId }: { listingId: ListingId },
  ): Promise<Pinned> {
    return respond(await this.pinning.execute(member, id, listingId));
  }

  @Delete(ROUTES.consolePin)
  @Member()
  @ApiOperation({ summary: 'Take a pin off; one that is off stays off' })
  @ApiOkResponse({ standardSchema: zPinned })
  async unpin(
    @CurrentMember() member: MemberIdentity,
    @Param('id', { schema: zStreamId }) id: StreamId,
    @Param('pinId', { schema: zId('pin') }) pinId: PinId,
  ): Promise<Pinned> {
    return respond(await this.unpinning.execute(member, id, pinId));
  }
}
