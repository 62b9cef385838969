import { Controller, Get, Header, Param, Post, Query, Req } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiCookieAuth,
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { ROUTES, zId, zImportReport, type ImportReport } from '@sidestall/contracts';
import type { BrandId, Id } from '@sidestall/kernel';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CurrentMember, Member, type MemberIdentity } from '../http/access.ts';
import { respond } from '../http/failure.exception.ts';
import { zCurrency } from './currency.ts';
import { Uploads } from './uploads.ts';

const zBrandId = zId('brd');
const zImportQuery = z.object({ currency: zCurrency.default('EUR') });

@ApiTags('console')
@ApiCookieAuth()
@Controller()
export class ImportsController {
  constructor(private readonly uploads: Uploads) {}

  @Post(ROUTES.consoleImports)
  @Member()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Import a Shopify product CSV of at most 50 MB; sending it again changes nothing' })
  @ApiConsumes('text/csv')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiHeader({ name: 'X-File-Name', required: false, description: 'Percent-encoded; shown in the report' })
  @ApiCreatedResponse({ standardSchema: zImportReport })
  async create(
    @CurrentMember() member: MemberIdentity,
    @Param('brandId', { schema: zBrandId }) brandId: BrandId,
    @Query({ schema: zImportQuery }) { currency }: z.infer<typeof zImportQuery>,
    @Req() request: FastifyRequest,
  ): Promise<ImportReport> {
    return respond(await this.uploads.take(member, brandId, currency, request));
  }

  @Get(ROUTES.consoleImport)
  @Member()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'What an import did, row by row' })
  @ApiOkResponse({ standardSchema: zImportReport })
  async show(
    @CurrentMember() member: MemberIdentity,
    @Param('brandId', { schema: zBrandId }) brandId: BrandId,
    @Param('id', { schema: zId('imp') }) id: Id<'imp'>,
  ): Promise<ImportReport> {
    return respond(await this.uploads.report(member, brandId, id));
  }
}
