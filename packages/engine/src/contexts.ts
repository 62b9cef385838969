import type { Type } from '@nestjs/common';
import { CatalogModule } from './catalog/catalog.module.ts';
import { CertificateModule } from './fulfillment/certificate/certificate.module.ts';
import { FulfillmentModule, fulfillmentSubscriptions } from './fulfillment/fulfillment.module.ts';
import { PortalModule } from './fulfillment/portal/portal.module.ts';
import { ScorecardsModule } from './fulfillment/scorecards/scorecards.module.ts';
import { PartnerReturnsModule, partnerReturnSubscriptions } from './fulfillment/returns/partner-returns.module.ts';
import { OrdersModule } from './fulfillment/orders/orders.module.ts';
import { ParcelsModule, parcelSubscriptions } from './fulfillment/parcels/parcels.module.ts';
import { WebhooksModule } from './fulfillment/webhooks/webhooks.module.ts';
import { PricesModule } from './fulfillment/prices/prices.module.ts';
import { RoutingModule } from './fulfillment/routing/routing.module.ts';
import { IdentityModule } from './identity/identity.module.ts';
import { InventoryModule } from './inventory/inventory.module.ts';
import { LedgerModule } from './ledger/ledger.module.ts';
import { afterSaleSubscriptions, AfterSaleModule } from './ordering/after-sale.module.ts';
import { CartsModule } from './ordering/carts/carts.module.ts';
import { BackordersModule } from './ordering/backorders/backorders.module.ts';
import { CapsModule } from './ordering/caps/caps.module.ts';
import { TurnstileModule } from './ordering/turnstile/turnstile.module.ts';
import { CouponsModule } from './ordering/coupons/coupons.module.ts';
import { OrderingModule, orderingSubscriptions } from './ordering/ordering.module.ts';
import { StockFeedModule } from './ordering/stock-feed/stock-feed.module.ts';
import { WaitlistModule, waitlistSubscriptions } from './ordering/waitlist/waitlist.module.ts';
import { disputeSubscriptions, DisputesModule } from './payments/disputes/disputes.module.ts';
import { PartiesModule, partySubscriptions } from './payments/parties/parties.module.ts';
import { PaymentsModule } from './payments/payments.module.ts';
import { ReconciliationModule, reconciliationSubscriptions } from './payments/reconciliation/reconciliation.module.ts';
import { TransfersModule, transferSubscriptions } from './payments/transfers/transfers.module.ts';
import { refundSubscriptions, RefundsModule } from './payments/refunds/refunds.module.ts';
import type { Subscription } from './platform/fact.ts';
import { DropsModule } from './streams/drops/drops.module.ts';
import { StreamsModule, streamSubscriptions } from './streams/streams.module.ts';

/** Every context of the engine, lower ones first. */
export const contextModules: Type[] = [
  IdentityModule,
  CatalogModule,
  InventoryModule,
  LedgerModule,
  StreamsModule,
  DropsModule,
  PaymentsModule,
  PartiesModule,
  TransfersModule,
  ReconciliationModule,
  RefundsModule,
  DisputesModule,
  CouponsModule,
  CapsModule,
  TurnstileModule,
  WaitlistModule,
  CartsModule,
  OrderingModule,
  AfterSaleModule,
  BackordersModule,
  StockFeedModule,
  PricesModule,
  RoutingModule,
  WebhooksModule,
  FulfillmentModule,
  ScorecardsModule,
  OrdersModule,
  ParcelsModule,
  PartnerReturnsModule,
  CertificateModule,
  PortalModule,
];

/** Which facts set which jobs in motion, collected from the contexts that do the jobs. */
export const subscriptions: Subscription[] = [
  ...streamSubscriptions,
  ...partySubscriptions,
  ...transferSubscriptions,
  ...reconciliationSubscriptions,
  ...refundSubscriptions,
  ...disputeSubscriptions,
  ...orderingSubscriptions,
  ...waitlistSubscriptions,
  ...afterSaleSubscriptions,
  ...fulfillmentSubscriptions,
  ...parcelSubscriptions,
  ...partnerReturnSubscriptions,
];
