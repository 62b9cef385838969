import { Injectable } from '@nestjs/common';
import { gatherHolds, gatherUnits, type HoldUnits, type Units } from '@sidestall/inventory';
import { err, ok, type OrderId, type Result, type RetailerId, type VariantId } from '@sidestall/kernel';
import { Database, type Sql, type Tx } from '../platform/database.ts';
import { Gatherer } from '../platform/gatherer.ts';
import { HoldStore, type HoldAsk } from './hold.store.ts';
import {
  StockStore,
  type FreeShelf,
  type LocationRow,
  type Sellable,
  type ShelfUnits,
  type StockCount,
} from './stock.store.ts';

export type { HoldUnits, Units } from '@sidestall/inventory';
export type { HoldAsk } from './hold.store.ts';
export type { FreeShelf, LocationRow, Sellable, ShelfUnits, StockCount } from './stock.store.ts';

/** How many variants one order can hold. */
const MOST_HOLDS = 50;

/** Stock, holds and reservations as other contexts may use them. A unit is claimed before it is paid and leaves once. */
@Injectable()
export class InventoryService {
  readonly #together: Gatherer<HoldAsk, Result<null, { missing: VariantId[] }>>;

  constructor(
    database: Database,
    private readonly stock: StockStore,
    private readonly holds: HoldStore,
  ) {
    this.#together = new Gatherer((asks) => this.holdMany(database, asks));
  }

  /** Takes retailers' counts as the truth about their shelves. Claims stay as they are. */
  setStock(tx: Tx, counts: readonly StockCount[]): Promise<void> {
    return this.stock.setCounts(tx, counts);
  }

  /** Says whether the brand sells these variants beyond what is on a shelf. */
  setOverselling(tx: Tx, variantIds: readonly VariantId[], mayOversell: boolean): Promise<void> {
    return this.stock.setOverselling(tx, variantIds, mayOversell);
  }

  /** Units that can be bought now; null means sold on back order. */
  availability(sql: Sql, variantIds: readonly VariantId[]): Promise<Map<VariantId, number | null>> {
    return this.stock.available(sql, variantIds);
  }

  /** What can be bought of variants now and who would send it where. */
  sellable(sql: Sql, variantIds: readonly VariantId[]): Promise<Map<VariantId, Sellable>> {
    return this.stock.sellable(sql, variantIds);
  }

  /** What each retailer could still promise of these variants, for routing. */
  stockOf(sql: Sql, variantIds: readonly VariantId[]): Promise<FreeShelf[]> {
    return this.stock.free(sql, variantIds);
  }

  /**
   * Claims units for an order that is being paid, all of them or none, within the caller's transaction. What the order
   * holds already is not claimed again.
   */
  async hold(
    tx: Tx,
    orderId: OrderId,
    lines: readonly HoldUnits[],
    seconds: number,
  ): Promise<Result<null, { missing: VariantId[] }>> {
    return (await this.holdMany(tx, [{ orderId, units: lines, seconds }]))[0]!;
  }

  /** The same for many orders in one statement, first come first served: one answer for each, in the order given. */
  async holdMany(sql: Sql, asks: readonly HoldAsk[]): Promise<Result<null, { missing: VariantId[] }>[]> {
    const gathered = asks.map((ask) => ({ ...ask, units: gatherHolds(ask.units) }));
    // Tabs of one order that ask together ask once: a statement does not see what it is giving them itself.
    const nameOf = ({ orderId, units }: HoldAsk) => JSON.stringify([orderId, units]);
    const once = new Map(gathered.map((ask) => [nameOf(ask), ask]));
    const answers = await this.holds.claim(sql, [...once.values()]);
    const missingOf = new Map([...once.keys()].map((name, index) => [name, answers[index]!]));
    return gathered.map((ask) => {
      const missing = missingOf.get(nameOf(ask))!;
      return missing.length > 0 ? err({ missing }) : ok(null);
    });
  }

  /**
   * Claims units at once, in a commit of its own that is shared with whoever asks at the same moment: a thousand callers
   * who want one variant wait for a few commits, not for a thousand.
   */
  holdSoon(ask: HoldAsk): Promise<Result<null, { missing: VariantId[] }>> {
    return this.#together.ask(ask);
  }

  /** Makes the holds of orders firm and answers whose this call made so. Doing it again changes nothing. */
  reserve(tx: Tx, orderIds: readonly OrderId[], most = orderIds.length * MOST_HOLDS): Promise<Set<OrderId>> {
    return this.holds.reserve(tx, orderIds, most);
  }

  /** Gives back what an unpaid order held. Doing it again changes nothing. */
  async releaseHolds(tx: Tx, orderId: OrderId): Promise<void> {
    await this.stock.record(tx, 'released', await this.holds.release(tx, orderId, 'held'), orderId);
  }

  /** Gives back units of a paid order that will not be shipped, at most what is left of its reservation. */
  async releaseReserved(tx: Tx, orderId: OrderId, lines: readonly Units[]): Promise<void> {
    const units = gatherUnits(lines);
    await this.stock.lock(tx, units);
    const given = await this.holds.useUp(tx, orderId, units);
    await this.holds.giveUp(tx, given);
    await this.stock.record(tx, 'released', given, orderId);
  }

  /** Promises a retailer's units to a fulfillment order; false when they are gone: undo and plan again. */
  allocate(tx: Tx, retailerId: RetailerId, lines: readonly Units[]): Promise<boolean> {
    return this.allocateMany(
      tx,
      lines.map((line) => ({ ...line, retailerId })),
    );
  }

  /** The same at many retailers at once, all of it or none; false when some of it is gone. */
  allocateMany(tx: Tx, wanted: readonly ShelfUnits[]): Promise<boolean> {
    return this.stock.allocateMany(tx, wanted);
  }

  /** Takes the promise back, when a retailer refuses or does not answer. */
  releaseAllocation(tx: Tx, retailerId: RetailerId, lines: readonly Units[]): Promise<void> {
    return this.stock.releaseAllocation(tx, retailerId, gatherUnits(lines));
  }

  /** Units leave the retailer's shelf for good. */
  async ship(
    tx: Tx,
    retailerId: RetailerId,
    orderId: OrderId,
    lines: readonly Units[],
    reference: string,
  ): Promise<void> {
    const units = gatherUnits(lines);
    await this.stock.lock(tx, units);
    await this.holds.giveBack(tx, await this.holds.useUp(tx, orderId, units));
    await this.stock.ship(tx, retailerId, units, reference);
  }

  /** Tells inventory of a place that stocks and sends. */
  setLocation(tx: Tx, location: LocationRow): Promise<void> {
    return this.stock.setLocation(tx, location);
  }

  /** Who stocks these variants and where to they send; a variant nobody stocks has no row. */
  locationsOf(sql: Sql, variantIds: readonly VariantId[]): Promise<(LocationRow & { variantId: VariantId })[]> {
    return this.stock.locationsOf(sql, variantIds);
  }

  /** Every country somebody sends to. */
  countries(sql: Sql): Promise<string[]> {
    return this.stock.countries(sql);
  }

  /** The place that stock without a named retailer belongs to. */
  firstLocation(sql: Sql): Promise<RetailerId | null> {
    return this.stock.firstLocation(sql);
  }
}
