import { Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/catalog.module.ts';
import { InventoryModule } from '../inventory/inventory.module.ts';
import { intentMentioned } from '../payments/facts.ts';
import { PaymentsModule } from '../payments/payments.module.ts';
import { subscribe } from '../platform/fact.ts';
import { StreamsModule } from '../streams/streams.module.ts';
import { ConfirmOrder } from './confirm-order.ts';
import { syncPayment } from './facts.ts';
import { OrderMails } from './order-mails.ts';
import { OrderPayments } from './order-payments.ts';
import { OrderReader } from './order-reader.ts';
import { OrderTokens } from './order-tokens.ts';
import { OrderStore } from './order.store.ts';
import { OrderingService } from './ordering.service.ts';
import {
  ExpireOrderHandler,
  ReleasePaymentHandler,
  ResumePaymentHandler,
  SettleOrderHandler,
  SyncPaymentHandler,
} from './payment.jobs.ts';
import { AuthorizeOrder } from './authorize-order.ts';
import { OrderReservation } from './order-reservation.ts';
import { PlaceOrder } from './place-order.ts';
import { QuoteOrder } from './quote-order.ts';
import { QuoteStore } from './quote.store.ts';
import { PromiseReceipts } from './promise-receipts.ts';
import { PromiseSeal } from './promise-seal.ts';
import { PromiseSigner } from './promise-signer.ts';
import { StockNews } from './stock-news.ts';

export const orderingSubscriptions = [subscribe(intentMentioned, syncPayment)];

@Module({
  imports: [CatalogModule, InventoryModule, StreamsModule, PaymentsModule],
  providers: [
    QuoteStore,
    StockNews,
    OrderStore,
    QuoteOrder,
    PlaceOrder,
    OrderReservation,
    AuthorizeOrder,
    ConfirmOrder,
    OrderPayments,
    OrderMails,
    PromiseSigner,
    PromiseSeal,
    PromiseReceipts,
    OrderTokens,
    OrderReader,
    OrderingService,
    SyncPaymentHandler,
    ResumePaymentHandler,
    ExpireOrderHandler,
    ReleasePaymentHandler,
    SettleOrderHandler,
  ],
  exports: [QuoteOrder, PlaceOrder, ConfirmOrder, OrderReader, OrderTokens, OrderingService, PromiseReceipts],
})
export class OrderingModule {}
