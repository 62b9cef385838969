import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database.ts';
import { Handles, type JobHandler } from '../../platform/job-handler.ts';
import { Outbox } from '../../platform/outbox.ts';
import { PaymentStore } from '../payment.store.ts';
import { DisputeGateway } from './dispute.gateway.ts';
import { FraudWarningStore } from './fraud-warning.store.ts';
import { fraudSuspected, syncFraudWarning } from './jobs.ts';

/** Asks what a card network suspects and writes it down, so that the seller may refund before it is disputed. */
@Injectable()
@Handles(syncFraudWarning)
export class SyncFraudWarningHandler implements JobHandler<typeof syncFraudWarning> {
  constructor(
    private readonly database: Database,
    private readonly gateway: DisputeGateway,
    private readonly payments: PaymentStore,
    private readonly warnings: FraudWarningStore,
    private readonly outbox: Outbox,
  ) {}

  async handle({ stripeWarning }: { readonly stripeWarning: string }): Promise<void> {
    const answer = await this.gateway.lookWarning(stripeWarning);
    if (!answer.ok) throw new Error(`Stripe did not answer: ${answer.error.message}`);
    const told = answer.value;
    const orderId = told.payment && (await this.payments.orderOfIntent(this.database, told.payment));
    if (!orderId) return;
    await this.database.transaction(async (tx) => {
      if (await this.warnings.keep(tx, { ...told, id: told.reference, orderId }))
        await this.outbox.publish(tx, fraudSuspected, { orderId, stripeWarning });
    });
  }
}
