import { Controller, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCookieAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ROUTES, zId, zReconciliation, zReconciliations, type Reconciliation } from '@sidestall/contracts';
import { Reconciliations, type ReconciliationId, type ReconciliationRow } from '@sidestall/engine';
import { CurrentMember, Operator, type MemberIdentity } from '../http/access.ts';
import { respond } from '../http/failure.exception.ts';

@ApiTags('console')
@ApiCookieAuth()
@Controller()
export class ReconciliationsController {
  constructor(private readonly reconciliations: Reconciliations) {}

  @Get(ROUTES.consoleReconciliations)
  @Operator()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Comparisons of the ledger with Stripe, the newest first' })
  @ApiOkResponse({ standardSchema: zReconciliations })
  async list(): Promise<{ reconciliations: Reconciliation[] }> {
    return { reconciliations: (await this.reconciliations.list()).map(present) };
  }

  @Post(ROUTES.consoleReconciliations)
  @HttpCode(200)
  @Operator()
  @ApiOperation({ summary: 'Compare now; it runs for a while, ask for it again until it has ended' })
  @ApiOkResponse({ standardSchema: zReconciliation })
  async run(@CurrentMember() member: MemberIdentity): Promise<Reconciliation> {
    return present(respond(await this.reconciliations.start(member.email)));
  }

  @Get(ROUTES.consoleReconciliation)
  @Operator()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'One comparison: both books by currency, and what was found' })
  @ApiOkResponse({ standardSchema: zReconciliation })
  async show(@Param('id', { schema: zId('rcn') }) id: ReconciliationId): Promise<Reconciliation> {
    return present(respond(await this.reconciliations.get(id)));
  }
}

const present = ({ id, state, askedBy, startedAt, endedAt, report }: ReconciliationRow): Reconciliation => ({
  id,
  state,
  askedBy,
  startedAt: startedAt.toISOString(),
  endedAt: endedAt?.toISOString() ?? null,
  movements: report?.movements ?? 0,
  currencies: (report?.currencies ?? []).map((each) => ({ ...each, categories: [...each.categories] })),
  findings: [...(report?.findings ?? [])],
});
