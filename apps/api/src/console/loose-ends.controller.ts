import { Body, Controller, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCookieAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  ROUTES,
  zId,
  zLooseEndQuery,
  zLooseEnds,
  zSettled,
  zSettleParcelRequest,
  type LooseEndQuery,
  type LooseEnds,
  type SettleParcelRequest,
} from '@sidestall/contracts';
import { GivenUpJobs, StrayParcels } from '@sidestall/engine';
import type { Id } from '@sidestall/kernel';
import { z } from 'zod';
import { CurrentMember, Operator, type MemberIdentity } from '../http/access.ts';
import { respond } from '../http/failure.exception.ts';

const zEventId = z.string().regex(/^\d{1,18}$/, 'must be the id of a parcel listed here');

/** What the house could not finish by itself and a person has to see to. */
@ApiTags('console')
@ApiCookieAuth()
@Controller()
export class LooseEndsController {
  constructor(
    private readonly jobs: GivenUpJobs,
    private readonly parcels: StrayParcels,
  ) {}

  @Get(ROUTES.consoleLooseEnds)
  @Operator()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Work that was given up, the newest first, and parcels that nobody waits for' })
  @ApiOkResponse({ standardSchema: zLooseEnds })
  async list(@Query({ schema: zLooseEndQuery }) { cursor, limit }: LooseEndQuery): Promise<LooseEnds> {
    const [jobs, parcels, ofJobs, ofParcels] = await Promise.all([
      this.jobs.list(cursor ?? null, limit + 1),
      this.parcels.list(),
      this.jobs.count(),
      this.parcels.count(),
    ]);
    const page = jobs.slice(0, limit);
    return {
      jobs: page.map(({ payload, createdAt, gaveUpAt, ...job }) => ({
        ...job,
        about: payload,
        createdAt: createdAt.toISOString(),
        gaveUpAt: gaveUpAt?.toISOString() ?? null,
      })),
      moreJobs: jobs.length > page.length ? page.at(-1)!.id : null,
      parcels: parcels.map(({ reportedAt, ...parcel }) => ({ ...parcel, reportedAt: reportedAt.toISOString() })),
      count: ofJobs + ofParcels,
    };
  }

  @Post(ROUTES.consoleTryJobAgain)
  @HttpCode(200)
  @Operator()
  @ApiOperation({ summary: 'Its cause is mended: try it again, as often as at first' })
  @ApiOkResponse({ standardSchema: zSettled })
  async tryAgain(
    @CurrentMember() { memberId }: MemberIdentity,
    @Param('id', { schema: zId('obx') }) id: Id<'obx'>,
  ): Promise<{ id: string }> {
    respond(await this.jobs.tryAgain(id, memberId));
    return { id };
  }

  @Post(ROUTES.consoleDropJob)
  @HttpCode(200)
  @Operator()
  @ApiOperation({ summary: 'It is not needed any more: let it be' })
  @ApiOkResponse({ standardSchema: zSettled })
  async drop(
    @CurrentMember() { memberId }: MemberIdentity,
    @Param('id', { schema: zId('obx') }) id: Id<'obx'>,
  ): Promise<{ id: string }> {
    respond(await this.jobs.drop(id, memberId));
    return { id };
  }

  @Post(ROUTES.consoleSettleParcel)
  @HttpCode(200)
  @Operator()
  @ApiOperation({ summary: 'It is agreed what becomes of a parcel that nobody waits for' })
  @ApiOkResponse({ standardSchema: zSettled })
  async settle(
    @CurrentMember() { memberId }: MemberIdentity,
    @Param('id', { schema: zEventId }) id: string,
    @Body({ schema: zSettleParcelRequest }) { note }: SettleParcelRequest,
  ): Promise<{ id: string }> {
    respond(await this.parcels.settle(id, { kind: 'operator', id: memberId }, note));
    return { id };
  }
}
