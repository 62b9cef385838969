import { Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/catalog.module.ts';
import { InventoryModule } from '../inventory/inventory.module.ts';
import { intentMentioned } from '../payments/facts.ts';
import { TransfersModule } from '../payments/transfers/transfers.module.ts';
import { RefundsModule } from '../payments/refunds/refunds.module.ts';
import { DisputesModule } from '../payments/disputes/disputes.module.ts';
import { PaymentsModule } from '../payments/payments.module.ts';
import { subscribe } from '../platform/fact.ts';
import { DropsModule } from '../streams/drops/drops.module.ts';
import { StreamsModule } from '../streams/streams.module.ts';
import { CapsModule } from './caps/caps.module.ts';
import { CouponsModule } from './coupons/coupons.module.ts';
import { ConfirmOrder } from './confirm-order.ts';
import { syncPayment } from './facts.ts';
import { OrderClaims } from './order-claims.ts';
import { OrderLetters } from './order-letters.ts';
import { OrderMails } from './order-mails.ts';
import { OrderPayments } from './order-payments.ts';
import { OrderReader } from './order-reader.ts';
import { OrderTokens } from './order-tokens.ts';
import { OrderStore } from './order.store.ts';
import { OrderingService } from './ordering.service.ts';
import { ExpireOrderHandler, ReleasePaymentHandler, ResumePaymentHandler, SyncPaymentHandler } from './payment.jobs.ts';
import { ApproveOrder } from './approve-order.ts';
import { ApproveOrders } from './approve-orders.ts';
import { BeginOrders } from './begin-orders.ts';
import { GiveUpUnits } from './give-up-units.ts';
import { OrderAddress } from './order-address.ts';
import { TakeBack } from './take-back.ts';
import { GoodsLeft } from './goods-left.ts';
import { ClearPayment } from './clear-payment.ts';
import { HeldPayments } from './held-payments.ts';
import { RefusePayment } from './refuse-payment.ts';
import { EndOrder } from './end-order.ts';
import { LineSourceStore } from './line-source.store.ts';
import { OrderCapture } from './order-capture.ts';
import { PaymentLookUp } from './payment-look-up.ts';
import { PaymentWatch } from './payment-watch.ts';
import { SettleOrderHandler } from './settle-order.ts';
import { StopWaitingHandler } from './stop-waiting.ts';
import { SweepPaymentsHandler } from './sweep-payments.ts';
import { AuthorizeOrder } from './authorize-order.ts';
import { OrderReservation } from './order-reservation.ts';
import { PlaceOrder } from './place-order.ts';
import { BrandLinesReader } from './brand-lines.ts';
import { RoutableOrders } from './routable-orders.ts';
import { QuoteCheck } from './quote-check.ts';
import { QuoteLines } from './quote-lines.ts';
import { QuoteOrder } from './quote-order.ts';
import { QuoteStore } from './quote.store.ts';
import { RecordPayments } from './record-payments.ts';
import { Specials } from './specials.ts';
import { HouseSeal } from './house-seal.ts';
import { PromiseReceipts } from './promise-receipts.ts';
import { PromiseSeal } from './promise-seal.ts';
import { PromiseSigner } from './promise-signer.ts';
import { SplitPlanner } from './split-planner.ts';
import { ReturnWindow } from './returns/return-window.ts';
import { ReturnStore } from './returns/return.store.ts';
import { TurnstileModule } from './turnstile/turnstile.module.ts';
import { WaitlistModule } from './waitlist/waitlist.module.ts';
import { StockNews } from './stock-news.ts';

export const orderingSubscriptions = [subscribe(intentMentioned, syncPayment)];

@Module({
  imports: [
    CatalogModule,
    InventoryModule,
    StreamsModule,
    CouponsModule,
    CapsModule,
    WaitlistModule,
    TurnstileModule,
    DropsModule,
    PaymentsModule,
    DisputesModule,
    RefundsModule,
    TransfersModule,
  ],
  providers: [
    QuoteStore,
    StockNews,
    OrderStore,
    SplitPlanner,
    QuoteLines,
    QuoteOrder,
    QuoteCheck,
    Specials,
    OrderClaims,
    BeginOrders,
    PlaceOrder,
    OrderReservation,
    AuthorizeOrder,
    ConfirmOrder,
    OrderPayments,
    OrderLetters,
    OrderMails,
    PromiseSigner,
    HouseSeal,
    PromiseSeal,
    PromiseReceipts,
    OrderTokens,
    OrderReader,
    ReturnStore,
    ReturnWindow,
    OrderingService,
    SyncPaymentHandler,
    ResumePaymentHandler,
    ExpireOrderHandler,
    ReleasePaymentHandler,
    SettleOrderHandler,
    StopWaitingHandler,
    SweepPaymentsHandler,
    ApproveOrder,
    ApproveOrders,
    RecordPayments,
    ClearPayment,
    HeldPayments,
    RefusePayment,
    EndOrder,
    GiveUpUnits,
    OrderAddress,
    TakeBack,
    GoodsLeft,
    LineSourceStore,
    OrderCapture,
    RoutableOrders,
    BrandLinesReader,
    PaymentLookUp,
    PaymentWatch,
  ],
  exports: [
    ClearPayment,
    HeldPayments,
    RefusePayment,
    QuoteOrder,
    PlaceOrder,
    ConfirmOrder,
    OrderLetters,
    OrderReader,
    OrderStore,
    OrderTokens,
    OrderingService,
    GiveUpUnits,
    OrderAddress,
    TakeBack,
    HouseSeal,
    PromiseReceipts,
    ReturnStore,
    ReturnWindow,
    RoutableOrders,
    BrandLinesReader,
  ],
})
export class OrderingModule {}
