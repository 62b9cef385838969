import { Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBearerAuth,
  ApiBody,
  ApiConsumes,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import {
  ROUTES,
  zId,
  zStockFileQuery,
  zStockFileReport,
  zStockFiles,
  type StockFileReport,
  type StockFilesView,
} from '@sidestall/contracts';
import { Database, ReceiveStockFile, StockFileStore } from '@sidestall/engine';
import { err, ok, type Id } from '@sidestall/kernel';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { CurrentRetailer, RetailerKey, type RetailerIdentity } from '../http/access.ts';
import { respond } from '../http/failure.exception.ts';
import { receiveFile } from './arriving-file.ts';

@ApiTags('partner')
@ApiBearerAuth()
@Controller()
export class StockFilesController {
  constructor(
    private readonly database: Database,
    private readonly receiving: ReceiveStockFile,
    private readonly files: StockFileStore,
  ) {}

  @Post(ROUTES.partnerStockFiles)
  @HttpCode(202)
  @RetailerKey('stock:write')
  @ApiOperation({
    summary:
      'Your whole stock as one file of at most 1,000,000 rows and 200 MB; sending it again changes nothing, half a file is not applied',
  })
  @ApiConsumes('text/csv', 'application/x-ndjson')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiAcceptedResponse({ standardSchema: zStockFileReport })
  async create(
    @CurrentRetailer() { retailerId }: RetailerIdentity,
    @Query({ schema: zStockFileQuery }) { asOf }: z.infer<typeof zStockFileQuery>,
    @Req() request: FastifyRequest,
  ): Promise<StockFileReport> {
    return await receiveFile(request, (file) => this.receiving.execute(retailerId, { ...file, asOf }));
  }

  @Get(ROUTES.partnerStockFiles)
  @RetailerKey('stock:write')
  @ApiOperation({ summary: 'The files of stock you sent, the newest first' })
  @ApiOkResponse({ standardSchema: zStockFiles })
  async list(@CurrentRetailer() { retailerId }: RetailerIdentity): Promise<StockFilesView> {
    return { files: await this.files.list(this.database, retailerId) };
  }

  @Get(ROUTES.partnerStockFile)
  @RetailerKey('stock:write')
  @ApiOperation({ summary: 'What became of a file of stock, and which of its rows cannot be read' })
  @ApiOkResponse({ standardSchema: zStockFileReport })
  async show(
    @CurrentRetailer() { retailerId }: RetailerIdentity,
    @Param('id', { schema: zId('skf') }) id: Id<'skf'>,
  ): Promise<StockFileReport> {
    const file = await this.files.find(this.database, id, retailerId);
    return respond(file ? ok(file) : err({ code: 'ORDERING.STOCK_FILE_NOT_FOUND' }));
  }
}
