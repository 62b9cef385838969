import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database.ts';
import { Handles, type JobAgain, type JobHandler } from '../../platform/job-handler.ts';
import { BalanceGateway } from '../stripe/balance.gateway.ts';
import { Reconciliations } from './reconciliations.ts';
import { ReconciliationStore } from './reconciliation.store.ts';
import { reconcilePayout } from './jobs.ts';

/** Once for each payout of ours whose movements Stripe has listed. */
@Injectable()
@Handles(reconcilePayout)
export class ReconcilePayoutHandler implements JobHandler<typeof reconcilePayout> {
  constructor(
    private readonly database: Database,
    private readonly gateway: BalanceGateway,
    private readonly store: ReconciliationStore,
    private readonly reconciliations: Reconciliations,
  ) {}

  async handle({
    stripePayout,
    account,
  }: {
    readonly stripePayout: string;
    readonly account?: string;
  }): Promise<void | JobAgain> {
    if (account) return;
    const answer = await this.gateway.payout(stripePayout);
    if (!answer.ok) {
      if (answer.error.kind === 'refused') return;
      throw new Error(`Stripe did not answer: ${answer.error.message}`);
    }
    const askedBy = `payout ${stripePayout}`;
    const { isAutomatic, isReconciled } = answer.value;
    if (!isAutomatic || !isReconciled || (await this.store.wasAskedBy(this.database, askedBy))) return;
    const started = await this.reconciliations.start(askedBy);
    return started.ok ? undefined : { again: { seconds: 60 } };
  }
}
