import { Controller, Get, Header } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ROUTES, zScorecard, type ScorecardWire } from '@sidestall/contracts';
import { Scorecards } from '@sidestall/engine';
import { CurrentRetailer, RetailerKey, type RetailerIdentity } from '../http/access.ts';

@ApiTags('partner')
@ApiBearerAuth()
@Controller()
export class ScorecardController {
  constructor(private readonly scorecards: Scorecards) {}

  @Get(ROUTES.partnerScorecard)
  @RetailerKey()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'How well you keep your word: acceptance, lateness, cancellation, returns' })
  @ApiOkResponse({ standardSchema: zScorecard })
  async show(@CurrentRetailer() { retailerId }: RetailerIdentity): Promise<ScorecardWire> {
    return await this.scorecards.shownTo(retailerId);
  }
}
