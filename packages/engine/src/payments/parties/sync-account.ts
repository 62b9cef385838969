import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database.ts';
import { Handles, type JobHandler } from '../../platform/job-handler.ts';
import { ConnectGateway } from '../stripe/connect.gateway.ts';
import { PartyStanding } from './party-standing.ts';
import { syncAccount } from './jobs.ts';

/** Asks where a mentioned account stands and records it. */
@Injectable()
@Handles(syncAccount)
export class SyncAccountHandler implements JobHandler<typeof syncAccount> {
  constructor(
    private readonly database: Database,
    private readonly gateway: ConnectGateway,
    private readonly standing: PartyStanding,
  ) {}

  async handle({ account }: { readonly account: string }): Promise<void> {
    const answer = await this.gateway.look(account);
    if (answer.ok) return this.database.transaction((tx) => this.standing.record(tx, answer.value));
    // An account that Stripe does not know is none of ours.
    if (answer.error.kind === 'unavailable') throw new Error(`Stripe did not answer: ${answer.error.message}`);
  }
}
