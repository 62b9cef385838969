import { Inject, Injectable } from '@nestjs/common';
import type { RefundId } from '@sidestall/kernel';
import { isRefundAlive } from '@sidestall/payments';
import { Database } from '../../platform/database.ts';
import { Handles, type JobAgain, type JobHandler } from '../../platform/job-handler.ts';
import { CHECKOUT_DRIVER, type CheckoutDriver } from '../stripe/checkout-driver.ts';
import { watchRefund } from './jobs.ts';
import { RefundRecord } from './refund-record.ts';
import { RefundStore } from './refund.store.ts';

const HOUR = 3_600;
const DAY = 24 * HOUR;
/** Banks send refunds back within weeks of taking them. */
const WATCHED_DAYS = 30;

/** Looks at a refund now and then while it may still change, in case no event says so. */
@Injectable()
@Handles(watchRefund)
export class WatchRefundHandler implements JobHandler<typeof watchRefund> {
  constructor(
    private readonly database: Database,
    private readonly refunds: RefundStore,
    private readonly record: RefundRecord,
    @Inject(CHECKOUT_DRIVER) private readonly driver: CheckoutDriver,
  ) {}

  async handle({ refundId }: { readonly refundId: RefundId }): Promise<void | JobAgain> {
    const refund = await this.refunds.find(this.database, refundId);
    if (!refund?.reference) return;
    const answer = await this.driver.lookRefund(refund.reference);
    if (!answer.ok) throw new Error(`Stripe did not answer: ${answer.error.message}`);
    await this.database.transaction((tx) => this.record.record(tx, refundId, answer.value));
    const now = (await this.refunds.find(this.database, refundId))!;
    if (!isRefundAlive(now.state)) {
      const isOut = answer.value.movement !== null && answer.value.returnMovement === null;
      return isOut ? { again: { seconds: HOUR } } : undefined;
    }
    if (now.state === 'pending') return { again: { seconds: HOUR } };
    const isWatched = await this.database.one(
      `SELECT 1 FROM payments.refund WHERE id = $1 AND created_at > now() - make_interval(days => $2)`,
      [refundId, WATCHED_DAYS],
    );
    return isWatched ? { again: { seconds: DAY } } : undefined;
  }
}
