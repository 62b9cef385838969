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
];
