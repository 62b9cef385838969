import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  ROUTES,
  zId,
  zPromiseKeys,
  zPromiseReceipt,
  type PromiseKeys,
  type PromiseReceipt,
} from '@sidestall/contracts';
import { PromiseReceipts } from '@sidestall/engine';
import type { OrderId } from '@sidestall/kernel';
import { OrderToken, Public } from '../http/access.ts';
import { respond } from '../http/failure.exception.ts';

@ApiTags('orders')
@Controller()
export class PromiseReceiptsController {
  constructor(private readonly receipts: PromiseReceipts) {}

  @Get(ROUTES.promiseReceipt)
  @OrderToken()
  @Header('cache-control', 'no-store')
  @Header('content-disposition', 'attachment; filename="promise-receipt.json"')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'What you were shown when you paid, sealed: see docs/promise-receipt.md' })
  @ApiOkResponse({ standardSchema: zPromiseReceipt })
  async receipt(@Param('id', { schema: zId('ord') }) id: OrderId): Promise<PromiseReceipt> {
    return respond(await this.receipts.find(id));
  }

  @Get(ROUTES.promiseKeys)
  @Public()
  @Header('cache-control', 'public, max-age=300')
  @ApiOperation({ summary: 'The keys that promise receipts are checked with' })
  @ApiOkResponse({ standardSchema: zPromiseKeys })
  keys(): Promise<PromiseKeys> {
    return this.receipts.keys();
  }
}
