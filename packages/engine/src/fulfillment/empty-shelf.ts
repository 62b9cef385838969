import { Injectable } from '@nestjs/common';
import { Shelves } from '../inventory/shelves.ts';
import { StockNews } from '../ordering/stock-news.ts';
import type { Tx } from '../platform/database.ts';
import type { FulfillmentOrderRecord } from './fulfillment-order.ts';

/**
 * A retailer says that what it was asked for is not there: then no more than others were promised lies there, whatever was
 * counted, and buyers must not be sold it. Its next count says better.
 */
@Injectable()
export class EmptyShelf {
  constructor(
    private readonly shelves: Shelves,
    private readonly news: StockNews,
  ) {}

  /**
   * Before the units go back to routing, which takes its locks after these. Of several variants nobody knows which one is
   * missing: nothing is believed, and routing leaves the retailer out anyway.
   */
  async execute(tx: Tx, order: FulfillmentOrderRecord): Promise<void> {
    const [variantId, another] = new Set(order.lines.map((line) => line.variantId));
    if (!variantId || another) return;
    const asked = order.lines.reduce((sum, line) => sum + line.quantity, 0);
    const hasMoved = await this.shelves.ranOut(tx, order.retailerId, variantId, asked, order.id);
    if (hasMoved) await this.news.tell(tx, [{ variantId }]);
  }
}
