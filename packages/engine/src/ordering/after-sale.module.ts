import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.ts';
import { InventoryModule } from '../inventory/inventory.module.ts';
import { DisputesModule } from '../payments/disputes/disputes.module.ts';
import { fraudSuspected, fraudWarningDecided } from '../payments/disputes/jobs.ts';
import { disputeChanged, refundChanged } from '../payments/facts.ts';
import { subscribe } from '../platform/fact.ts';
import { noteFraud, tellDispute, tellRefund } from './after-sale.jobs.ts';
import { BrandOrderReader } from './brand-order-reader.ts';
import { BrandRetailers } from './brand-retailers.ts';
import { DisputeNews } from './dispute-news.ts';
import { AnswerDispute } from './disputes/answer-dispute.ts';
import { EvidenceRecords } from './disputes/evidence-records.ts';
import { prepareEvidence, PrepareEvidenceHandler, SendEvidenceHandler } from './disputes/evidence.jobs.ts';
import { ShippedParcels } from './disputes/shipped-parcels.ts';
import { FraudNote } from './fraud-note.ts';
import { LineSourceStore } from './line-source.store.ts';
import { OrderStory } from './order-story.ts';
import { OrderingModule } from './ordering.module.ts';
import { PaymentDoubts } from './payment-doubts.ts';
import { RefundMails } from './refund-mails.ts';
import { RefundNews } from './refund-news.ts';
import { AskReturn } from './returns/ask-return.ts';
import { AuthorizeReturn } from './returns/authorize-return.ts';
import { BeginReturn } from './returns/begin-return.ts';
import { CloseReturn } from './returns/close-return.ts';
import { InspectReturn } from './returns/inspect-return.ts';
import { JudgeReturn } from './returns/judge-return.ts';
import { OpenReturns } from './returns/open-returns.ts';
import { ReceiveReturn } from './returns/receive-return.ts';
import { ReturnCounts } from './returns/return-counts.ts';
import { ReturnMails } from './returns/return-mails.ts';
import { RestockReturn } from './returns/restock-return.ts';
import { ReturnPolicies } from './returns/return-policies.ts';
import { ReturnReader } from './returns/return-reader.ts';
import { SettleReturn } from './returns/settle-return.ts';
import { SweepReturnsHandler } from './returns/sweep-returns.ts';
import { TakeInReturn } from './returns/take-in-return.ts';
import { TrackReturn } from './returns/track-return.ts';
import { TurnReturn } from './returns/turn-return.ts';
import { Undelivered } from './returns/undelivered.ts';
import { StockNews } from './stock-news.ts';

export const afterSaleSubscriptions = [
  subscribe(refundChanged, tellRefund),
  subscribe(disputeChanged, tellDispute),
  subscribe(disputeChanged, prepareEvidence, ({ disputeId }) => ({ disputeId })),
  subscribe(fraudSuspected, noteFraud),
  subscribe(fraudWarningDecided, noteFraud),
];

/** What happens to an order after it was paid: returns, and the news of its refunds and disputes. */
@Module({
  imports: [IdentityModule, InventoryModule, OrderingModule, DisputesModule],
  providers: [
    AnswerDispute,
    AskReturn,
    AuthorizeReturn,
    BeginReturn,
    BrandOrderReader,
    BrandRetailers,
    CloseReturn,
    DisputeNews,
    EvidenceRecords,
    FraudNote,
    InspectReturn,
    JudgeReturn,
    LineSourceStore,
    OpenReturns,
    OrderStory,
    PaymentDoubts,
    PrepareEvidenceHandler,
    ReceiveReturn,
    RefundMails,
    RefundNews,
    RestockReturn,
    ReturnCounts,
    ReturnMails,
    ReturnPolicies,
    ReturnReader,
    SendEvidenceHandler,
    SettleReturn,
    ShippedParcels,
    StockNews,
    SweepReturnsHandler,
    TakeInReturn,
    TrackReturn,
    TurnReturn,
    Undelivered,
  ],
  exports: [
    AnswerDispute,
    AskReturn,
    AuthorizeReturn,
    BrandOrderReader,
    BrandRetailers,
    CloseReturn,
    InspectReturn,
    PaymentDoubts,
    ReceiveReturn,
    ReturnCounts,
    ReturnPolicies,
    ReturnReader,
    ShippedParcels,
    TakeInReturn,
    TrackReturn,
    Undelivered,
    DisputesModule,
  ],
})
export class AfterSaleModule {}
