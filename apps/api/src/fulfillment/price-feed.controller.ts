import { Body, Controller, HttpCode, Post, Query, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  ROUTES,
  zPriceAnswer,
  zPriceFeed,
  zPriceFileReport,
  zStockFileQuery,
  type PriceAnswer,
  type PriceFeedWire,
  type PriceFileReport,
} from '@sidestall/contracts';
import { ReceivePriceFile, TakePrices } from '@sidestall/engine';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { CurrentRetailer, RetailerKey, type RetailerIdentity } from '../http/access.ts';
import { Idempotent } from '../http/idempotent.ts';
import { receiveFile } from './arriving-file.ts';

@ApiTags('partner')
@ApiBearerAuth()
@Controller()
export class PriceFeedController {
  constructor(
    private readonly taking: TakePrices,
    private readonly receiving: ReceivePriceFile,
  ) {}

  @Post(ROUTES.partnerPrices)
  @HttpCode(200)
  @RetailerKey('stock:write')
  @Idempotent()
  @ApiOperation({
    summary:
      'What you charge for one unit of your SKUs, some or all; who is asked for an order may depend on it, what buyers pay does not',
  })
  @ApiOkResponse({ standardSchema: zPriceAnswer })
  async take(
    @CurrentRetailer() { retailerId }: RetailerIdentity,
    @Body({ schema: zPriceFeed }) feed: PriceFeedWire,
  ): Promise<PriceAnswer> {
    const prices = feed.prices.map((price) => ({ ...price, asOf: new Date(price.asOf) }));
    return { prices: await this.taking.execute(retailerId, prices) };
  }

  @Post(ROUTES.partnerPriceFiles)
  @HttpCode(200)
  @RetailerKey('stock:write')
  @ApiOperation({
    summary:
      'Your prices as one file of at most 1,000,000 rows and 200 MB; all of it is applied at once, half a file is not applied',
  })
  @ApiConsumes('text/csv', 'application/x-ndjson')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiOkResponse({ standardSchema: zPriceFileReport })
  async takeFile(
    @CurrentRetailer() { retailerId }: RetailerIdentity,
    @Query({ schema: zStockFileQuery }) { asOf }: z.infer<typeof zStockFileQuery>,
    @Req() request: FastifyRequest,
  ): Promise<PriceFileReport> {
    return await receiveFile(request, (file) => this.receiving.execute(retailerId, { ...file, asOf }));
  }
}
