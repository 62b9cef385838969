import { Module } from '@nestjs/common';
import { InventoryModule } from '../../inventory/inventory.module.ts';
import { RoutingDecisionStore } from '../routing-decision.store.ts';
import { ActivateRuleSet } from './activate-rule-set.ts';
import { NewFulfillmentOrders } from './new-fulfillment-orders.ts';
import { RefusalStore } from './refusal.store.ts';
import { RetailerSettings } from './retailer-settings.ts';
import { RetailerSettingsStore } from './retailer-settings.store.ts';
import { RoutingRetailerStore } from './routing-retailer.store.ts';
import { RuleSetStore } from './rule-set.store.ts';
import { RuleSets } from './rule-sets.ts';
import { SaveRuleSet } from './save-rule-set.ts';

const stores = [NewFulfillmentOrders, RefusalStore, RoutingDecisionStore, RoutingRetailerStore, RuleSetStore];
const doors = [ActivateRuleSet, RetailerSettings, RuleSets, SaveRuleSet];

/** What routing goes by, and what it leaves behind. Routing itself asks retailers and lives with their orders. */
@Module({
  imports: [InventoryModule],
  providers: [...stores, ...doors, RetailerSettingsStore],
  exports: [...stores, ...doors],
})
export class RoutingModule {}
