import { Injectable } from '@nestjs/common';
import type { RetailerId, VariantId } from '@sidestall/kernel';
import { InventoryService } from '../inventory/inventory.service.ts';
import type { Tx } from '../platform/database.ts';
import { RetailerStore } from './retailer.store.ts';
import { RoutingRetailerStore } from './routing/routing-retailer.store.ts';
import { StockLeft } from './routing/stock-left.ts';
import { Scorecards } from './scorecards/scorecards.ts';
import { EndpointHealth } from './webhooks/endpoint-health.ts';

/** What routing chooses from. */
@Injectable()
export class RoutingParties {
  constructor(
    private readonly retailers: RetailerStore,
    private readonly facts: RoutingRetailerStore,
    private readonly health: EndpointHealth,
    private readonly scorecards: Scorecards,
    private readonly inventory: InventoryService,
  ) {}

  /** Every retailer that stocks one of these variants, with what it has free of them now. */
  async gather(tx: Tx, variantIds: readonly VariantId[]): Promise<StockLeft> {
    const shelves = await this.inventory.stockOf(tx, [...new Set(variantIds)].sort());
    const ids: RetailerId[] = [...new Set(shelves.map((shelf) => shelf.retailerId))].sort();
    const records = await this.retailers.named(tx, ids);
    const facts = await this.facts.of(tx, ids, variantIds);
    const reach = await this.health.of(tx, ids);
    const scorecards = await this.scorecards.of(tx, ids);
    const parties = [...records.values()].map((record) => ({
      record,
      facts: facts.get(record.id)!,
      reach: reach.get(record.id)!,
      rating: scorecards.get(record.id)?.score ?? null,
    }));
    return new StockLeft(parties, shelves);
  }
}
