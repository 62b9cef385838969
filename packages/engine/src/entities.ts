import { catalogEntities } from './catalog/entities.ts';
import { fulfillmentEntities } from './fulfillment/entities.ts';
import { identityEntities } from './identity/entities.ts';
import { inventoryEntities } from './inventory/entities.ts';
import { ledgerEntities } from './ledger/entities.ts';
import { orderingEntities } from './ordering/entities.ts';
import { paymentsEntities } from './payments/entities.ts';
import { platformEntities } from './platform/entities.ts';
import { streamsEntities } from './streams/entities.ts';

/** Every table of the house, for the data source and for the check that no migration is missing. */
export const entities = [
  ...platformEntities,
  ...catalogEntities,
  ...identityEntities,
  ...inventoryEntities,
  ...ledgerEntities,
  ...streamsEntities,
  ...paymentsEntities,
  ...orderingEntities,
  ...fulfillmentEntities,
];
