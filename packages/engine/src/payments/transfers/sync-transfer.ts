import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database.ts';
import { Handles, type JobHandler } from '../../platform/job-handler.ts';
import { TransferGateway } from '../stripe/transfer.gateway.ts';
import { TransferRecord } from './transfer-record.ts';
import { syncTransfer } from './jobs.ts';

/** Asks for a mentioned transfer and records it, in case our own call never heard its answer. */
@Injectable()
@Handles(syncTransfer)
export class SyncTransferHandler implements JobHandler<typeof syncTransfer> {
  constructor(
    private readonly database: Database,
    private readonly gateway: TransferGateway,
    private readonly record: TransferRecord,
  ) {}

  async handle({ stripeTransfer }: { readonly stripeTransfer: string }): Promise<void> {
    const answer = await this.gateway.look(stripeTransfer);
    if (answer.ok) return this.database.transaction((tx) => this.record.done(tx, answer.value));
    if (answer.error.kind === 'unavailable') throw new Error(`Stripe did not answer: ${answer.error.message}`);
  }
}
