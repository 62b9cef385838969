import type { Type } from '@nestjs/common';
import { CatalogModule } from './catalog/catalog.module.ts';
import { InventoryModule } from './inventory/inventory.module.ts';
import type { Subscription } from './platform/fact.ts';

/** Every context of the engine, lower ones first. */
export const contextModules: Type[] = [CatalogModule, InventoryModule];

/** Which facts set which jobs in motion, collected from the contexts that do the jobs. */
export const subscriptions: Subscription[] = [];
