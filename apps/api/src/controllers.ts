import type { Provider, Type } from '@nestjs/common';
import { DropsController } from './catalog/drops.controller.ts';
import { DropsPresenter } from './catalog/drops.presenter.ts';
import { ImportedStock } from './catalog/imported-stock.ts';
import { ImportsController } from './catalog/imports.controller.ts';
import { ProductShelf } from './catalog/product-shelf.ts';
import { ProductsController } from './catalog/products.controller.ts';
import { ProductsPresenter } from './catalog/products.presenter.ts';
import { Uploads } from './catalog/uploads.ts';
import { PartiesController } from './console/parties.controller.ts';
import { ReconciliationsController } from './console/reconciliations.controller.ts';
import { LiveDeskController } from './console/live-desk.controller.ts';
import { BrandOrdersPresenter } from './console/brand-orders.presenter.ts';
import { BrandPayables } from './console/brand-payables.ts';
import { CouponsController } from './console/coupons.controller.ts';
import { BrandDropsController } from './console/drops.controller.ts';
import { DisputesController } from './console/disputes.controller.ts';
import { DisputesPresenter } from './console/disputes.presenter.ts';
import { BrandOrdersController } from './console/orders.controller.ts';
import { HouseFulfillmentController } from './console/house-fulfillment.controller.ts';
import { HouseRetailersController } from './console/house-retailers.controller.ts';
import { LooseEndsController } from './console/loose-ends.controller.ts';
import { OrderFulfillmentController } from './console/order-fulfillment.controller.ts';
import { BrandRetailersController } from './console/retailers.controller.ts';
import { BrandReturnsController } from './console/returns.controller.ts';
import { ParcelsController } from './console/parcels.controller.ts';
import { BrandReceiptsController } from './console/brand-receipts.controller.ts';
import { RoutingController } from './console/routing.controller.ts';
import { SafetyStockController } from './console/safety-stock.controller.ts';
import { BrandSubstitutesController } from './console/substitutes.controller.ts';
import { BrandVariantsController } from './console/variants.controller.ts';
import { CertificatesController } from './fulfillment/certificates.controller.ts';
import { CancellationsController } from './fulfillment/cancellations.controller.ts';
import { OperatorOrdersController } from './fulfillment/operator-orders.controller.ts';
import { PartnerController } from './fulfillment/partner.controller.ts';
import { PartnerParcelsController } from './fulfillment/partner-parcels.controller.ts';
import { PartnerStepsController } from './fulfillment/partner-steps.controller.ts';
import { PartnerReturnsController } from './fulfillment/partner-returns.controller.ts';
import { ScorecardController } from './fulfillment/scorecard.controller.ts';
import { StockFeedController } from './fulfillment/stock-feed.controller.ts';
import { PriceFeedController } from './fulfillment/price-feed.controller.ts';
import { StockFilesController } from './fulfillment/stock-files.controller.ts';
import { SessionController } from './identity/session.controller.ts';
import { SessionPresenter } from './identity/session.presenter.ts';
import { Sessions } from './identity/sessions.ts';
import { SignInLimit } from './identity/sign-in-limit.ts';
import { AdmissionsController } from './ordering/admissions.controller.ts';
import { CartsController } from './ordering/carts.controller.ts';
import { OrdersController } from './ordering/orders.controller.ts';
import { OrdersPresenter } from './ordering/orders.presenter.ts';
import { PaymentChecksController } from './ordering/payment-checks.controller.ts';
import { PromiseReceiptsController } from './ordering/promise-receipts.controller.ts';
import { PartnerStatementsController } from './ledger/partner-statements.controller.ts';
import { StatementPresenter } from './ledger/statement.presenter.ts';
import { StripeThinWebhookController } from './payments/stripe-thin-webhook.controller.ts';
import { WaitlistController } from './ordering/waitlist.controller.ts';
import { SubstitutesController } from './ordering/substitutes.controller.ts';
import { ReturnsController } from './ordering/returns.controller.ts';
import { StripeWebhookController } from './payments/stripe-webhook.controller.ts';
import { HealthController } from './platform/health.controller.ts';
import { MailboxController } from './platform/mailbox.controller.ts';
import { DeliveriesController } from './portal/deliveries.controller.ts';
import { EndpointCareController } from './portal/endpoint-care.controller.ts';
import { EndpointsController } from './portal/endpoints.controller.ts';
import { EventsController } from './portal/events.controller.ts';
import { KeysController } from './portal/keys.controller.ts';
import { WebhookKeysController } from './portal/webhook-keys.controller.ts';
import { RecordingsController } from './console/recordings.controller.ts';
import { ReplaysController } from './streams/replays.controller.ts';
import { StreamsController } from './streams/streams.controller.ts';
import { StreamsPresenter } from './streams/streams.presenter.ts';

/** Every controller of the API, in the order the document lists them. */
export const controllers: Type[] = [
  StreamsController,
  ReplaysController,
  RecordingsController,
  ProductsController,
  DropsController,
  CartsController,
  OrdersController,
  AdmissionsController,
  WaitlistController,
  ReturnsController,
  SubstitutesController,
  PromiseReceiptsController,
  PartnerController,
  PartnerStepsController,
  CancellationsController,
  OperatorOrdersController,
  PartnerParcelsController,
  PartnerReturnsController,
  ScorecardController,
  StockFeedController,
  PriceFeedController,
  StockFilesController,
  EventsController,
  KeysController,
  EndpointsController,
  WebhookKeysController,
  EndpointCareController,
  DeliveriesController,
  CertificatesController,
  PartnerStatementsController,
  StripeWebhookController,
  StripeThinWebhookController,
  SessionController,
  LiveDeskController,
  BrandDropsController,
  CouponsController,
  BrandOrdersController,
  OrderFulfillmentController,
  HouseFulfillmentController,
  LooseEndsController,
  HouseRetailersController,
  BrandRetailersController,
  BrandReturnsController,
  BrandSubstitutesController,
  BrandVariantsController,
  ParcelsController,
  BrandReceiptsController,
  RoutingController,
  SafetyStockController,
  DisputesController,
  PaymentChecksController,
  PartiesController,
  ReconciliationsController,
  ImportsController,
  MailboxController,
  HealthController,
];

/** What the controllers present with. */
export const presenters: Provider[] = [
  ProductShelf,
  ProductsPresenter,
  DropsPresenter,
  ImportedStock,
  Uploads,
  StreamsPresenter,
  SessionPresenter,
  Sessions,
  SignInLimit,
  OrdersPresenter,
  BrandPayables,
  BrandOrdersPresenter,
  DisputesPresenter,
  StatementPresenter,
];
