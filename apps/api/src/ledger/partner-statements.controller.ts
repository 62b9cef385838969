import { Controller, Get, Header, Query, type StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { ROUTES, zStatement, zStatementQuery, type Statement, type StatementQuery } from '@sidestall/contracts';
import { PartyReader, type PartyView } from '@sidestall/engine';
import { CurrentRetailer, RetailerKey, type RetailerIdentity } from '../http/access.ts';
import { FailureException } from '../http/failure.exception.ts';
import { StatementPresenter } from './statement.presenter.ts';

@ApiTags('partner')
@ApiBearerAuth()
@Controller()
export class PartnerStatementsController {
  constructor(
    private readonly parties: PartyReader,
    private readonly presenter: StatementPresenter,
  ) {}

  @Get(ROUTES.partnerStatement)
  @RetailerKey('money:read')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'What you earned, gave back and were paid in a period, in one currency' })
  @ApiOkResponse({ standardSchema: zStatement })
  async statement(
    @CurrentRetailer() retailer: RetailerIdentity,
    @Query({ schema: zStatementQuery }) query: StatementQuery,
  ): Promise<Statement> {
    return this.presenter.statement(await this.#own(retailer), query);
  }

  @Get(ROUTES.partnerStatementFile)
  @RetailerKey('money:read')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'The same as CSV (RFC 4180): amounts as decimals, their currency beside them' })
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  async file(
    @CurrentRetailer() retailer: RetailerIdentity,
    @Query({ schema: zStatementQuery }) query: StatementQuery,
  ): Promise<StreamableFile> {
    return this.presenter.file(await this.#own(retailer), query);
  }

  async #own({ retailerId }: RetailerIdentity): Promise<PartyView> {
    const [view] = await this.parties.list([retailerId]);
    if (!view) throw new FailureException({ code: 'LEDGER.PARTY_NOT_FOUND', detail: 'You have not sold anything yet' });
    return view;
  }
}
