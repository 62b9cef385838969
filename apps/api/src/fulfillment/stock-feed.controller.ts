import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ROUTES, zStockAnswer, zStockFeed, type StockAnswer, type StockFeedWire } from '@sidestall/contracts';
import { TakeStockCounts } from '@sidestall/engine';
import { CurrentRetailer, RetailerKey, type RetailerIdentity } from '../http/access.ts';
import { Idempotent } from '../http/idempotent.ts';

@ApiTags('partner')
@ApiBearerAuth()
@Controller()
export class StockFeedController {
  constructor(private readonly taking: TakeStockCounts) {}

  @Post(ROUTES.partnerStock)
  @HttpCode(200)
  @RetailerKey('stock:write')
  @Idempotent()
  @ApiOperation({
    summary:
      'What lies on your shelves, some or all of it, as of the moment you counted; what buyers hold stays theirs',
  })
  @ApiOkResponse({ standardSchema: zStockAnswer })
  async take(
    @CurrentRetailer() { retailerId }: RetailerIdentity,
    @Body({ schema: zStockFeed }) feed: StockFeedWire,
  ): Promise<StockAnswer> {
    const counts = feed.counts.map((count) => ({ ...count, asOf: new Date(count.asOf) }));
    return { counts: await this.taking.execute(retailerId, counts) };
  }
}
