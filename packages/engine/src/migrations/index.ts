import { StreamsRecordings1795461545907 } from './1795461545907-streams-recordings.ts';
import { FulfillmentStrayParcels1795451661350 } from './1795451661350-fulfillment-stray-parcels.ts';
import { PlatformGivenUpJobs1795451656908 } from './1795451656908-platform-given-up-jobs.ts';
import { StreamsPresence1795440837693 } from './1795440837693-streams-presence.ts';
import { FulfillmentMovesWrittenDown1795437101306 } from './1795437101306-fulfillment-moves-written-down.ts';
import { FulfillmentHoldKeepsQuestion1795437041306 } from './1795437041306-fulfillment-hold-keeps-question.ts';
import { FulfillmentDeliveriesBehind1795430232513 } from './1795430232513-fulfillment-deliveries-behind.ts';
import { FulfillmentRetailerSettings1795425827162 } from './1795425827162-fulfillment-retailer-settings.ts';
import { FulfillmentRetailerPrices1795425538526 } from './1795425538526-fulfillment-retailer-prices.ts';
import { OrderingStockFiles1795417510884 } from './1795417510884-ordering-stock-files.ts';
import { FulfillmentPartnerFeed1795415498338 } from './1795415498338-fulfillment-partner-feed.ts';
import { FulfillmentRetailerKeyScopes1795415052365 } from './1795415052365-fulfillment-retailer-key-scopes.ts';
import { FulfillmentIdCollations1795414999908 } from './1795414999908-fulfillment-id-collations.ts';
import { OrderingReturnEvents1795414787935 } from './1795414787935-ordering-return-events.ts';
import { FulfillmentOrderDeadlines1795414305269 } from './1795414305269-fulfillment-order-deadlines.ts';
import { FulfillmentEndpointEvents1795413370015 } from './1795413370015-fulfillment-endpoint-events.ts';
import { FulfillmentDeliveryReplay1795412752638 } from './1795412752638-fulfillment-delivery-replay.ts';
import { OrderingBackorders1795412473703 } from './1795412473703-ordering-backorders.ts';
import { OrderingSubstitutes1795414579542 } from './1795414579542-ordering-substitutes.ts';
import { FulfillmentRuleSets1795412166438 } from './1795412166438-fulfillment-rule-sets.ts';
import { FulfillmentDeliveryQueue1795412087878 } from './1795412087878-fulfillment-delivery-queue.ts';
import { OrderingReturnPolicy1795411647717 } from './1795411647717-ordering-return-policy.ts';
import { FulfillmentCertificates1795409261439 } from './1795409261439-fulfillment-certificates.ts';
import { OrderingReturnSteps1795407567317 } from './1795407567317-ordering-return-steps.ts';
import { FulfillmentParcelsAndScorecards1795407563376 } from './1795407563376-fulfillment-parcels-and-scorecards.ts';
import { InventoryHoldByIndex1795393900000 } from './1795393900000-inventory-hold-by-index.ts';
import { OrderingWaitlistOrder1795392536217 } from './1795392536217-ordering-waitlist-order.ts';
import { InventoryAllotmentBacked1795392148997 } from './1795392148997-inventory-allotment-backed.ts';
import { CatalogDropCurrency1795391521016 } from './1795391521016-catalog-drop-currency.ts';
import { InventoryNotNegative1795390693098 } from './1795390693098-inventory-not-negative.ts';
import { InventorySinceCount1795390539843 } from './1795390539843-inventory-since-count.ts';
import { InventoryHoldMany1795389000000 } from './1795389000000-inventory-hold-many.ts';
import { OrderingHotShows1795388499811 } from './1795388499811-ordering-hot-shows.ts';
import { CatalogDrops1795388495825 } from './1795388495825-catalog-drops.ts';
import { InventoryNeverOversold1795388491860 } from './1795388491860-inventory-never-oversold.ts';
import { LedgerPayableTransferringSince1795384445141 } from './1795384445141-ledger-payable-transferring-since.ts';
import { LedgerPostFaster1795380289285 } from './1795380289285-ledger-post-faster.ts';
import { PaymentsEventArrival1795380284723 } from './1795380284723-payments-event-arrival.ts';
import { OrderingOrderEventSubject1795380256651 } from './1795380256651-ordering-order-event-subject.ts';
import { LedgerPayableHolds1795379895575 } from './1795379895575-ledger-payable-holds.ts';
import { PaymentsPaymentHolds1795379549956 } from './1795379549956-payments-payment-holds.ts';
import { OrderingPromiseKey1795378839836 } from './1795378839836-ordering-promise-key.ts';
import { IdentityOperators1795377117999 } from './1795377117999-identity-operators.ts';
import { StreamsCreators1795377114371 } from './1795377114371-streams-creators.ts';
import { OrderingMoneyPaths1795377110765 } from './1795377110765-ordering-money-paths.ts';
import { PaymentsMoneyPaths1795377107518 } from './1795377107518-payments-money-paths.ts';
import { LedgerBegin1795377104382 } from './1795377104382-ledger-begin.ts';
import { CatalogBegin1795367933602 } from './1795367933602-catalog-begin.ts';
import { FulfillmentBegin1795367611699 } from './1795367611699-fulfillment-begin.ts';
import { IdentityBegin1795367503665 } from './1795367503665-identity-begin.ts';
import { StreamsBegin1795367501869 } from './1795367501869-streams-begin.ts';
import { OrderingBegin1795366990329 } from './1795366990329-ordering-begin.ts';
import { PaymentsBegin1795366988598 } from './1795366988598-payments-begin.ts';
import { InventoryBegin1795366987008 } from './1795366987008-inventory-begin.ts';
import { PlatformBegin1795366985554 } from './1795366985554-platform-begin.ts';
import { InventoryDropShelf1795392900000 } from './1795392900000-inventory-drop-shelf.ts';
/** Every migration, in order. */
export const migrations = [
  PlatformBegin1795366985554,
  InventoryBegin1795366987008,
  PaymentsBegin1795366988598,
  OrderingBegin1795366990329,
  StreamsBegin1795367501869,
  IdentityBegin1795367503665,
  FulfillmentBegin1795367611699,
  CatalogBegin1795367933602,
  LedgerBegin1795377104382,
  PaymentsMoneyPaths1795377107518,
  OrderingMoneyPaths1795377110765,
  StreamsCreators1795377114371,
  IdentityOperators1795377117999,
  OrderingPromiseKey1795378839836,
  PaymentsPaymentHolds1795379549956,
  LedgerPayableHolds1795379895575,
  OrderingOrderEventSubject1795380256651,
  PaymentsEventArrival1795380284723,
  LedgerPostFaster1795380289285,
  LedgerPayableTransferringSince1795384445141,
  InventoryNeverOversold1795388491860,
  CatalogDrops1795388495825,
  OrderingHotShows1795388499811,
  InventoryHoldMany1795389000000,
  InventorySinceCount1795390539843,
  InventoryNotNegative1795390693098,
  CatalogDropCurrency1795391521016,
  InventoryAllotmentBacked1795392148997,
  OrderingWaitlistOrder1795392536217,
  InventoryDropShelf1795392900000,
  InventoryHoldByIndex1795393900000,
  FulfillmentParcelsAndScorecards1795407563376,
  OrderingReturnSteps1795407567317,
  FulfillmentCertificates1795409261439,
  OrderingReturnPolicy1795411647717,
  FulfillmentDeliveryQueue1795412087878,
  FulfillmentRuleSets1795412166438,
  OrderingBackorders1795412473703,
  FulfillmentDeliveryReplay1795412752638,
  FulfillmentEndpointEvents1795413370015,
  FulfillmentOrderDeadlines1795414305269,
  OrderingSubstitutes1795414579542,
  OrderingReturnEvents1795414787935,
  FulfillmentIdCollations1795414999908,
  FulfillmentRetailerKeyScopes1795415052365,
  FulfillmentPartnerFeed1795415498338,
  OrderingStockFiles1795417510884,
  FulfillmentRetailerPrices1795425538526,
  FulfillmentRetailerSettings1795425827162,
  FulfillmentDeliveriesBehind1795430232513,
  FulfillmentHoldKeepsQuestion1795437041306,
  FulfillmentMovesWrittenDown1795437101306,
  StreamsPresence1795440837693,
  PlatformGivenUpJobs1795451656908,
  FulfillmentStrayParcels1795451661350,
  StreamsRecordings1795461545907,
];
