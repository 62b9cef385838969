import { Inject, Injectable } from '@nestjs/common';
import type { Refund } from '@sidestall/contracts';
import { formatMoney, type OrderId, type RefundId } from '@sidestall/kernel';
import { PaymentStore, type PaymentRow } from '../payments/payment.store.ts';
import { RefundReader } from '../payments/refunds/refund-reader.ts';
import type { EngineConfig } from '../platform/config.ts';
import { Database, type Tx } from '../platform/database.ts';
import { Handles, type JobHandler } from '../platform/job-handler.ts';
import { ENGINE_CONFIG } from '../platform/tokens.ts';
import { tellRefund } from './after-sale.jobs.ts';
import { OrderStory } from './order-story.ts';
import { OrderStore, type OrderRow } from './order.store.ts';
import { RefundMails } from './refund-mails.ts';

const cardOf = (payment: PaymentRow | null): string | null =>
  payment?.cardLast4 ? `your ${payment.cardBrand ?? ''} card ending in ${payment.cardLast4}`.replace('  ', ' ') : null;

/** Tells of each refund what there is to tell now; each step of it once. */
@Injectable()
@Handles(tellRefund)
export class RefundNews implements JobHandler<typeof tellRefund> {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderStore,
    private readonly story: OrderStory,
    private readonly payments: PaymentStore,
    private readonly refunds: RefundReader,
    private readonly mails: RefundMails,
    @Inject(ENGINE_CONFIG) private readonly config: EngineConfig,
  ) {}

  async handle({ orderId, refundId }: { readonly orderId: OrderId; readonly refundId: RefundId }): Promise<void> {
    await this.database.transaction(async (tx) => {
      const order = await this.orders.lock(tx, orderId);
      const refund = (await this.refunds.ofOrder(tx, orderId)).find((one) => one.id === refundId);
      if (order && refund) await this.#tell(tx, order, refund);
    });
  }

  async #tell(tx: Tx, order: OrderRow, refund: Refund): Promise<void> {
    const amount = formatMoney(refund.amount);
    if (refund.state === 'pending' || refund.state === 'succeeded') {
      const isNews = await this.story.once(
        tx,
        order.id,
        'refund_sent',
        refund.id,
        `${amount} is on its way back to you`,
      );
      if (isNews) await this.mails.sent(tx, order, refund, cardOf(await this.payments.find(tx, order.id)));
    } else if (refund.state === 'failed') {
      const text = `A refund of ${amount} did not reach you; the shop has been told`;
      const lines = await this.orders.lines(tx, order.id);
      const brandIds = lines.map((line) => line.brandId);
      const isNews = await this.story.once(tx, order.id, 'refund_failed', refund.id, text);
      if (isNews) await this.mails.failed(tx, order, refund, brandIds, this.config.publicUrls.console);
    } else if (refund.state === 'canceled') {
      const text = `A refund of ${amount} was not made: ${refund.failureReason ?? 'it was canceled'}`;
      await this.story.once(tx, order.id, 'note_refund_canceled', refund.id, text);
    }
  }
}
