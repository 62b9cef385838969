import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database.ts';
import { Handles, type JobHandler } from '../../platform/job-handler.ts';
import { BalanceGateway } from '../stripe/balance.gateway.ts';
import { PayoutMirror } from './payout-mirror.ts';
import { syncPayout } from './jobs.ts';

/** Asks where a mentioned payout is and keeps it. */
@Injectable()
@Handles(syncPayout)
export class SyncPayoutHandler implements JobHandler<typeof syncPayout> {
  constructor(
    private readonly database: Database,
    private readonly gateway: BalanceGateway,
    private readonly mirror: PayoutMirror,
  ) {}

  async handle({ stripePayout, account }: { readonly stripePayout: string; readonly account?: string }): Promise<void> {
    const answer = await this.gateway.payout(stripePayout, account);
    if (answer.ok) return this.database.transaction((tx) => this.mirror.record(tx, account ?? null, answer.value));
    if (answer.error.kind === 'unavailable') throw new Error(`Stripe did not answer: ${answer.error.message}`);
  }
}
