import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ROUTES, zStreamList, zStreamView, type StreamView } from '@sidestall/contracts';
import { StreamReads } from '@sidestall/engine';
import { z } from 'zod';
import { Public } from '../http/access.ts';
import { respond } from '../http/failure.exception.ts';
import { StreamsPresenter } from './streams.presenter.ts';

const zSlug = z.string().min(1).max(100);

@ApiTags('streams')
@Controller()
export class StreamsController {
  constructor(
    private readonly reads: StreamReads,
    private readonly presenter: StreamsPresenter,
  ) {}

  @Get(ROUTES.streams)
  @Public()
  @Header('cache-control', 'public, max-age=5')
  @ApiOperation({ summary: 'Streams, the live ones first' })
  @ApiOkResponse({ standardSchema: zStreamList })
  async list(): Promise<{ streams: StreamView[] }> {
    return this.presenter.streams(await this.reads.list());
  }

  @Get(ROUTES.stream)
  @Public()
  @Header('cache-control', 'public, max-age=5')
  @ApiOperation({ summary: 'One stream by its slug or id, with all that a storefront needs to begin' })
  @ApiOkResponse({ standardSchema: zStreamView })
  async show(@Param('slug', { schema: zSlug }) slug: string): Promise<StreamView> {
    return this.presenter.stream(respond(await this.reads.find(slug)));
  }
}
