import { Injectable } from '@nestjs/common';
import type { Failure } from '@sidestall/contracts';
import { err, ok, type BrandId, type OrderId, type RefundId, type Result } from '@sidestall/kernel';
import { planRefund, type RefundAsk, type RefundRefusal } from '@sidestall/payments';
import { SaleStore } from '../../ledger/sale.store.ts';
import type { Tx } from '../../platform/database.ts';
import { Outbox } from '../../platform/outbox.ts';
import { DisputeStore } from '../disputes/dispute.store.ts';
import { refundChanged } from '../facts.ts';
import { BookRefund } from './book-refund.ts';
import { issueRefund } from './jobs.ts';
import { RefundStore } from './refund.store.ts';
import { soldItems } from './sold-items.ts';

export type RefundFailure = Failure<
  | 'PAYMENTS.NOT_CAPTURED'
  | 'PAYMENTS.DISPUTED'
  | 'PAYMENTS.REFUND_TOO_MUCH'
  | 'PAYMENTS.REFUND_NOTHING'
  | 'ORDERING.LINE_UNKNOWN'
>;

export interface RefundWish {
  readonly orderId: OrderId;
  /** Names the decision: the same key never refunds twice. */
  readonly requestKey: string;
  readonly ask: RefundAsk;
  /** Whose lines it may touch; everybody's when there is none. */
  readonly brandId?: BrandId;
  readonly reason: string;
  readonly note?: string | null;
  readonly askedBy: string;
}

const REFUSALS: Readonly<Record<RefundRefusal, RefundFailure>> = {
  'unknown-line': { code: 'ORDERING.LINE_UNKNOWN', detail: 'One of the lines was not paid for in this order' },
  'too-much': {
    code: 'PAYMENTS.REFUND_TOO_MUCH',
    detail: 'Less than this is left to give back; look at the order again',
  },
  nothing: { code: 'PAYMENTS.REFUND_NOTHING', detail: 'Everything was given back already' },
};

/**
 * Decides on a refund: books it against everybody's shares at once and leaves carrying it out to the worker. The same
 * request again answers with the first refund.
 */
@Injectable()
export class RequestRefund {
  constructor(
    private readonly sales: SaleStore,
    private readonly refunds: RefundStore,
    private readonly disputes: DisputeStore,
    private readonly booking: BookRefund,
    private readonly outbox: Outbox,
  ) {}

  /** The caller undoes its transaction on a failure. */
  async execute(tx: Tx, wish: RefundWish): Promise<Result<RefundId, RefundFailure>> {
    const sale = await this.sales.lock(tx, wish.orderId);
    if (!sale)
      return err({ code: 'PAYMENTS.NOT_CAPTURED', detail: 'Cancel the order instead, or wait until it is paid' });
    const known = await this.refunds.byKey(tx, wish.orderId, wish.requestKey);
    if (known) return ok(known.id);
    if (await this.disputes.isBlocking(tx, wish.orderId)) {
      return err({
        code: 'PAYMENTS.DISPUTED',
        detail:
          'The buyer’s bank has taken the money back for now. Answer the dispute instead; a refund would pay twice.',
      });
    }
    const items = soldItems(sale, await this.refunds.ofOrder(tx, wish.orderId), wish.brandId);
    const plan = planRefund(items, wish.ask, sale.currency);
    if (!plan.ok) return err(REFUSALS[plan.error]);
    const id = await this.booking.execute(tx, sale, plan.value, {
      requestKey: wish.requestKey,
      reason: wish.reason,
      note: wish.note ?? null,
      askedBy: wish.askedBy,
    });
    await this.outbox.schedule(tx, issueRefund, { refundId: id }, { key: id });
    await this.outbox.publish(tx, refundChanged, { orderId: wish.orderId, refundId: id });
    return ok(id);
  }
}
