import { Injectable } from '@nestjs/common';
import type { OrderId } from '@sidestall/kernel';
import { SaleStore } from '../../ledger/sale.store.ts';
import { Database } from '../../platform/database.ts';
import { Handles, type JobAgain, type JobHandler } from '../../platform/job-handler.ts';
import { PaymentStore } from '../payment.store.ts';
import { DisputeRecord } from './dispute-record.ts';
import { DisputeGateway } from './dispute.gateway.ts';
import { syncDispute } from './jobs.ts';

/** Asks where a mentioned dispute is and writes it down. One of a charge that is not ours is left alone. */
@Injectable()
@Handles(syncDispute)
export class SyncDisputeHandler implements JobHandler<typeof syncDispute> {
  constructor(
    private readonly database: Database,
    private readonly gateway: DisputeGateway,
    private readonly payments: PaymentStore,
    private readonly sales: SaleStore,
    private readonly record: DisputeRecord,
  ) {}

  async handle({ stripeDispute }: { readonly stripeDispute: string }): Promise<void | JobAgain> {
    const answer = await this.gateway.look(stripeDispute);
    if (!answer.ok) throw new Error(`Stripe did not answer: ${answer.error.message}`);
    const told = answer.value;
    const orderId = told.payment && (await this.payments.orderOfIntent(this.database, told.payment));
    if (!orderId) return;
    // Disputed within the second it was taken: the sale is written down any moment.
    if (!(await this.#isSold(orderId))) return { again: { seconds: 5 } };
    await this.database.transaction((tx) => this.record.record(tx, orderId, told));
  }

  async #isSold(orderId: OrderId): Promise<boolean> {
    return (await this.sales.find(this.database, orderId)) !== null;
  }
}
