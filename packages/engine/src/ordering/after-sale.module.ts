import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.ts';
import { InventoryModule } from '../inventory/inventory.module.ts';
import { DisputesModule } from '../payments/disputes/disputes.module.ts';
import { fraudSuspected } from '../payments/disputes/jobs.ts';
import { disputeChanged, refundChanged } from '../payments/facts.ts';
import { subscribe } from '../platform/fact.ts';
import { noteFraud, tellDispute, tellRefund } from './after-sale.jobs.ts';
import { BrandOrderReader } from './brand-order-reader.ts';
import { DisputeNews } from './dispute-news.ts';
import { AnswerDispute } from './disputes/answer-dispute.ts';
import { EvidenceRecords } from './disputes/evidence-records.ts';
import { prepareEvidence, PrepareEvidenceHandler, SendEvidenceHandler } from './disputes/evidence.jobs.ts';
import { ShippedParcels } from './disputes/shipped-parcels.ts';
import { FraudNote } from './fraud-note.ts';
import { LineSourceStore } from './line-source.store.ts';
import { OrderStory } from './order-story.ts';
import { OrderingModule } from './ordering.module.ts';
import { RefundMails } from './refund-mails.ts';
import { RefundNews } from './refund-news.ts';
import { AskReturn } from './returns/ask-return.ts';
import { CloseReturn } from './returns/close-return.ts';
import { OpenReturns } from './returns/open-returns.ts';
import { ReceiveReturn } from './returns/receive-return.ts';
import { ReturnMails } from './returns/return-mails.ts';
import { RestockReturn } from './returns/restock-return.ts';
import { ReturnReader } from './returns/return-reader.ts';
import { StockNews } from './stock-news.ts';

export const afterSaleSubscriptions = [
  subscribe(refundChanged, tellRefund),
  subscribe(disputeChanged, tellDispute),
  subscribe(disputeChanged, prepareEvidence, ({ disputeId }) => ({ disputeId })),
  subscribe(fraudSuspected, noteFraud),
];

/** What happens to an order after it was paid: returns, and the news of its refunds and disputes. */
@Module({
  imports: [IdentityModule, InventoryModule, OrderingModule, DisputesModule],
  providers: [
    AnswerDispute,
    AskReturn,
    BrandOrderReader,
    CloseReturn,
    DisputeNews,
    EvidenceRecords,
    FraudNote,
    LineSourceStore,
    OpenReturns,
    OrderStory,
    PrepareEvidenceHandler,
    ReceiveReturn,
    RefundMails,
    RefundNews,
    RestockReturn,
    ReturnMails,
    ReturnReader,
    SendEvidenceHandler,
    ShippedParcels,
    StockNews,
  ],
  exports: [
    AnswerDispute,
    AskReturn,
    BrandOrderReader,
    CloseReturn,
    ReceiveReturn,
    ReturnReader,
    ShippedParcels,
    DisputesModule,
  ],
})
export class AfterSaleModule {}
