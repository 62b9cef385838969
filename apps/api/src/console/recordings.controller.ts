import { Body, Controller, Get, Header, Param, Put } from '@nestjs/common';
import { ApiCookieAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  ROUTES,
  zId,
  zRecordingRequest,
  zRecordingSet,
  zStreamReplay,
  type StreamReplayView,
} from '@sidestall/contracts';
import { ReadReplay, SetRecording } from '@sidestall/engine';
import type { StreamId } from '@sidestall/kernel';
import { CurrentMember, Member, type MemberIdentity } from '../http/access.ts';
import { respond } from '../http/failure.exception.ts';
import { replayView } from '../streams/replays.presenter.ts';

const zStreamId = zId('str');

/** What becomes of a show once it is over. */
@ApiTags('console')
@ApiCookieAuth()
@Controller()
export class RecordingsController {
  constructor(
    private readonly replays: ReadReplay,
    private readonly setting: SetRecording,
  ) {}

  @Get(ROUTES.consoleRecording)
  @Member()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'What the recording of a show tells its viewers' })
  @ApiOkResponse({ standardSchema: zStreamReplay })
  async replay(
    @CurrentMember() member: MemberIdentity,
    @Param('id', { schema: zStreamId }) id: StreamId,
  ): Promise<StreamReplayView> {
    const told = respond(await this.replays.forHost(member, id));
    return replayView(told, await this.replays.goodsNow(told));
  }

  @Put(ROUTES.consoleRecording)
  @Member()
  @ApiOperation({
    summary: 'Say when the first picture of the recording was taken, so that a replay keeps time with it',
  })
  @ApiOkResponse({ standardSchema: zRecordingSet })
  async set(
    @CurrentMember() member: MemberIdentity,
    @Param('id', { schema: zStreamId }) id: StreamId,
    @Body({ schema: zRecordingRequest }) { startsAt }: { startsAt: string | null },
  ): Promise<{ recordingStartsAt: string | null }> {
    const set = respond(await this.setting.execute(member, id, startsAt === null ? null : new Date(startsAt)));
    return { recordingStartsAt: set?.toISOString() ?? null };
  }
}
