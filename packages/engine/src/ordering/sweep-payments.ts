import { Injectable } from '@nestjs/common';
import type { OrderId } from '@sidestall/kernel';
import { PaymentStore } from '../payments/payment.store.ts';
import { Database } from '../platform/database.ts';
import { Handles, type JobHandler } from '../platform/job-handler.ts';
import { Outbox } from '../platform/outbox.ts';
import { expireOrder, resumePayment, stopWaiting, sweepPayments, syncPayment } from './facts.ts';

/** How many stuck payments one sweep sets in motion; the next one takes the rest. */
const BATCH = 200;

/**
 * Finds payments that have stood still for too long, whatever was lost: a process, an answer, an event, a timer. Each is
 * given to the job that would have moved it; a job that waits already is not doubled.
 */
@Injectable()
@Handles(sweepPayments)
export class SweepPaymentsHandler implements JobHandler<typeof sweepPayments> {
  constructor(
    private readonly database: Database,
    private readonly payments: PaymentStore,
    private readonly outbox: Outbox,
  ) {}

  async handle(): Promise<void> {
    const stuck = await this.payments.stuck(this.database, BATCH);
    for (const { orderId, state } of stuck) {
      await this.database.transaction(async (tx) => {
        const of: { orderId: OrderId } = { orderId };
        switch (state) {
          case 'authorizing':
            return this.outbox.schedule(tx, resumePayment, of, { key: orderId });
          case 'requires_action':
          case 'failed':
            return this.outbox.schedule(tx, expireOrder, of, { key: orderId });
          case 'authorized':
            // Taken or let go without our hearing of it, perhaps; or nobody has noticed the time.
            await this.outbox.schedule(tx, syncPayment, of, { key: orderId });
            return this.outbox.schedule(tx, stopWaiting, of, { key: orderId });
          case 'captured':
          case 'canceled':
            return;
        }
      });
    }
  }
}
