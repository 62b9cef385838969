import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database.ts';
import { Handles, type JobHandler, type JobRun } from '../../platform/job-handler.ts';
import { BalanceGateway } from '../stripe/balance.gateway.ts';
import { ConnectGateway } from '../stripe/connect.gateway.ts';
import { PartyStanding } from './party-standing.ts';
import { PayoutMirror } from './payout-mirror.ts';
import { sweepAccounts } from './jobs.ts';

const BATCH = 50;

/** Looks at accounts nobody has looked at for a while: often while they cannot be paid, daily when they can. */
@Injectable()
@Handles(sweepAccounts)
export class SweepAccountsHandler implements JobHandler<typeof sweepAccounts> {
  constructor(
    private readonly database: Database,
    private readonly accounts: ConnectGateway,
    private readonly balance: BalanceGateway,
    private readonly standing: PartyStanding,
    private readonly mirror: PayoutMirror,
  ) {}

  async handle(_: object, run: JobRun): Promise<void> {
    const due = await this.database.rows<{ account: string }>(
      `SELECT stripe_account AS account FROM ledger.party
        WHERE stripe_account IS NOT NULL AND transfers <> 'closed'
          AND (checked_at IS NULL OR checked_at < now() - CASE WHEN transfers = 'active' THEN interval '6 hours' ELSE interval '10 minutes' END)
        ORDER BY checked_at NULLS FIRST LIMIT $1`,
      [BATCH],
    );
    for (const { account } of due) {
      if (run.signal.aborted) return;
      const told = await this.accounts.look(account);
      if (!told.ok) continue; // Its turn comes again.
      const payouts = await this.balance.payouts(account);
      await this.database.transaction(async (tx) => {
        await this.standing.record(tx, told.value);
        if (payouts.ok) for (const payout of payouts.value) await this.mirror.record(tx, account, payout);
      });
    }
  }
}
