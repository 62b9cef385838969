import { OrderingBegin1795366990329 } from './1795366990329-ordering-begin.ts';
import { PaymentsBegin1795366988598 } from './1795366988598-payments-begin.ts';
import { InventoryBegin1795366987008 } from './1795366987008-inventory-begin.ts';
import { PlatformBegin1795366985554 } from './1795366985554-platform-begin.ts';
/** Every migration, in order. */
export const migrations = [
  PlatformBegin1795366985554,
  InventoryBegin1795366987008,
  PaymentsBegin1795366988598,
  OrderingBegin1795366990329,
];
