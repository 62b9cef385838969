import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import {
  ROUTES,
  zId,
  zJoinedWaitlist,
  zWaitlistCardSetup,
  zWaitlistEntry,
  zWaitlistRequest,
  type JoinedWaitlist,
  type WaitlistCardSetup,
  type WaitlistEntry,
  type WaitlistRequest,
} from '@sidestall/contracts';
import { JoinWaitlist, LeaveWaitlist, WaitlistCards, WaitlistReader } from '@sidestall/engine';
import type { WaitlistEntryId } from '@sidestall/kernel';
import { Public, WaitlistToken } from '../http/access.ts';
import { respond } from '../http/failure.exception.ts';
import { Idempotent, Repeatable } from '../http/idempotent.ts';

@ApiTags('waitlist')
@Controller()
export class WaitlistController {
  constructor(
    private readonly joining: JoinWaitlist,
    private readonly leaving: LeaveWaitlist,
    private readonly cards: WaitlistCards,
    private readonly reader: WaitlistReader,
  ) {}

  @Post(ROUTES.waitlist)
  @Public()
  @Idempotent()
  @ApiOperation({ summary: 'Take a place in line for something sold out; one for each email and variant' })
  @ApiCreatedResponse({ standardSchema: zJoinedWaitlist })
  async join(@Body({ schema: zWaitlistRequest }) request: WaitlistRequest): Promise<JoinedWaitlist> {
    return respond(await this.reader.joined(respond(await this.joining.execute(request))));
  }

  @Get(ROUTES.waitlistEntry)
  @WaitlistToken()
  @ApiBearerAuth()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'See how far the line has come, and what is held for you' })
  @ApiOkResponse({ standardSchema: zWaitlistEntry })
  async show(@Param('id', { schema: zId('wle') }) id: WaitlistEntryId): Promise<WaitlistEntry> {
    return respond(await this.reader.find(id));
  }

  @Delete(ROUTES.waitlistEntry)
  @HttpCode(204)
  @WaitlistToken()
  @Repeatable()
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Leave the line; what is held for you goes to the next' })
  @ApiNoContentResponse()
  async leave(@Param('id', { schema: zId('wle') }) id: WaitlistEntryId): Promise<void> {
    respond(await this.leaving.execute(id));
  }

  @Post(ROUTES.waitlistCard)
  @HttpCode(200)
  @WaitlistToken()
  @Repeatable()
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Begin to save a card for the day a unit comes free; nothing is charged' })
  @ApiOkResponse({ standardSchema: zWaitlistCardSetup })
  async card(@Param('id', { schema: zId('wle') }) id: WaitlistEntryId): Promise<WaitlistCardSetup> {
    return respond(await this.cards.begin(id));
  }
}
