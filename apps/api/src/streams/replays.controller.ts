import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { ROUTES, zStreamReplay, type StreamReplayView } from '@sidestall/contracts';
import { ReadReplay } from '@sidestall/engine';
import { chapterTrack, productTrack } from '@sidestall/streams';
import { z } from 'zod';
import { Cacheable } from '../catalog/entity-tag.ts';
import { Public } from '../http/access.ts';
import { respond } from '../http/failure.exception.ts';
import { replayView } from './replays.presenter.ts';

const zSlug = z.string().min(1).max(100);
const VTT = 'text/vtt; charset=utf-8';

/** A show that is over: for the stall beside its recording, and as tracks for any player. */
@ApiTags('streams')
@Controller()
export class ReplaysController {
  constructor(private readonly replays: ReadReplay) {}

  @Get(ROUTES.replay)
  @Public()
  @Cacheable(5)
  @ApiOperation({ summary: 'What stood on the table at each moment of a show that is over, at today’s prices' })
  @ApiOkResponse({ standardSchema: zStreamReplay })
  async replay(@Param('slug', { schema: zSlug }) slug: string): Promise<StreamReplayView> {
    const told = respond(await this.replays.execute(slug));
    return replayView(told, await this.replays.goodsNow(told));
  }

  @Get(ROUTES.replayChapters)
  @Public()
  @Header('content-type', VTT)
  @Cacheable(60)
  @ApiOperation({ summary: 'Chapters of a recording as WebVTT: what came to the table, for a player’s own menu' })
  @ApiProduces('text/vtt')
  async chapters(@Param('slug', { schema: zSlug }) slug: string): Promise<string> {
    const { replay, recording } = respond(await this.replays.execute(slug));
    return chapterTrack(replay, recording);
  }

  @Get(ROUTES.replayProducts)
  @Public()
  @Header('content-type', VTT)
  @Cacheable(60)
  @ApiOperation({ summary: 'Product cues of a recording as WebVTT metadata: JSON of what stands on the table' })
  @ApiProduces('text/vtt')
  async products(@Param('slug', { schema: zSlug }) slug: string): Promise<string> {
    const { replay, recording } = respond(await this.replays.execute(slug));
    return productTrack(replay, recording);
  }
}
