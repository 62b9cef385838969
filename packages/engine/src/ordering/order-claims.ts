import { Injectable } from '@nestjs/common';
import type { OrderId } from '@sidestall/kernel';
import { InventoryService, type Units } from '../inventory/inventory.service.ts';
import type { Tx } from '../platform/database.ts';
import type { OrderLineRow } from './order.store.ts';
import { Specials } from './specials.ts';
import { StockNews } from './stock-news.ts';

/** Gives back what an order claims: units, coupons, and whatever else was for it alone. */
@Injectable()
export class OrderClaims {
  constructor(
    private readonly inventory: InventoryService,
    private readonly specials: Specials,
    private readonly news: StockNews,
  ) {}

  /** What a try that failed claimed; the next try claims it anew. */
  async letGo(tx: Tx, orderId: OrderId, lines: readonly OrderLineRow[]): Promise<void> {
    await this.inventory.releaseHolds(tx, orderId);
    await this.specials.giveBack(tx, orderId);
    await this.news.freed(tx, lines);
  }

  /** Everything, since nothing comes of the order; `reserved` are the units it was promised once it was paid. */
  async giveUp(tx: Tx, orderId: OrderId, lines: readonly OrderLineRow[], reserved: readonly Units[]): Promise<void> {
    await this.inventory.releaseHolds(tx, orderId);
    if (reserved.length > 0) await this.inventory.releaseReserved(tx, orderId, reserved);
    await this.specials.giveBack(tx, orderId);
    await this.news.freed(tx, lines);
  }
}
