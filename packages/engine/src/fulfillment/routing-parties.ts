import { Injectable } from '@nestjs/common';
import type { RoutingRetailer } from '@sidestall/fulfillment';
import type { OrderId, VariantId } from '@sidestall/kernel';
import { InventoryService } from '../inventory/inventory.service.ts';
import type { Tx } from '../platform/database.ts';
import { RetailerStore, type RetailerRecord } from './retailer.store.ts';
import { RoutingDecisionStore } from './routing-decision.store.ts';

/** What routing chooses from. */
@Injectable()
export class RoutingParties {
  constructor(
    private readonly retailers: RetailerStore,
    private readonly inventory: InventoryService,
    private readonly decisions: RoutingDecisionStore,
  ) {}

  nextRound(tx: Tx, orderId: OrderId): Promise<number> {
    return this.decisions.nextRound(tx, orderId);
  }

  /** Every retailer with what it has free of these variants. */
  async gather(
    tx: Tx,
    variantIds: readonly VariantId[],
  ): Promise<{ retailers: RoutingRetailer[]; records: ReadonlyMap<string, RetailerRecord> }> {
    const records = await this.retailers.all(tx);
    const stock = await this.inventory.stockOf(tx, [...new Set(variantIds)]);
    const retailers = records.map((record) => ({
      retailerId: record.id,
      priority: record.priority,
      shipsTo: record.shipsTo,
      active: record.isActive,
      // One that polls has no endpoint to be switched off.
      isReachable: record.endpointState !== 'disabled',
      stock: Object.fromEntries(
        stock.filter((it) => it.retailerId === record.id).map((it) => [it.variantId, Math.max(it.free, 0)]),
      ),
    }));
    return { retailers, records: new Map(records.map((record) => [record.id, record])) };
  }
}
