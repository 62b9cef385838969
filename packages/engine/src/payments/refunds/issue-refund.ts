import { Inject, Injectable } from '@nestjs/common';
import { money, type RefundId } from '@sidestall/kernel';
import { Database } from '../../platform/database.ts';
import { Faults } from '../../platform/faults.ts';
import { Handles, type JobAgain, type JobHandler, type JobRun } from '../../platform/job-handler.ts';
import { Outbox } from '../../platform/outbox.ts';
import { PaymentStore } from '../payment.store.ts';
import { CHECKOUT_DRIVER, type CheckoutDriver, type DriverTrouble } from '../stripe/checkout-driver.ts';
import { issueRefund, watchRefund } from './jobs.ts';
import { RefundRecord } from './refund-record.ts';
import { RefundStore, type RefundRow } from './refund.store.ts';

const HOUR = 3_600;
/** After so many tries without an answer, and nothing made, another key is asked under. */
const KEY_IS_SPENT_AFTER = 4;

/** Asks Stripe for a refund that was booked: the same key until there is an answer, and then writes the answer down. */
@Injectable()
@Handles(issueRefund)
export class IssueRefundHandler implements JobHandler<typeof issueRefund> {
  constructor(
    private readonly database: Database,
    private readonly refunds: RefundStore,
    private readonly payments: PaymentStore,
    private readonly record: RefundRecord,
    private readonly outbox: Outbox,
    private readonly faults: Faults,
    @Inject(CHECKOUT_DRIVER) private readonly driver: CheckoutDriver,
  ) {}

  async handle({ refundId }: { readonly refundId: RefundId }, run: JobRun): Promise<void | JobAgain> {
    const refund = await this.refunds.find(this.database, refundId);
    if (!refund || refund.reference || !['requested', 'pending'].includes(refund.state)) return;
    const payment = await this.payments.find(this.database, refund.orderId);
    if (!payment?.reference) throw new Error(`${refundId} gives back of a payment nobody knows`);
    // Asked before, and the answer never came: the refund itself is looked for before anybody asks again, since Stripe
    // forgets keys after a day and keeps even an error of its own under one.
    const mayBeMade = run.attempt > 1 || !(await this.refunds.isFresh(this.database, refundId));
    const made = mayBeMade ? await this.driver.findRefund(payment.reference, refundId) : null;
    if (made && !made.ok) throw new Error(`Stripe did not answer: ${made.error.message}`);
    // Once for each refund: a new key with every run would pay twice when an earlier ask is only slow.
    const isKeySpent = made?.value === null && run.attempt >= KEY_IS_SPENT_AFTER && refund.attempt === 1;
    const attempt = isKeySpent
      ? await this.database.transaction((tx) => this.refunds.tryAnew(tx, refundId))
      : refund.attempt;
    const answer =
      made?.ok && made.value
        ? made
        : await this.driver.refund({
            refundId,
            orderId: refund.orderId,
            reference: payment.reference,
            amount: money(refund.amountMinor, refund.currency),
            attempt,
            isFraud: refund.reason === 'fraud_warning',
          });
    await this.faults.at('issue-refund.refunded-before-record');
    if (!answer.ok) return this.#refused(refund, answer.error);
    const told = answer.value!;
    await this.database.transaction(async (tx) => {
      await this.record.record(tx, refundId, told);
      await this.outbox.schedule(tx, watchRefund, { refundId }, { key: refundId, after: { seconds: HOUR } });
    });
  }

  async #refused(refund: RefundRow, trouble: DriverTrouble): Promise<void | JobAgain> {
    switch (trouble.kind) {
      case 'unavailable':
        throw new Error(`Stripe did not answer: ${trouble.message}`);
      case 'short-of-funds':
        await this.database.transaction((tx) => this.refunds.tryAnew(tx, refund.id));
        return { again: { seconds: HOUR } };
      case 'disputed':
        return this.database.transaction((tx) =>
          this.record.giveUp(tx, refund.id, 'canceled', 'The buyer’s bank disputes the payment; the dispute decides'),
        );
      default:
        return this.database.transaction((tx) => this.record.giveUp(tx, refund.id, 'failed', trouble.message));
    }
  }
}
