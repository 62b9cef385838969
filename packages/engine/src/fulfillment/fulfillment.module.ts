import { Module } from '@nestjs/common';
import { InventoryModule } from '../inventory/inventory.module.ts';
import { answersDue, orderAuthorized, orderClosed } from '../ordering/facts.ts';
import { AfterSaleModule } from '../ordering/after-sale.module.ts';
import { OrderingModule } from '../ordering/ordering.module.ts';
import { StockNews } from '../ordering/stock-news.ts';
import { subscribe } from '../platform/fact.ts';
import { AbandonFulfillmentOrder } from './abandon-fulfillment-order.ts';
import { AcceptFulfillmentOrder } from './accept-fulfillment-order.ts';
import { CancelFulfillmentOrders, CancelFulfillmentOrdersHandler } from './cancel-fulfillment-orders.ts';
import { DeliverMessage, DeliverMessageHandler } from './deliver-message.ts';
import { DeliveryOutcomes } from './delivery-outcomes.ts';
import { DeliveryStore } from './delivery.store.ts';
import { EmptyShelf } from './empty-shelf.ts';
import { ExpireFulfillmentOrder, ExpireFulfillmentOrderHandler } from './expire-fulfillment-order.ts';
import { ExpireRequestsHandler } from './expire-requests.ts';
import { FulfillmentOrderStore } from './fulfillment-order.store.ts';
import { FulfillmentOrders } from './fulfillment-orders.ts';
import { cancelFulfillmentOrdersJob, expireRequestsJob, routeOrderJob } from './jobs.ts';
import { ParcelEvidence } from './parcel-evidence.ts';
import { PartnerMessages } from './partner-messages.ts';
import { RegisterRetailer } from './register-retailer.ts';
import { RejectFulfillmentOrder } from './reject-fulfillment-order.ts';
import { RetailerKeys } from './retailer-keys.ts';
import { RetailerStore } from './retailer.store.ts';
import { ReturnUnits } from './return-units.ts';
import { RequestParcels } from './request-parcels.ts';
import { RouteOrder, RouteOrderHandler } from './route-order.ts';
import { RoutingDecisionStore } from './routing-decision.store.ts';
import { RoutingParties } from './routing-parties.ts';
import { SendOffParcel } from './send-off-parcel.ts';
import { ShipFulfillmentOrder } from './ship-fulfillment-order.ts';

/** An order whose money is set aside is routed; one that is given up is taken back from everybody. */
export const fulfillmentSubscriptions = [
  subscribe(orderAuthorized, routeOrderJob),
  subscribe(answersDue, expireRequestsJob),
  subscribe(orderClosed, cancelFulfillmentOrdersJob),
];

const stores = [RetailerStore, FulfillmentOrderStore, RoutingDecisionStore, DeliveryStore];
const doors = [
  AcceptFulfillmentOrder,
  CancelFulfillmentOrders,
  ExpireFulfillmentOrder,
  FulfillmentOrders,
  RegisterRetailer,
  RejectFulfillmentOrder,
  RetailerKeys,
  RouteOrder,
  ShipFulfillmentOrder,
];

@Module({
  imports: [InventoryModule, AfterSaleModule, OrderingModule],
  providers: [
    ...stores,
    ...doors,
    AbandonFulfillmentOrder,
    CancelFulfillmentOrdersHandler,
    DeliverMessage,
    DeliverMessageHandler,
    DeliveryOutcomes,
    EmptyShelf,
    ExpireFulfillmentOrderHandler,
    ExpireRequestsHandler,
    ParcelEvidence,
    PartnerMessages,
    RequestParcels,
    ReturnUnits,
    RouteOrderHandler,
    RoutingParties,
    SendOffParcel,
    StockNews,
  ],
  exports: doors,
})
export class FulfillmentModule {}
