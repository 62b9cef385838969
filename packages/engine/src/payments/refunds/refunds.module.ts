import { Module } from '@nestjs/common';
import { subscribe } from '../../platform/fact.ts';
import { DisputeStore } from '../disputes/dispute.store.ts';
import { refundMentioned } from '../facts.ts';
import { PaymentsModule } from '../payments.module.ts';
import { BookRefund } from './book-refund.ts';
import { FetchBackHandler } from './fetch-back.ts';
import { IssueRefundHandler } from './issue-refund.ts';
import { syncRefund } from './jobs.ts';
import { RefundOrder } from './refund-order.ts';
import { RefundReader } from './refund-reader.ts';
import { RefundRecord } from './refund-record.ts';
import { RefundStore } from './refund.store.ts';
import { RequestRefund } from './request-refund.ts';
import { ReversalRecord } from './reversal-record.ts';
import { ReversalGateway } from './reversal.gateway.ts';
import { ReversalStore } from './reversal.store.ts';
import { SaleReturns } from './sale-returns.ts';
import { SyncRefundHandler } from './sync-refund.ts';
import { WatchRefundHandler } from './watch-refund.ts';

export const refundSubscriptions = [subscribe(refundMentioned, syncRefund)];

/** Money back to buyers, and from those who had their share of it already. */
@Module({
  imports: [PaymentsModule],
  providers: [
    BookRefund,
    DisputeStore,
    FetchBackHandler,
    IssueRefundHandler,
    RefundOrder,
    RefundReader,
    RefundRecord,
    RefundStore,
    RequestRefund,
    ReversalGateway,
    ReversalRecord,
    ReversalStore,
    SaleReturns,
    SyncRefundHandler,
    WatchRefundHandler,
  ],
  exports: [DisputeStore, PaymentsModule, RefundOrder, RefundReader, RequestRefund, ReversalStore, SaleReturns],
})
export class RefundsModule {}
