import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiCookieAuth, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import {
  ROUTES,
  zId,
  zOnboardingLink,
  zOnboardingRequest,
  zParties,
  zStatement,
  zStatementQuery,
  type Party,
  type Statement,
  type StatementQuery,
} from '@sidestall/contracts';
import { OnboardParty, PartyReader, type PartyScope } from '@sidestall/engine';
import type { PartyId } from '@sidestall/kernel';
import { CurrentMember, Member, type MemberIdentity } from '../http/access.ts';
import { respond } from '../http/failure.exception.ts';
import { StatementPresenter } from '../ledger/statement.presenter.ts';

const zPartyId = zId('pty');

/** An operator sees everybody's books; a member those of their brands and creators. */
const scopeOf = (member: MemberIdentity): PartyScope =>
  member.isOperator ? 'all' : [...member.brandIds, ...member.creatorIds];

@ApiTags('console')
@ApiCookieAuth()
@Controller()
export class PartiesController {
  constructor(
    private readonly parties: PartyReader,
    private readonly onboarding: OnboardParty,
    private readonly presenter: StatementPresenter,
  ) {}

  @Get(ROUTES.consoleParties)
  @Member()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Who is owed money: your brands and creators, or everybody for an operator' })
  @ApiOkResponse({ standardSchema: zParties })
  async list(@CurrentMember() member: MemberIdentity): Promise<{ parties: Party[] }> {
    const views = await this.parties.list(scopeOf(member));
    return { parties: views.map((view) => this.presenter.party(view)) };
  }

  @Post(ROUTES.consoleOnboarding)
  @HttpCode(200)
  @Member()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'A link to the page of Stripe that asks what is needed to be paid; good for minutes' })
  @ApiOkResponse({ standardSchema: zOnboardingLink })
  async onboard(
    @CurrentMember() member: MemberIdentity,
    @Param('id', { schema: zPartyId }) id: PartyId,
    @Body({ schema: zOnboardingRequest }) { returnUrl }: { returnUrl: string },
  ): Promise<{ url: string; expiresAt: string }> {
    const { id: partyId } = respond(await this.parties.get(scopeOf(member), id));
    const link = respond(await this.onboarding.execute({ partyId, email: member.email, returnUrl }));
    return { url: link.url, expiresAt: link.expiresAt.toISOString() };
  }

  @Get(ROUTES.consoleStatement)
  @Member()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'What a party earned, gave back and was paid in a period, in one currency' })
  @ApiOkResponse({ standardSchema: zStatement })
  async statement(
    @CurrentMember() member: MemberIdentity,
    @Param('id', { schema: zPartyId }) id: PartyId,
    @Query({ schema: zStatementQuery }) query: StatementQuery,
  ): Promise<Statement> {
    return this.presenter.statement(respond(await this.parties.get(scopeOf(member), id)), query);
  }

  @Get(ROUTES.consoleStatementFile)
  @Member()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'The same as CSV (RFC 4180): amounts as decimals, their currency beside them' })
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  async file(
    @CurrentMember() member: MemberIdentity,
    @Param('id', { schema: zPartyId }) id: PartyId,
    @Query({ schema: zStatementQuery }) query: StatementQuery,
  ): Promise<StreamableFile> {
    return this.presenter.file(respond(await this.parties.get(scopeOf(member), id)), query);
  }
}
