import type { RoutedParcel, RoutingRetailer } from '@sidestall/fulfillment';
import type { RetailerId, VariantId } from '@sidestall/kernel';
import type { FreeShelf, ShelfUnits } from '../../inventory/inventory.service.ts';
import type { RetailerRecord } from '../retailer.store.ts';
import type { RetailerReach } from '../webhooks/endpoint-health.ts';
import type { RoutingFactsRow } from './routing-retailer.store.ts';

/** A retailer with all that ranks it. */
export interface Party {
  readonly record: RetailerRecord;
  readonly facts: RoutingFactsRow;
  readonly reach: RetailerReach;
  readonly rating: number | null;
}

/** What retailers have left while one order after the other is planned against it, before anything is written. */
export class StockLeft {
  readonly records: ReadonlyMap<RetailerId, RetailerRecord>;
  readonly #parties: readonly Party[];
  readonly #shelves = new Map<RetailerId, Map<VariantId, FreeShelf>>();
  readonly #free = new Map<FreeShelf, number>();
  readonly #asked = new Map<RetailerId, number>();
  readonly #taken: ShelfUnits[] = [];

  constructor(parties: readonly Party[], shelves: readonly FreeShelf[]) {
    this.#parties = parties;
    this.records = new Map(parties.map(({ record }) => [record.id, record]));
    for (const shelf of shelves) {
      const own = this.#shelves.get(shelf.retailerId) ?? new Map<VariantId, FreeShelf>();
      this.#shelves.set(shelf.retailerId, own.set(shelf.variantId, shelf));
      this.#free.set(shelf, Math.max(shelf.free, 0));
    }
  }

  /** What the plans so far take, each shelf as often as it is named. */
  get taken(): readonly ShelfUnits[] {
    return this.#taken;
  }

  /** When the retailer last counted one of these variants; null when it stocks none. */
  countedAt(retailerId: RetailerId, variantIds: readonly VariantId[]): Date | null {
    const counts = this.#of(retailerId, variantIds).map((shelf) => shelf.asOf);
    return counts.length === 0 ? null : new Date(Math.max(...counts.map((at) => at.getTime())));
  }

  /** The retailers as they are after the plans so far, with the stock of these variants and no other. */
  retailersFor(variantIds: readonly VariantId[]): RoutingRetailer[] {
    return this.#parties.flatMap(({ record, facts, reach, rating }): RoutingRetailer[] => {
      const shelves = this.#of(record.id, variantIds);
      if (shelves.length === 0) return [];
      return [
        {
          retailerId: record.id,
          priority: record.priority,
          shipsTo: record.shipsTo,
          shipsNotTo: facts.shipsNotTo,
          active: record.isActive,
          endpoint: reach.hasEndpoint ? (reach.reason ?? 'healthy') : null,
          pullsOrders: !reach.hasEndpoint,
          stock: Object.fromEntries(shelves.map((shelf) => [shelf.variantId, this.#free.get(shelf)!])),
          feedAgeSeconds: Math.min(...shelves.map((shelf) => shelf.ageSeconds)),
          feedAgeLimitSeconds: facts.feedAgeLimitSeconds,
          capacityLeft: facts.capacityLeft === null ? null : facts.capacityLeft - (this.#asked.get(record.id) ?? 0),
          country: record.shipsFrom,
          region: facts.region,
          place: facts.place,
          parcelCost: facts.parcelCost,
          unitCost: facts.unitCost,
          prices: Object.fromEntries(
            shelves.flatMap(({ variantId }) => (facts.prices[variantId] ? [[variantId, facts.prices[variantId]]] : [])),
          ),
          promiseDays: facts.promiseDays,
          rating,
          traits: facts.traits,
        },
      ];
    });
  }

  /** Whoever is planned next finds these units gone. */
  take(parcels: readonly RoutedParcel[]): void {
    for (const { retailerId, lines } of parcels) {
      const id = retailerId as RetailerId;
      this.#asked.set(id, (this.#asked.get(id) ?? 0) + 1);
      for (const line of lines) {
        const variantId = line.variantId as VariantId;
        const shelf = this.#shelves.get(id)!.get(variantId)!;
        this.#free.set(shelf, this.#free.get(shelf)! - line.quantity);
        this.#taken.push({ retailerId: id, variantId, quantity: line.quantity });
      }
    }
  }

  #of(retailerId: RetailerId, variantIds: readonly VariantId[]): FreeShelf[] {
    const shelves = this.#shelves.get(retailerId);
    return [...new Set(variantIds)].flatMap((variantId) => shelves?.get(variantId) ?? []);
  }
}
