import { Inject, Injectable } from '@nestjs/common';
import { isId, type OrderId } from '@sidestall/kernel';
import { planRefund } from '@sidestall/payments';
import { SaleStore } from '../../ledger/sale.store.ts';
import { Database, type Tx } from '../../platform/database.ts';
import { Handles, type JobAgain, type JobHandler } from '../../platform/job-handler.ts';
import { PaymentStore } from '../payment.store.ts';
import { CHECKOUT_DRIVER, type CheckoutDriver, type RefundSnapshot } from '../stripe/checkout-driver.ts';
import { BookRefund } from './book-refund.ts';
import { syncRefund } from './jobs.ts';
import { RefundRecord } from './refund-record.ts';
import { RefundStore } from './refund.store.ts';
import { soldItems } from './sold-items.ts';

/**
 * Asks where a mentioned refund is and writes it down. One that a person made in Stripe's own dashboard is taken in: its
 * amount comes from everything that was paid, in proportion.
 */
@Injectable()
@Handles(syncRefund)
export class SyncRefundHandler implements JobHandler<typeof syncRefund> {
  constructor(
    private readonly database: Database,
    private readonly refunds: RefundStore,
    private readonly payments: PaymentStore,
    private readonly sales: SaleStore,
    private readonly booking: BookRefund,
    private readonly record: RefundRecord,
    @Inject(CHECKOUT_DRIVER) private readonly driver: CheckoutDriver,
  ) {}

  async handle({ stripeRefund }: { readonly stripeRefund: string }): Promise<void | JobAgain> {
    const answer = await this.driver.lookRefund(stripeRefund);
    // Stripe knows no such refund, and will not know it later: nothing is to be taken in.
    if (!answer.ok && answer.error.kind !== 'unavailable') return;
    if (!answer.ok) throw new Error(`Stripe did not answer: ${answer.error.message}`);
    const told = answer.value;
    return this.database.transaction(async (tx) => {
      const known = await this.refunds.byReference(tx, stripeRefund);
      if (known) return this.record.record(tx, known.id, told);
      // Ours, and its answer was lost: the event brings it.
      if (isId('rfd', told.refundId)) return this.record.record(tx, told.refundId, told);
      const orderId = told.payment && (await this.payments.orderOfIntent(tx, told.payment));
      if (orderId) return this.#takeIn(tx, orderId, told);
    });
  }

  async #takeIn(tx: Tx, orderId: OrderId, told: RefundSnapshot): Promise<void | JobAgain> {
    const sale = await this.sales.lock(tx, orderId);
    const known = await this.refunds.byReference(tx, told.reference);
    if (known) return this.record.record(tx, known.id, told);
    if (told.state === 'failed' || told.state === 'canceled') return;
    // The capture is written down soon; then it can be taken in.
    if (!sale) return { again: { seconds: 60 } };
    const items = soldItems(sale, await this.refunds.ofOrder(tx, orderId));
    const plan = planRefund(items, { amount: told.amount }, sale.currency);
    // More than we know to be left: nobody's share can pay it, and the reconciliation shows it to a person.
    if (!plan.ok) return;
    const refundId = await this.booking.execute(tx, sale, plan.value, {
      requestKey: told.reference,
      reason: 'other',
      note: 'Refunded at Stripe',
      askedBy: 'stripe',
    });
    await this.record.record(tx, refundId, told);
  }
}
