import { Controller, Get, Header, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ROUTES, zDropList, zDropListQuery, type DropList, type DropListQuery } from '@sidestall/contracts';
import { Public } from '../http/access.ts';
import { respond } from '../http/failure.exception.ts';
import { DropsPresenter } from './drops.presenter.ts';

@ApiTags('products')
@Controller()
export class DropsController {
  constructor(private readonly presenter: DropsPresenter) {}

  // A kept answer tells an old time, and countdowns go by it: long enough to spare us a crowd, too short to mislead it.
  @Get(ROUTES.drops)
  @Public()
  @Header('cache-control', 'public, max-age=1')
  @ApiOperation({ summary: 'Drops that are open or to come: of a stream and its brands, of a brand, or of all' })
  @ApiOkResponse({ standardSchema: zDropList })
  async list(@Query({ schema: zDropListQuery }) query: DropListQuery): Promise<DropList> {
    return respond(await this.presenter.current(query));
  }
}
