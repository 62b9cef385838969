import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  ROUTES,
  zPartnerEventPage,
  zPartnerEventQuery,
  type PartnerEventPage,
  type PartnerEventQuery,
} from '@sidestall/contracts';
import { PartnerFeed } from '@sidestall/engine';
import { CurrentRetailer, RetailerKey, type RetailerIdentity } from '../http/access.ts';

/** For retailers without a server: everything that webhooks say, to be fetched. */
@ApiTags('partner')
@ApiBearerAuth()
@Controller()
export class EventsController {
  constructor(private readonly feed: PartnerFeed) {}

  @Get(ROUTES.partnerEvents)
  @RetailerKey('orders:read')
  @ApiOperation({
    summary: 'Everything you are told, in order, to be fetched at your own pace',
    description:
      'The messages of your webhooks of the last thirty days, also without any endpoint. Work a page off, keep its cursor, ask for what is after it. Nothing is left out and the order of one fulfillment order is kept. Who has asked within fifteen minutes counts as reachable.',
  })
  @ApiOkResponse({ standardSchema: zPartnerEventPage })
  async page(
    @CurrentRetailer() { retailerId }: RetailerIdentity,
    @Query({ schema: zPartnerEventQuery }) { after, limit }: PartnerEventQuery,
  ): Promise<PartnerEventPage> {
    const { events, hasMore } = await this.feed.read(retailerId, Number(after ?? 0), limit);
    return { events, hasMore, cursor: events.at(-1)?.cursor ?? after ?? null };
  }
}
