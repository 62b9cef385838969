import { Body, Controller, Get, Header, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiCookieAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  ROUTES,
  zChangeRetailerRequest,
  zDeadlines,
  zHouseRetailer,
  zHouseRetailers,
  zId,
  zPreviewDeadlinesRequest,
  type ChangeRetailerRequest,
  type DeadlinesWire,
  type HouseRetailersWire,
  type HouseRetailerWire,
  type PreviewDeadlinesRequest,
} from '@sidestall/contracts';
import { RetailerSettings } from '@sidestall/engine';
import type { RetailerId } from '@sidestall/kernel';
import { Operator } from '../http/access.ts';
import { respond } from '../http/failure.exception.ts';
import { Repeatable } from '../http/idempotent.ts';

/** Retailers as the house agreed with them. */
@ApiTags('console')
@ApiCookieAuth()
@Controller()
export class HouseRetailersController {
  constructor(private readonly settings: RetailerSettings) {}

  @Get(ROUTES.consoleHouseRetailers)
  @Operator()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'All retailers of the house, in the order of their priority' })
  @ApiOkResponse({ standardSchema: zHouseRetailers })
  async list(): Promise<HouseRetailersWire> {
    return { retailers: await this.settings.list() };
  }

  @Get(ROUTES.consoleHouseRetailer)
  @Operator()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'What routing goes by, and what was agreed on days, hours and silence' })
  @ApiOkResponse({ standardSchema: zHouseRetailer })
  async find(@Param('id', { schema: zId('ret') }) id: RetailerId): Promise<HouseRetailerWire> {
    return respond(await this.settings.find(id));
  }

  @Put(ROUTES.consoleHouseRetailer)
  @Operator()
  @Repeatable()
  @ApiOperation({
    summary: 'Change a retailer, for orders from now on',
    description: 'Name the version you read; when somebody else was quicker, nothing changes.',
  })
  @ApiOkResponse({ standardSchema: zHouseRetailer })
  async change(
    @Param('id', { schema: zId('ret') }) id: RetailerId,
    @Body({ schema: zChangeRetailerRequest }) request: ChangeRetailerRequest,
  ): Promise<HouseRetailerWire> {
    return respond(await this.settings.change(id, request));
  }

  @Post(ROUTES.consolePreviewDeadlines)
  @HttpCode(200)
  @Operator()
  @Repeatable()
  @ApiOperation({ summary: 'The deadlines of an order asked for now, by terms that need not be saved' })
  @ApiOkResponse({ standardSchema: zDeadlines })
  async preview(
    @Body({ schema: zPreviewDeadlinesRequest }) { terms }: PreviewDeadlinesRequest,
  ): Promise<DeadlinesWire> {
    const { askedAt, acceptBy, shipBy, autoCancelAt } = respond(await this.settings.preview(terms));
    return {
      askedAt: askedAt.toISOString(),
      acceptBy: acceptBy.toISOString(),
      shipBy: shipBy.toISOString(),
      autoCancelAt: autoCancelAt.toISOString(),
    };
  }
}
