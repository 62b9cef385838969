import { Injectable } from '@nestjs/common';
import type { OrderId, RetailerId, ReturnId } from '@sidestall/kernel';
import type { UnitsOfLine } from '@sidestall/ordering';
import { Shelves } from '../../inventory/shelves.ts';
import type { Units } from '../../inventory/inventory.service.ts';
import type { Tx } from '../../platform/database.ts';
import { LineSourceStore } from '../line-source.store.ts';
import { OrderStore } from '../order.store.ts';
import { StockNews } from '../stock-news.ts';

/** Puts goods that came back onto the shelf they were sent from, so that they can be bought again. */
@Injectable()
export class RestockReturn {
  constructor(
    private readonly orders: OrderStore,
    private readonly sources: LineSourceStore,
    private readonly shelves: Shelves,
    private readonly news: StockNews,
  ) {}

  /** The caller sees to it that a return is put back once. */
  async execute(tx: Tx, orderId: OrderId, returnId: ReturnId, received: readonly UnitsOfLine[]): Promise<void> {
    const byRetailer = await this.#byRetailer(tx, orderId, received);
    for (const [retailerId, units] of byRetailer) await this.shelves.putBack(tx, retailerId, units, returnId);
    await this.news.tell(tx, [...byRetailer.values()].flat());
  }

  /**
   * Units of a line that two retailers sent may have come from either: they wait for a retailer to count them, since a
   * unit that is sold from the wrong shelf cannot be sent. Retailers in one order for everybody, against deadlocks.
   */
  async #byRetailer(tx: Tx, orderId: OrderId, received: readonly UnitsOfLine[]): Promise<Map<RetailerId, Units[]>> {
    const sent = (await this.sources.of(tx, orderId)).filter((source) => source.shipped > 0);
    const lines = new Map((await this.orders.lines(tx, orderId)).map((line) => [line.id, line]));
    const found = received.flatMap(({ lineId, quantity }) => {
      const [source, another] = sent.filter((one) => one.lineId === lineId);
      const line = lines.get(lineId);
      if (!source || another || !line || quantity === 0) return [];
      return [{ retailerId: source.retailerId, units: { variantId: line.variantId, quantity } }];
    });
    const retailers = [...new Set(found.map(({ retailerId }) => retailerId))].sort();
    return new Map(retailers.map((id) => [id, found.filter((one) => one.retailerId === id).map(({ units }) => units)]));
  }
}
