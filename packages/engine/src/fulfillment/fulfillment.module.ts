import { Module } from '@nestjs/common';
import { InventoryModule } from '../inventory/inventory.module.ts';
import { answersDue, orderAuthorized, orderClosed, paymentDoubtChanged } from '../ordering/facts.ts';
import { AfterSaleModule } from '../ordering/after-sale.module.ts';
import { BackordersModule } from '../ordering/backorders/backorders.module.ts';
import { OrderingModule } from '../ordering/ordering.module.ts';
import { awaitedStockCounted } from '../ordering/backorders/awaited-stock.ts';
import { StockNews } from '../ordering/stock-news.ts';
import { subscribe } from '../platform/fact.ts';
import { AbandonFulfillmentOrder, AbandonFulfillmentOrderHandler } from './abandon-fulfillment-order.ts';
import { AcceptFulfillmentOrder } from './accept-fulfillment-order.ts';
import { CancelFulfillmentOrders, CancelFulfillmentOrdersHandler } from './cancel-fulfillment-orders.ts';
import { EmptyShelf } from './empty-shelf.ts';
import { ExpireFulfillmentOrder, ExpireFulfillmentOrderHandler } from './expire-fulfillment-order.ts';
import { ExpireRequestsHandler } from './expire-requests.ts';
import { FulfillmentOrderStore } from './fulfillment-order.store.ts';
import { FulfillmentOrders } from './fulfillment-orders.ts';
import { cancelFulfillmentOrdersJob, expireRequestsJob, routeOrderJob } from './jobs.ts';
import { AnswerDesk } from './orders/answer-desk.ts';
import { ImpliedAcceptance } from './orders/implied-acceptance.ts';
import { followDoubtJob } from './orders/orders.jobs.ts';
import { FulfillmentOrderEvents } from './orders/order-events.ts';
import { ParcelEvidence } from './parcel-evidence.ts';
import { PartnerFeed } from './partner-feed.ts';
import { PartnerMessages } from './partner-messages.ts';
import { PricesModule } from './prices/prices.module.ts';
import { RegisterRetailer } from './register-retailer.ts';
import { RejectFulfillmentOrder } from './reject-fulfillment-order.ts';
import { RetailerKeys } from './retailer-keys.ts';
import { RetailerStore } from './retailer.store.ts';
import { ReturnUnits } from './return-units.ts';
import { RequestParcels } from './request-parcels.ts';
import { RouteOrder, RouteOrderHandler } from './route-order.ts';
import { RoutingParties } from './routing-parties.ts';
import { RetryBackordersHandler } from './routing/retry-backorders.ts';
import { RouteOrders } from './routing/route-orders.ts';
import { RouteWaitingHandler } from './routing/route-waiting.ts';
import { RoutingModule } from './routing/routing.module.ts';
import { RoutingReader } from './routing/routing-reader.ts';
import { RoutingView } from './routing/routing-view.ts';
import { routeWaitingJob } from './routing/waiting.jobs.ts';
import { TryRuleSet } from './routing/try-rule-set.ts';
import { ScorecardsModule } from './scorecards/scorecards.module.ts';
import { SendOffParcel } from './send-off-parcel.ts';
import { ShipFulfillmentOrder } from './ship-fulfillment-order.ts';
import { WebhooksModule } from './webhooks/webhooks.module.ts';

/** An order whose money is set aside is routed; one that is given up is taken back from everybody. */
export const fulfillmentSubscriptions = [
  subscribe(orderAuthorized, routeOrderJob),
  subscribe(awaitedStockCounted, routeWaitingJob),
  subscribe(answersDue, expireRequestsJob),
  subscribe(orderClosed, cancelFulfillmentOrdersJob),
  subscribe(paymentDoubtChanged, followDoubtJob),
];

const stores = [RetailerStore, FulfillmentOrderStore, FulfillmentOrderEvents];
const doors = [
  AcceptFulfillmentOrder,
  CancelFulfillmentOrders,
  ExpireFulfillmentOrder,
  FulfillmentOrders,
  RegisterRetailer,
  RejectFulfillmentOrder,
  PartnerFeed,
  RetailerKeys,
  RouteOrder,
  RouteOrders,
  RoutingReader,
  ShipFulfillmentOrder,
  TryRuleSet,
];

@Module({
  imports: [
    InventoryModule,
    AfterSaleModule,
    BackordersModule,
    OrderingModule,
    PricesModule,
    RoutingModule,
    ScorecardsModule,
    WebhooksModule,
  ],
  providers: [
    ...stores,
    ...doors,
    AnswerDesk,
    ImpliedAcceptance,
    AbandonFulfillmentOrder,
    AbandonFulfillmentOrderHandler,
    CancelFulfillmentOrdersHandler,
    EmptyShelf,
    ExpireFulfillmentOrderHandler,
    ExpireRequestsHandler,
    ParcelEvidence,
    PartnerMessages,
    RequestParcels,
    RetryBackordersHandler,
    ReturnUnits,
    RouteOrderHandler,
    RouteWaitingHandler,
    RoutingParties,
    RoutingView,
    SendOffParcel,
    StockNews,
  ],
  exports: [
    ...doors,
    AnswerDesk,
    EmptyShelf,
    FulfillmentOrderEvents,
    FulfillmentOrderStore,
    PartnerMessages,
    PricesModule,
    RetailerStore,
  ],
})
export class FulfillmentModule {}
