import { Injectable } from '@nestjs/common';
import type { DisputeId } from '@sidestall/kernel';
import { isDisputeOver } from '@sidestall/payments';
import { Database } from '../../platform/database.ts';
import { Handles, type JobAgain, type JobHandler } from '../../platform/job-handler.ts';
import { DisputeRecord } from './dispute-record.ts';
import { DisputeGateway } from './dispute.gateway.ts';
import { DisputeStore } from './dispute.store.ts';
import { watchDispute } from './jobs.ts';

const HOUR = 3_600;

/** Looks at an open dispute every few hours, in case no event says how it went on. */
@Injectable()
@Handles(watchDispute)
export class WatchDisputeHandler implements JobHandler<typeof watchDispute> {
  constructor(
    private readonly database: Database,
    private readonly disputes: DisputeStore,
    private readonly gateway: DisputeGateway,
    private readonly record: DisputeRecord,
  ) {}

  async handle({ disputeId }: { readonly disputeId: DisputeId }): Promise<void | JobAgain> {
    const dispute = await this.disputes.find(this.database, disputeId);
    if (!dispute) return;
    const answer = await this.gateway.look(dispute.reference);
    if (!answer.ok) throw new Error(`Stripe did not answer: ${answer.error.message}`);
    const told = answer.value;
    await this.database.transaction((tx) => this.record.record(tx, dispute.orderId, told));
    return told.status && isDisputeOver(told.status) ? undefined : { again: { seconds: 6 * HOUR } };
  }
}
